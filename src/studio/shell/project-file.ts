/** Projects as files, with what this browser keeps beside them: saved and opened, and what came of it said. */
import { projectFileText } from "../../base/texts/studio/shell.ts";
import { useSession } from "../session/session-store.ts";
import { mayKeep } from "../storage/consent.ts";
import { listSnapshots, takeSnapshots } from "../storage/snapshots.ts";
import { notify, notifyError } from "../ui/notices.ts";

export async function saveProject(): Promise<void> {
  // A browser that stores nothing has no snapshots.
  const snapshots = await listSnapshots().catch(() => []);
  // The newest comes first in lists, and last where they are stored.
  const stored = snapshots.map(({ name, at, record }) => ({ name, at, studio: record })).reverse();
  await useSession.getState().saveProject(stored);
}

export async function openProject(file: File): Promise<void> {
  const opened = await useSession.getState().openProject(file);
  if (!opened) return;
  if (mayKeep()) await takeSnapshots(opened.snapshots).catch(notifyError);
  const { files, nRuns, nUnkept, damaged } = opened;
  const { name } = opened.document;
  notify({ kind: "news", message: projectFileText("opened", { name, files, nRuns, nUnkept, isKeeping: mayKeep() }) });
  if (damaged.length > 0) {
    notify({
      kind: "error",
      isLasting: true,
      message: projectFileText("damaged", { file: file.name, parts: damaged }),
    });
  }
}
