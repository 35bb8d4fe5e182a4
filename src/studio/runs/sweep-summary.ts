/** What the runs of a sweep come to, over their seeds. Pure. */
import { mean } from "../../base/spread.ts";
import { type RepeatedVerdict, repeatedVerdict } from "../../training/repeated-verdict.ts";
import { byNewest, type RunRecord } from "../storage/run-record.ts";
import { lossOfRun, type RunLoss } from "./run-loss.ts";

export interface VariantSummary {
  readonly variant: string;
  readonly nRuns: number;
  readonly mean: number;
  /** Sample standard deviation over seeds by √n; undefined of one run. */
  readonly error: number | undefined;
}

export interface SweepSummary {
  readonly id: string;
  /** When its last run ended. */
  readonly at: number;
  readonly loss: Pick<RunLoss, "metric" | "of">;
  /** Of several divisions of the rows and nothing else; of variants there is none: they would be chosen by test rows. */
  readonly verdict?: RepeatedVerdict;
  /** The lowest mean first. */
  readonly variants: readonly VariantSummary[];
}

/** The newest first. Runs that were stopped, and those measured otherwise than the others, do not count. */
export function sweepSummaries(runs: readonly RunRecord[]): readonly SweepSummary[] {
  const ids = [...new Set([...runs].sort(byNewest).flatMap(({ sweep }) => (sweep ? [sweep.id] : [])))];
  return ids.flatMap((id): readonly SweepSummary[] => {
    const own = runs.filter(({ sweep, wasStopped }) => sweep?.id === id && !wasStopped);
    const measured = own.flatMap((run) => {
      const loss = lossOfRun(run.report);
      return loss ? [{ loss, variant: run.sweep?.variant ?? "" }] : [];
    });
    const [first] = measured;
    if (!first) return [];
    const alike = measured.filter(({ loss }) => loss.of === first.loss.of && loss.metric === first.loss.metric);
    const variants = [...new Set(alike.map(({ variant }) => variant))].map((variant) =>
      summaryOf(
        variant,
        alike.filter((each) => each.variant === variant).map(({ loss }) => loss.value),
      ),
    );
    variants.sort((a, b) => a.mean - b.mean);
    const verdict = variants.length === 1 ? repeatedVerdict(own.map(({ report }) => report)) : undefined;
    return [{ id, at: [...own].sort(byNewest)[0].at, loss: first.loss, variants, ...(verdict ? { verdict } : {}) }];
  });
}

function summaryOf(variant: string, losses: readonly number[]): VariantSummary {
  const [nRuns, middle] = [losses.length, mean(losses)];
  const squares = losses.reduce((sum, loss) => sum + (loss - middle) ** 2, 0);
  const error = nRuns > 1 ? Math.sqrt(squares / (nRuns - 1) / nRuns) : undefined;
  return { variant, nRuns, mean: middle, error };
}
