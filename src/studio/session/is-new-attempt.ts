import type { SessionState } from "./session-types.ts";
import { isActive } from "./training-machine.ts";

/** Something was begun that was not going on before, or another pipeline was opened. */
export function isNewAttempt(now: SessionState, before: SessionState): boolean {
  return (isBusy(now) && !isBusy(before)) || (now.opened !== undefined && now.opened !== before.opened);
}

function isBusy({ table, training, prediction, gpu }: SessionState): boolean {
  return (
    table.kind === "reading" ||
    (table.kind === "ready" && table.isUpdating) ||
    isActive(training) ||
    prediction.kind === "working" ||
    gpu.kind === "checking"
  );
}
