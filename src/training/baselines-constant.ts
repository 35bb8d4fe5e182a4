import { studioError } from "../base/error.ts";
import type { Task } from "../table/types.ts";

/**
 * What somebody says who knows the training labels and nothing else: the commonest class, or the mean.
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
}): Float64Array {
  const { task, nClasses, trainLabels, nRows, weights } = options;
  const isLabel = (label: number) =>
    task === "regression" ? Number.isFinite(label) : Number.isInteger(label) && label >= 0 && label < nClasses;
  const wrong = trainLabels.findIndex((label) => !isLabel(label));
  if (trainLabels.length === 0 || wrong >= 0) {
    throw studioError("E_BASELINE_LABELS", {
      nClasses: task === "regression" ? undefined : nClasses,
      wrong: wrong >= 0 ? { label: trainLabels[wrong], row: wrong } : undefined,
    });
  }
  if (task === "regression") return new Float64Array(nRows).fill(mean(trainLabels, weights));
  const counts = new Float64Array(nClasses);
  for (let row = 0; row < trainLabels.length; row++) counts[trainLabels[row]] += weights?.[row] ?? 1;
  const all = counts.reduce((total, count) => total + count, 0);
  return Float64Array.from({ length: nRows * nClasses }, (_, index) => counts[index % nClasses] / all);
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
