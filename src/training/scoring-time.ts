/** What scoring will take, from predictions of a few rows. */
import type { Dataset } from "../table/types.ts";
import type { PhaseStart } from "./phase/phase.ts";
import { predict, predictorOf } from "./predict.ts";
import { nScoredRows } from "./score-rows.ts";

/** Rows that tell how long scoring will take, and how often they are timed. */
const TIMED_ROWS = 256;
const TIMED_CALLS = 20;
const TIMING_MS = 200;
/** What metrics take for each row and stage beside predicting it, and the verdict for each test row; where there are more, they are drawn in bundles. */
const METRICS_MS_PER_ROW = 0.001;
const VERDICT_MS_PER_ROW = 0.05;
const MOST_VERDICT_ROWS = 10_000;
/** So few rows take no time worth planning for. */
const FEW_ROWS = 1000;

export interface ScoringTime {
  /** All stages on all rows, and the verdict. */
  readonly allMs: number;
  /** Of that, the verdict, which comes last; absent where Stop came before that was known. */
  readonly verdictMs?: number;
  /** The predictor of a stage and its first rows; absent where Stop came before that was known. */
  readonly stageMs?: number;
  /** Predicting one row of many; absent likewise. */
  readonly rowMs?: number;
}

interface TimingOptions {
  readonly dataset: Dataset;
  readonly nPredictors: number;
  readonly now: () => number;
  readonly rest: () => Promise<void>;
  readonly isStopped: () => boolean;
}

/** Times compiling a predictor and predictions of some training rows. After Stop all that remains is scored as far as there is time. */
export async function timeScoring(
  { program, statistics, startOf, replicas }: PhaseStart,
  { dataset, nPredictors, now, rest, isStopped }: TimingOptions,
): Promise<ScoringTime> {
  if (isStopped()) return { allMs: 0 };
  const predictor = predictorOf(program, startOf(replicas[0]).parameters, statistics);
  const rows = dataset.split.train.subarray(0, TIMED_ROWS);
  const begin = now();
  await predict(predictor, dataset, { rows: [], pause: rest });
  const compileMs = now() - begin;
  await rest();
  let fastestMs = Number.POSITIVE_INFINITY;
  const end = now() + TIMING_MS;
  // The first calls run code that is not optimised yet, and other programs come in between: the fastest is what a long run comes to.
  for (let call = 0; call < TIMED_CALLS && now() <= end && !isStopped(); call++) {
    const start = now();
    await predict(predictor, dataset, { rows });
    fastestMs = Math.min(fastestMs, now() - start);
    await rest();
  }
  if (isStopped()) return { allMs: 0 };
  const nRows = nScoredRows(dataset);
  const nTestRows = Math.min(dataset.split.test.length, MOST_VERDICT_ROWS);
  const verdictMs = nTestRows > FEW_ROWS ? VERDICT_MS_PER_ROW * nTestRows : 0;
  const metricsMs = nRows > FEW_ROWS ? METRICS_MS_PER_ROW * nRows : 0;
  const predictMs = (nRows * fastestMs) / rows.length;
  return {
    allMs: nPredictors * (compileMs + predictMs + metricsMs) + verdictMs,
    verdictMs,
    stageMs: compileMs + fastestMs,
    rowMs: fastestMs / rows.length,
  };
}
