import { dropText } from "../../base/texts/studio/shell.ts";
import { shownName } from "../document/shown-name.ts";
import { useSession } from "../session/session-store.ts";
import { notify } from "../ui/notices.ts";
import { goTo } from "../ui/route.ts";

/** Opens a pipeline file, and says so: what it brings is in another view, which opens by itself where something is amiss. */
export async function openPipeline(file: File): Promise<void> {
  const session = useSession.getState();
  await session.openPipeline(file);
  const { opened, table } = useSession.getState();
  if (!opened || opened === session.opened) return;
  const isAmiss = opened.isChanged === true || opened.selfTest?.passed === false;
  if (isAmiss) goTo("results");
  notify({
    kind: "news",
    message: dropText("opened", { pipeline: shownName(opened.document.name), hasTable: table.kind !== "none" }),
    action: {
      label: dropText("lookAtIt"),
      run: () => goTo("results"),
    },
  });
}
