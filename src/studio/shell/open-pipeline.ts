import { dropText } from "../../base/texts/studio/shell.ts";
import { useSession } from "../session/session-store.ts";
import { notify } from "../ui/notices.ts";

/** Opens a pipeline file, and says so: what it brings lies further down the page than the button. */
export async function openPipeline(file: File): Promise<void> {
  const session = useSession.getState();
  await session.openPipeline(file);
  const { opened, table } = useSession.getState();
  if (!opened || opened === session.opened) return;
  notify({
    kind: "news",
    message: dropText("opened", { pipeline: opened.document.name, hasTable: table.kind !== "none" }),
    action: {
      label: dropText("lookAtIt"),
      run: () => {
        window.location.hash = "results";
      },
    },
  });
}
