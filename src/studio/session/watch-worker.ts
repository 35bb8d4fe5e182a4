/** A worker that does not answer, and a run that does not do as it is told: both are said, with a way out. */
import { sessionText } from "../../base/texts/studio/session.ts";
import type { SliceTools } from "./slice.ts";
import { isActive, type TrainingState } from "./training-machine.ts";
import type { TrainingSlice } from "./training-slice.ts";

const PAUSE_MS = 5000;
const STOP_MS = 10_000;

export function watchWorker(
  { get, ports, link }: Pick<SliceTools<Pick<TrainingSlice, "training" | "live">>, "get" | "ports" | "link">,
  subscribe: (listener: (now: TrainingState, before: TrainingState) => void) => void,
): void {
  const wayOut = { label: sessionText("startAnew"), run: () => link.restart(sessionText("workerRestarted")) };
  let takeBack: (() => void) | undefined;
  const tell = (message: string) => {
    takeBack?.();
    takeBack = ports.notifyLasting(message, wayOut);
  };
  const quiet = () => {
    takeBack?.();
    takeBack = undefined;
  };
  link.onSilence((isSilent) => (isSilent ? tell(sessionText("silent")) : quiet()));
  link.onCrash(quiet);
  let callOff: (() => void) | undefined;
  subscribe((now, before) => {
    if (now === before) return;
    callOff?.();
    callOff = undefined;
    if (!isActive(now)) {
      if (isActive(before)) quiet();
    } else if (now.kind === "keeping") {
      quiet();
    } else if (now.isStopping) {
      callOff = ports.later(STOP_MS, () => tell(sessionText("notStopped")));
    } else if (now.kind === "paused") {
      callOff = ports.later(PAUSE_MS, () => {
        if (get().live.progress?.isPaused === false) tell(sessionText("notPaused"));
      });
    }
  });
}
