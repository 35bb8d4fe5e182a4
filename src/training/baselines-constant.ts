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
}): Float64Array {
  const { task, nClasses, trainLabels, nRows } = options;
  const isLabel = (label: number) =>
    task === "regression" ? Number.isFinite(label) : Number.isInteger(label) && label >= 0 && label < nClasses;
  const wrong = trainLabels.findIndex((label) => !isLabel(label));
  if (trainLabels.length === 0 || wrong >= 0) {
    throw studioError("E_BASELINE_LABELS", {
      nClasses: task === "regression" ? undefined : nClasses,
      wrong: wrong >= 0 ? { label: trainLabels[wrong], row: wrong } : undefined,
    });
  }
  if (task === "regression") return new Float64Array(nRows).fill(mean(trainLabels));
  const counts = new Float64Array(nClasses);
  for (const label of trainLabels) counts[label] += 1;
  return Float64Array.from({ length: nRows * nClasses }, (_, index) => counts[index % nClasses] / trainLabels.length);
}

/** Around the first value, so that labels that are all equal give exactly that value. */
function mean(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value - values[0];
  return values[0] + total / values.length;
}
