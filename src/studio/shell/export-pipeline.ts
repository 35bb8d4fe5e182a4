import type { TableView } from "../../app/view-table.ts";
import { APP_NAME } from "../../base/app-name.ts";
import { headerText } from "../../base/texts/studio/shell.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { decisionsAbout } from "../../pipeline/table-decisions.ts";
import { documentToKeep } from "../document/document-store.ts";
import { isOfOtherPipeline } from "../session/changes-since.ts";
import { runNow } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { saveFile } from "../ui/save-file.ts";

interface SavedPipeline {
  readonly fileName: string;
  /** What is not in it. */
  readonly note?: string;
}

/** Saves the trained pipeline; where nothing was trained yet, the pipeline alone. */
export async function exportPipeline(): Promise<SavedPipeline> {
  const session = useSession.getState();
  if (session.hasTrained) {
    const fileName = await session.exportPipeline();
    const isOther = isOfOtherPipeline(runNow("results").changes);
    return isOther ? { fileName, note: headerText("savedAsTrained") } : { fileName };
  }
  const { writeDocumentJson } = await import("../../export/json.ts");
  const view = viewOf(session.table);
  const document = view ? documentFor(view) : documentToKeep();
  const text = writeDocumentJson(document, { name: APP_NAME, version: __APP_VERSION__ });
  const fileName = "pipeline.json";
  saveFile(fileName, new Blob([text], { type: "application/json" }));
  return { fileName };
}

/** The document with what it comes to on the table that is open, and without what was decided about others. */
function documentFor({ columns, sources, target }: TableView): PipelineDocument {
  const document = documentToKeep();
  const rules = columns.map(({ rule }) => rule);
  const about = { columns: rules.map(({ name }) => name), files: sources.map(({ name }) => name) };
  return { ...document, table: decisionsAbout(document.table, about), rules, target };
}
