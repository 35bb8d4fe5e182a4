/** Numbers of a report that no run can have come to: a file was damaged or changed where it is read with trust. */
import { openedText } from "../base/texts/pipeline.ts";
import { METRIC_NAMES, type MetricName, metricsOfTask } from "../training/metric-evaluators.ts";
import type { TrainingReport } from "../training/types.ts";

/** Within which a metric lies; NaN is a metric that the rows do not define. */
const BOUNDS: Readonly<Record<MetricName, readonly [low: number, high: number]>> = {
  accuracy: [0, 1],
  balancedAccuracy: [0, 1],
  logLoss: [0, Number.POSITIVE_INFINITY],
  macroF1: [0, 1],
  rocAuc: [0, 1],
  rmse: [0, Number.POSITIVE_INFINITY],
  mae: [0, Number.POSITIVE_INFINITY],
  balancedLogLoss: [0, Number.POSITIVE_INFINITY],
  meanCost: [0, Number.POSITIVE_INFINITY],
  quantileLoss: [0, Number.POSITIVE_INFINITY],
  r2: [Number.NEGATIVE_INFINITY, 1],
};

/** Above the last bits of a sum. */
const ROUNDING = 1e-9;

const isOutside = (value: number, [low, high]: readonly [number, number]) =>
  value < low - ROUNDING || value > high + ROUNDING;

function metricDoubts({ metrics }: TrainingReport): readonly string[] {
  return Object.entries(metrics).flatMap(([split, stages]) =>
    Object.entries(stages).flatMap(([stage, ofStage]) =>
      METRIC_NAMES.flatMap((name) => {
        const value = ofStage[name];
        return value !== undefined && isOutside(value, BOUNDS[name])
          ? [`metrics.${split}.${stage}.${name}: ${value}`]
          : [];
      }),
    ),
  );
}

function rowDoubts({ rows, verdict }: TrainingReport): readonly string[] {
  const { total, train, validation, test, unlabelled, leftOut = 0 } = rows;
  const sum = train + validation + test + unlabelled + leftOut;
  return [
    ...(sum === total ? [] : [`rows.total: ${total}, and its parts are ${sum}`]),
    ...(verdict && verdict.nRows > test ? [`verdict.nRows: ${verdict.nRows} of ${test} test rows`] : []),
  ];
}

function verdictDoubts({ verdict }: TrainingReport): readonly string[] {
  if (!verdict) return [];
  const { low, high, difference } = verdict;
  // Not every resampled interval holds the difference itself, but each has a beginning and an end.
  const isBackward = low > high;
  const isClear = verdict.verdict !== "no clear difference";
  const isContradicted = isClear && low < 0 && high > 0;
  return [
    ...(isBackward ? [`verdict.low: ${low}, above verdict.high: ${high}`] : []),
    ...(isContradicted ? [`verdict: ${verdict.verdict}, though ${difference} lies between ${low} and ${high}`] : []),
  ];
}

/**
 * One sentence where a report cannot be true, naming the first of what cannot; none where all of it can.
 *
 * @param task of the pipeline that predicts.
 */
export function reportDoubts(report: TrainingReport, task: TrainingReport["task"]): readonly string[] {
  const known = metricsOfTask(task);
  const doubts = [
    ...(report.task === task ? [] : [`task: ${report.task}, of a pipeline for ${task}`]),
    ...report.leading.filter((name) => !known.includes(name)).map((name) => `leading: ${name}`),
    ...metricDoubts(report),
    ...rowDoubts(report),
    ...verdictDoubts(report),
    ...(report.seconds < 0 ? [`seconds: ${report.seconds}`] : []),
    ...(report.members ?? []).filter(({ loss }) => loss < 0).map(({ id, loss }) => `members.${id}.loss: ${loss}`),
  ];
  return doubts.length === 0 ? [] : [openedText("reportWithoutSense", { first: doubts[0], nMore: doubts.length - 1 })];
}
