/** One verdict from several runs of one pipeline that divided the rows otherwise: for tables with few test rows. Pure. */
import { mean } from "../base/spread.ts";
import { studentTail, type Verdict } from "./bootstrap.ts";
import type { MetricName } from "./metric-evaluators.ts";
import type { TrainingReport } from "./types.ts";

/** Of fewer divisions nothing is said: their spread is not known. */
export const FEWEST_DIVISIONS = 5;
/** Below so many test rows, one division says little. */
export const FEW_TEST_ROWS = 200;

export interface RepeatedVerdict {
  readonly metric: MetricName;
  /** Mean over the divisions: what is deployed against the plain pipeline, above 0 where it is better. */
  readonly difference: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
  readonly verdict: Verdict;
  readonly nDivisions: number;
}

/**
 * Each run is one division: what it deploys against the plain pipeline, on its own test rows, which train nothing in it. The rows that
 * train are mostly the same in all, so that runs tell less than as many tables would: the variance of the mean is (1/J + test/train) times that between runs.
 *
 * @returns undefined of fewer than `FEWEST_DIVISIONS` runs with one metric that were compared with the plain pipeline.
 * @source Nadeau and Bengio, "Inference for the generalization error" (Machine Learning 2003), the corrected resampled t-test.
 */
export function repeatedVerdict(reports: readonly TrainingReport[]): RepeatedVerdict | undefined {
  const compared = reports.flatMap(({ opponents = [], rows }) => {
    const plain = opponents.find(({ stage }) => stage === "baseline");
    return plain && rows.test > 0 ? [{ ...plain, ratio: rows.test / Math.max(rows.train + rows.validation, 1) }] : [];
  });
  const metric = compared[0]?.metric;
  const alike = compared.filter((each) => each.metric === metric && Number.isFinite(each.difference));
  const nDivisions = alike.length;
  if (metric === undefined || nDivisions < FEWEST_DIVISIONS) return undefined;
  const difference = mean(alike.map((each) => each.difference));
  const squares = alike.reduce((sum, each) => sum + (each.difference - difference) ** 2, 0);
  const ratio = mean(alike.map((each) => each.ratio));
  const error = Math.sqrt((squares / (nDivisions - 1)) * (1 / nDivisions + ratio));
  const reach = -studentTail(nDivisions - 1) * error;
  const [low, high] = [difference - reach, difference + reach];
  const verdict = low > 0 ? "better" : high < 0 ? "worse" : "no clear difference";
  return { metric, difference, low, high, verdict, nDivisions };
}
