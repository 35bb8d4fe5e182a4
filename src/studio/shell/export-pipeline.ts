import { documentToKeep } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";
import { notifyError } from "../ui/notices.ts";
import { saveFile } from "../ui/save-file.ts";

/** Saves the trained pipeline; where nothing was trained yet, the pipeline alone. */
export async function exportPipeline(): Promise<void> {
  const session = useSession.getState();
  if (session.hasTrained) return session.exportPipeline();
  try {
    const { writeDocumentJson } = await import("../../export/json.ts");
    const { table } = session;
    const view = table.kind === "none" ? undefined : table.view;
    const document = {
      ...documentToKeep(),
      ...(view ? { rules: view.columns.map(({ rule }) => rule), target: view.target } : {}),
    };
    const text = writeDocumentJson(document, { name: "DiffML Studio", version: __APP_VERSION__ });
    saveFile("pipeline.json", new Blob([text], { type: "application/json" }));
  } catch (error) {
    notifyError(error);
  }
}
