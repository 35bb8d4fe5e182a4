/** How right predictions are, on the rows of a table whose target is known. */

import { decisionOfRun } from "../pipeline/costs.ts";
import type { TrainingSettings } from "../pipeline/document.ts";
import { areClassesBalanced, quantileOf } from "../pipeline/loss.ts";
import type { Columns, TargetRule, Task } from "../table/types.ts";
import type { MadeFor, MetricName } from "./metric-evaluators.ts";
import { computeMetrics, type Metrics } from "./metrics.ts";
import type { Predictions } from "./predict.ts";

/** What pipelines are made for under these settings. */
export function madeForOf(
  training: TrainingSettings,
  { task, classes }: Pick<TargetRule, "task" | "classes">,
): MadeFor {
  const quantile = quantileOf(training, task);
  if (quantile !== undefined) return { quantile };
  const costs = decisionOfRun(training, { task, classes })?.costs;
  return { ...(areClassesBalanced(training, task) ? { isBalanced: true } : {}), ...(costs ? { costs } : {}) };
}

export type LeadingLoss = Extract<MetricName, "rmse" | "quantileLoss" | "logLoss" | "balancedLogLoss">;

/** The loss that predictions are compared by where nothing else is asked for. */
export function leadingLoss(task: Task, { quantile, isBalanced }: MadeFor): LeadingLoss {
  if (task === "regression") return quantile === undefined ? "rmse" : "quantileLoss";
  return isBalanced ? "balancedLogLoss" : "logLoss";
}

/** Rows that can be judged by: whose target is known and, where rows count by a column, what they count. */
export function labelledRows({ nRows, labels, rowWeights }: Columns): Uint32Array {
  return Uint32Array.from({ length: nRows }, (_, row) => row).filter(
    (row) => !Number.isNaN(labels[row]) && (rowWeights === undefined || rowWeights[row] >= 0),
  );
}

/** float64 [rows]: class codes, or the target in its own unit. */
export function labelsOf({ labels }: Columns, rows: Uint32Array): Float64Array {
  return valuesAt(labels, rows);
}

/** How much each of some rows counts; undefined: all count alike. */
export function weightsOf({ rowWeights }: Columns, rows: Uint32Array): Float64Array | undefined {
  return rowWeights && valuesAt(rowWeights, rows);
}

/** In a loop: `from` with a function takes ten times as long, and rows may be millions. */
function valuesAt(values: ArrayLike<number>, rows: Uint32Array): Float64Array {
  const own = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) own[at] = values[rows[at]];
  return own;
}

/** Some of the rows of predictions, by their place there. */
export function predictionsOfRows(predictions: Predictions, rows: Uint32Array): Predictions {
  const width = Math.max(predictions.nClasses, 1);
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, index) => {
    values.set(predictions.values.subarray(row * width, (row + 1) * width), index * width);
  });
  return { ...predictions, nRows: rows.length, values };
}

/**
 * The metrics that are defined on some rows.
 *
 * @param predictions of `rows`, in their order.
 * @param rows        of `columns`, each with a label.
 */
export function measure(
  { task, nClasses, values, decision }: Predictions,
  columns: Columns,
  rows: Uint32Array,
  madeFor: MadeFor = {},
): Metrics {
  const labels = labelsOf(columns, rows);
  const said = { predictions: values, decision };
  return computeMetrics({ ...madeFor, ...said, task, nClasses, labels, weights: weightsOf(columns, rows) });
}
