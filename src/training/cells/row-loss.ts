/** The loss of single rows under predictions. */
import type { Predictions } from "../predict.ts";

/** No probability is taken for less: one row would weigh as much as all others. */
const LEAST_PROBABILITY = 1e-6;

/** Squared errors count in units of this: the mean squared error of rows that are judged. */
export interface LossScale {
  readonly variance: number;
}

/**
 * float64 [rows]: −ln of the probability of the label; of a regression half the squared error over `variance`, which is −ln of its
 * likelihood less a constant.
 *
 * @param labels of the rows, in the order of the predictions.
 */
export function rowLosses(
  { task, nClasses, values, nRows }: Predictions,
  labels: ArrayLike<number>,
  { variance }: LossScale,
): Float64Array {
  return Float64Array.from({ length: nRows }, (_, row) =>
    task === "regression"
      ? (values[row] - labels[row]) ** 2 / (2 * variance)
      : -Math.log(Math.max(LEAST_PROBABILITY, values[row * nClasses + labels[row]])),
  );
}

/** Of a regression the mean squared error, of a classification 1. */
export function scaleOf({ task, values, nRows }: Predictions, labels: ArrayLike<number>): LossScale {
  if (task !== "regression") return { variance: 1 };
  let sum = 0;
  for (let row = 0; row < nRows; row++) sum += (values[row] - labels[row]) ** 2;
  return { variance: Math.max(sum / Math.max(1, nRows), Number.MIN_VALUE) };
}
