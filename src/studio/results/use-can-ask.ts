import { isOfThisTable } from "../session/changes-since.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";

/** Whether the trained pipeline can be asked about the rows of its run: they are open, and nothing trains. */
export function useCanAsk(): boolean {
  const { changes } = useRun("results");
  const isIdle = useSession(
    ({ hasTrained, table, training }) => hasTrained && table.kind === "ready" && !isActive(training),
  );
  return isIdle && isOfThisTable(changes);
}
