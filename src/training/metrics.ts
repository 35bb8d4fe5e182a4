import { rowText } from "../base/define-texts.ts";
import { predictedClasses } from "../pipeline/decision.ts";
import type { Task } from "../table/types.ts";
import {
  assertMetricInput,
  type MetricInput,
  type MetricName,
  metricsOfTask,
  prepareMetric,
} from "./metric-evaluators.ts";

/** Only the metrics that are defined for the rows at hand: no area under the curve of one class, no R² of a constant. */
export type Metrics = Partial<Record<MetricName, number>>;

/** Words for people. */
export interface MetricWords {
  readonly label: string;
  /** Which way is better. */
  readonly better: "higher" | "lower";
  /** share: 0…1, shown in percent; target: the unit of the target column; plain: no unit. */
  readonly unit: "share" | "target" | "plain";
  readonly explanation: string;
}

/** Digits after the point of a metric that is a share, in per cent: one rule for tables and sentences, whose numbers are compared. */
export const SHARE_DIGITS = 1;

export const metricLabels: Readonly<Record<MetricName, MetricWords>> = {
  accuracy: {
    label: "accuracy",
    better: "higher",
    unit: "share",
    explanation: "Share of rows whose class is said rightly.",
  },
  balancedAccuracy: {
    label: "balanced accuracy",
    better: "higher",
    unit: "share",
    explanation: "Share of right rows within each class, averaged so that rare classes count as much as common ones.",
  },
  logLoss: {
    label: "log loss",
    better: "lower",
    unit: "plain",
    explanation: "How surprised the probabilities are by the true class; confident mistakes cost most.",
  },
  macroF1: {
    label: "macro F1",
    better: "higher",
    unit: "plain",
    explanation: "Balance of finding a class and being right about it, averaged over classes.",
  },
  rocAuc: {
    label: "ROC AUC",
    better: "higher",
    unit: "plain",
    explanation: "Chance that a row of a class is ranked above a row of another; 0.5 is guessing.",
  },
  rmse: {
    label: "root mean squared error",
    better: "lower",
    unit: "target",
    explanation: "Typical size of an error in the target's unit; large errors weigh more.",
  },
  mae: {
    label: "mean absolute error",
    better: "lower",
    unit: "target",
    explanation: "Average size of an error in the target's unit.",
  },
  balancedLogLoss: {
    label: "balanced log loss",
    better: "lower",
    unit: "plain",
    explanation: "Log loss within each class, averaged so that rare classes count as much as common ones.",
  },
  meanCost: {
    label: "mean cost",
    better: "lower",
    unit: "plain",
    explanation: "What is paid for a row on average, by the costs of wrong answers that were given.",
  },
  quantileLoss: {
    label: "quantile loss",
    better: "lower",
    unit: "target",
    explanation:
      "What lies above the quantile that was said counts by that share, what lies below by the rest, in the target's unit.",
  },
  r2: {
    label: "R²",
    better: "higher",
    unit: "plain",
    explanation: "Share of the target's variance that is explained; 0 is as good as always saying the mean.",
  },
};

/** What a metric is called. */
export function metricLabel(metric: MetricName): string {
  return rowText("metric", `${metric}.label`, metricLabels[metric].label);
}

/** What it says, in one sentence. */
export function metricExplanation(metric: MetricName): string {
  return rowText("metric", `${metric}.explanation`, metricLabels[metric].explanation);
}

/** Above this share of the commonest class, accuracy flatters whoever always guesses it. */
const IMBALANCED_SHARE = 0.7;

/**
 * Every metric of the task in the order to show them; the first two lead.
 *
 * @param classShares  [nClasses], 0…1; ignored for a regression.
 */
export function leadingMetrics(task: Task, classShares: ArrayLike<number>): MetricName[] {
  if (task === "regression") return ["rmse", "r2", "mae"];
  const isImbalanced = Array.from(classShares).some((share) => share > IMBALANCED_SHARE);
  return isImbalanced
    ? ["balancedAccuracy", "logLoss", "rocAuc", "macroF1", "accuracy"]
    : ["accuracy", "logLoss", "balancedAccuracy", "rocAuc", "macroF1"];
}

/**
 * @returns every metric of the task that is defined on these rows, in the unit of the labels; {} for no rows.
 * @throws  E_METRICS_LENGTH, E_METRICS_LABELS, E_METRICS_PREDICTIONS: see `assertMetricInput`.
 */
export function computeMetrics(input: MetricInput): Metrics {
  assertMetricInput(input);
  const counts = input.weights ?? new Float64Array(input.labels.length).fill(1);
  const metrics: Metrics = {};
  for (const metric of metricsOfTask(input.task)) {
    const value = prepareMetric(input, metric)(counts);
    if (Number.isFinite(value)) metrics[metric] = value;
  }
  return metrics;
}

/**
 * @returns float64 [nClasses, nClasses], row-major: rows by true class, columns by the class that is said.
 * @throws  as `computeMetrics`.
 */
export function confusionMatrix(input: MetricInput & { readonly task: "binary" | "multiclass" }): Float64Array {
  assertMetricInput(input);
  const { labels, nClasses } = input;
  const matrix = new Float64Array(nClasses * nClasses);
  predictedClasses(input.predictions, nClasses, input.decision).forEach((predicted, row) => {
    matrix[labels[row] * nClasses + predicted] += 1;
  });
  return matrix;
}
