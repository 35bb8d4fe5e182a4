/** The loss of single rows under predictions, as it was trained: the one that says what a wrong cell costs. */
import type { TrainingSettings } from "../../pipeline/document.ts";
import { areClassesBalanced, HUBER_WIDTH, quantileOf } from "../../pipeline/loss.ts";
import type { Columns, Task } from "../../table/types.ts";
import { quantileLoss } from "../metric-evaluators.ts";
import type { Predictions } from "../predict.ts";

/** No probability is taken for less: one row would weigh as much as all others. */
const LEAST_PROBABILITY = 1e-6;

/** What an error of a number costs, its widths in the unit of the target. */
type ErrorLoss =
  | { readonly kind: "squared" }
  | { readonly kind: "absolute" }
  | { readonly kind: "huber"; readonly width: number }
  | { readonly kind: "quantile"; readonly quantile: number };

/** What a run lowers: of numbers the loss of an error, of classes log loss, with all classes alike or not. */
export interface RowLoss {
  readonly error: ErrorLoss;
  readonly areClassesAlike: boolean;
}

/** Log loss of rows that count alike, or squared errors. */
export const USUAL_LOSS: RowLoss = { error: { kind: "squared" }, areClassesAlike: false };

/**
 * The loss that is trained; absolute errors where these are what counts. A metric of ranks or of decided classes says nothing of a single row: there
 * the loss that is trained stands for it.
 *
 * @param labelScale of the target: the unit of the width of the Huber loss.
 */
export function rowLossOf(
  training: TrainingSettings,
  { task, labelScale }: { readonly task: Task; readonly labelScale: number },
): RowLoss {
  return { error: errorLossOf(training, { task, labelScale }), areClassesAlike: areClassesBalanced(training, task) };
}

function errorLossOf(
  training: TrainingSettings,
  { task, labelScale }: { readonly task: Task; readonly labelScale: number },
): ErrorLoss {
  const quantile = quantileOf(training, task);
  if (quantile !== undefined) return { kind: "quantile", quantile };
  if (training.optimiseFor === "mae") return { kind: "absolute" };
  if (training.loss === "huber") return { kind: "huber", width: (training.huberWidth ?? HUBER_WIDTH) * labelScale };
  return { kind: "squared" };
}

/** ρ(e). @param error what was said less what was there */
function costOf(loss: ErrorLoss, error: number): number {
  switch (loss.kind) {
    case "squared":
      return error ** 2 / 2;
    case "absolute":
      return Math.abs(error);
    case "huber": {
      const near = Math.min(Math.abs(error), loss.width);
      return near * (Math.abs(error) - near / 2);
    }
    case "quantile":
      return quantileLoss(error, loss.quantile);
    default:
      return loss satisfies never;
  }
}

/** e · ρ′(e). */
function pullOf(loss: ErrorLoss, error: number): number {
  switch (loss.kind) {
    case "squared":
      return error ** 2;
    case "huber":
      return Math.min(Math.abs(error), loss.width) * Math.abs(error);
    case "absolute":
    case "quantile":
      return costOf(loss, error);
    default:
      return loss satisfies never;
  }
}

/** A loss, and what its losses of numbers are told in: errors whose likelihood is e^(−ρ(e) / unit) have this unit at the highest likelihood. */
export interface LossScale {
  readonly error: ErrorLoss;
  readonly unit: number;
}

/**
 * float64 [rows]: −ln of the probability of the label; of a regression ρ(e) / unit, which is −ln of its likelihood less a constant.
 *
 * @param labels of the rows, in the order of the predictions.
 */
export function rowLosses(
  { task, nClasses, values, nRows }: Predictions,
  labels: ArrayLike<number>,
  { error, unit }: LossScale,
): Float64Array {
  return new Float64Array(nRows).map((_, row) =>
    task === "regression"
      ? costOf(error, values[row] - labels[row]) / unit
      : -Math.log(Math.max(LEAST_PROBABILITY, values[row * nClasses + labels[row]])),
  );
}

/**
 * Of a regression the mean of e · ρ′(e), of a classification 1.
 *
 * @source Of a density c · e^(−ρ(e) / u), e · ρ′(e) / u is 1 on average (integration by parts): u is the mean square of squared errors, the mean
 *   size of absolute ones.
 */
export function scaleOf(
  { task, values, nRows }: Predictions,
  labels: ArrayLike<number>,
  { error }: RowLoss,
): LossScale {
  if (task !== "regression") return { error, unit: 1 };
  let sum = 0;
  for (let row = 0; row < nRows; row++) sum += pullOf(error, values[row] - labels[row]);
  return { error, unit: Math.max(sum / Math.max(1, nRows), Number.MIN_VALUE) };
}

/** float64 [rows]: how much the loss of each row counts in that of all, by a column of weights and by its class. */
export function rowCounts(
  { schema, labels, rowWeights }: Pick<Columns, "schema" | "labels" | "rowWeights">,
  { areClassesAlike }: RowLoss,
): Float64Array {
  const counts = rowWeights?.slice() ?? new Float64Array(labels.length).fill(1);
  if (!areClassesAlike) return counts;
  const ofClass = new Float64Array(schema.target.classes.length);
  counts.forEach((count, row) => {
    ofClass[labels[row]] += count;
  });
  const all = ofClass.reduce((sum, each) => sum + each, 0);
  const nPresent = ofClass.filter((each) => each > 0).length;
  return counts.map((count, row) => (count === 0 ? 0 : (count * all) / (nPresent * ofClass[labels[row]])));
}
