/** Says that a run is over where nobody looks at the page: in the title of its tab, and after a yes by a notification. */
import { APP_NAME } from "../../base/app-name.ts";
import { endText } from "../../base/texts/studio/runs.ts";
import { forget, recall, remember } from "../ui/remembered.ts";
import { useSession } from "./session-store.ts";
import { isActive } from "./training-machine.ts";

/** Shorter runs are waited for. */
const LONG_SECONDS = 10;

const canNotify = () => "Notification" in globalThis && Notification.permission === "granted";

export const mayNotify = (): boolean => recall("notify") === "yes" && canNotify();

/** A person's answer. @returns whether it is so from now on. */
export async function setNotify(isWanted: boolean): Promise<boolean> {
  if (!isWanted || !("Notification" in globalThis)) {
    forget("notify");
    return false;
  }
  const isGranted = (await Notification.requestPermission()) === "granted";
  if (isGranted) remember("notify", "yes");
  return isGranted;
}

/** From now on, runs that end are told of. */
export function watchRunEnds(clock: () => number): void {
  const { title } = document;
  let begun = { at: 0, after: useSession.getState().training };
  useSession.subscribe(({ training, sweep, liveOf }, before) => {
    if (isActive(training) && !isActive(before.training)) begun = { at: clock(), after: before.training };
    // What was stopped before it began leaves all as it was.
    const isOver = !isActive(training) && isActive(before.training) && training !== begun.after;
    const seconds = (clock() - begun.at) / 1000;
    // Of a sweep, the last one is told of.
    const isLast = !sweep?.isRunning || sweep.nDone + 1 >= sweep.variants.length;
    if (!isOver || !isLast || !document.hidden) return;
    const isDone = training.kind === "done";
    document.title = endText("title", { isDone, app: APP_NAME });
    if (seconds < LONG_SECONDS || !mayNotify()) return;
    const files = (liveOf?.files ?? []).map(({ name }) => name);
    const notification = new Notification(endText("notification", { isDone }), {
      body: endText("body", { files, seconds }),
    });
    notification.onclick = () => window.focus();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) document.title = title;
  });
}
