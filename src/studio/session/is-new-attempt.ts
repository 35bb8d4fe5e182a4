import type { Session } from "./create-session.ts";
import { isActive } from "./training-machine.ts";

type Attempts = Pick<Session, "table" | "isDeciding" | "training" | "prediction" | "gpu" | "opened">;

/** Something was begun that was not going on before, or another pipeline was opened. */
export function isNewAttempt(now: Attempts, before: Attempts): boolean {
  return (isBusy(now) && !isBusy(before)) || (now.opened !== undefined && now.opened !== before.opened);
}

function isBusy({ table, isDeciding, training, prediction, gpu }: Attempts): boolean {
  return (
    table.kind === "reading" ||
    isDeciding ||
    isActive(training) ||
    prediction.kind === "working" ||
    gpu.kind === "checking"
  );
}
