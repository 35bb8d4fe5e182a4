import { studioError } from "../base/error.ts";
import type { Task } from "../table/types.ts";

/**
 * What somebody says who knows the training labels and nothing else: the commonest class, or the mean (of a quantile loss: the quantile).
 *
 * @param trainLabels  float64 [nTrain], class codes or target values.
 * @returns            classification: float64 [nRows, nClasses], the training shares in every row, whose most probable
 *                     class is the commonest one; regression: float64 [nRows], the training mean.
 * @throws             E_BASELINE_LABELS when there is no training label, or one that is no class code or not finite.
 */
export function constantPredictions(options: {
  readonly task: Task;
  readonly nClasses: number;
  readonly trainLabels: Float64Array;
  readonly nRows: number;
  /** float64 [nTrain]: how much each row counts; absent: all count alike. */
  readonly weights?: Float64Array | undefined;
  /** Of a regression: the share of training rows that lie below what is said; absent: the mean is said. */
  readonly quantile?: number | undefined;
}): Float64Array {
  const { task, nClasses, trainLabels, nRows, weights, quantile } = options;
  const isLabel = (label: number) =>
    task === "regression" ? Number.isFinite(label) : Number.isInteger(label) && label >= 0 && label < nClasses;
  const wrong = trainLabels.findIndex((label) => !isLabel(label));
  if (trainLabels.length === 0 || wrong >= 0) {
    throw studioError("E_BASELINE_LABELS", {
      nClasses: task === "regression" ? undefined : nClasses,
      wrong: wrong >= 0 ? { label: trainLabels[wrong], row: wrong } : undefined,
    });
  }
  if (task === "regression") {
    return new Float64Array(nRows).fill(
      quantile === undefined ? mean(trainLabels, weights) : weightedQuantile(trainLabels, { quantile, weights }),
    );
  }
  const counts = new Float64Array(nClasses);
  for (let row = 0; row < trainLabels.length; row++) counts[trainLabels[row]] += weights?.[row] ?? 1;
  const all = counts.reduce((total, count) => total + count, 0);
  return Float64Array.from({ length: nRows * nClasses }, (_, index) => counts[index % nClasses] / all);
}

/** The smallest value that at least this share of all weight does not lie above. */
function weightedQuantile(
  values: Float64Array,
  { quantile, weights }: { readonly quantile: number; readonly weights?: Float64Array | undefined },
): number {
  const order = Uint32Array.from(values, (_, row) => row).sort((a, b) => values[a] - values[b]);
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const wanted = quantile * order.reduce((sum, row) => sum + weightOf(row), 0);
  let below = 0;
  for (const row of order) {
    below += weightOf(row);
    if (below >= wanted) return values[row];
  }
  return values[order[order.length - 1]];
}

/** Around the first value, so that labels that are all equal give exactly that value. */
function mean(values: Float64Array, weights?: Float64Array): number {
  let [total, all] = [0, 0];
  for (const [row, value] of values.entries()) {
    const weight = weights?.[row] ?? 1;
    total += weight * (value - values[0]);
    all += weight;
  }
  return values[0] + total / all;
}
