import { formatDuration } from "../../base/numbers.ts";
import { sweepText } from "../../base/texts/studio/runs.ts";
import { isDealt } from "../../training/ensemble/folds.ts";
import { FEW_TEST_ROWS } from "../../training/repeated-verdict.ts";
import type { TrainingReport } from "../../training/types.ts";
import { useDocument } from "../document/document-store.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { goTo } from "../ui/route.ts";

const N_DIVISIONS = 10;

/** Where few rows test: runs that divide the rows otherwise, and a verdict over all of them, in the view of the runs. */
export function OtherDivisions({ report }: { readonly report: TrainingReport }) {
  const document = useDocument((state) => state.document);
  const { isStale } = useRun("results");
  const mayTrain = useSession(({ table, training }) => table.kind === "ready" && !isActive(training));
  const { rows, seconds } = report;
  if (isStale || rows.test === 0 || rows.test >= FEW_TEST_ROWS || !isDealt(document.training.split.by)) return null;
  const { training } = document;
  // The seed says how rows are divided, too.
  const variants = Array.from({ length: N_DIVISIONS }, (_, index) => ({
    document: { ...document, training: { ...training, seed: training.seed + index } },
    variant: "",
  }));
  const begin = () => {
    void useSession.getState().startSweep(variants);
    goTo("runs");
  };
  return (
    <div className="row">
      <button type="button" className="button" disabled={!mayTrain} onClick={begin}>
        {sweepText("otherDivisions", { count: N_DIVISIONS })}
      </button>
      <span className="hint">
        {sweepText("otherDivisionsHint", { nRows: rows.test, duration: formatDuration(N_DIVISIONS * seconds) })}
      </span>
    </div>
  );
}
