import { studioError } from "../base/error.ts";
import { type Decision, predictedClasses } from "../pipeline/decision.ts";
import type { Task } from "../table/types.ts";

const CLASSIFICATION = [
  "accuracy",
  "balancedAccuracy",
  "logLoss",
  "macroF1",
  "rocAuc",
  "balancedLogLoss",
  "meanCost",
] as const;
const REGRESSION = ["rmse", "mae", "r2", "quantileLoss"] as const;
/** Every metric that there is; reports and their files know these. */
export const METRIC_NAMES = [...CLASSIFICATION, ...REGRESSION] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

/** What a pipeline was made for, where that asks for a metric of its own. */
export interface MadeFor {
  /** The share of rows that are to lie below what it says of them; absent: it says a mean, and there is no quantile loss. */
  readonly quantile?: number | undefined;
  /** All classes count alike; absent: there is no balanced log loss. */
  readonly isBalanced?: boolean | undefined;
  /** `costs[is][said]` of what it says; absent: there is no mean cost. */
  readonly costs?: readonly (readonly number[])[] | undefined;
  /** Which class it says; absent: the likeliest, and of costs the one that is expected to cost least. */
  readonly decision?: Decision | undefined;
}

/** Labelled rows and what a pipeline said about them. */
export interface MetricInput extends MadeFor {
  readonly task: Task;
  /** Ignored for a regression. */
  readonly nClasses: number;
  /** float64 [nRows]: class code, or the target in its own unit. */
  readonly labels: Float64Array;
  /** float64 [nRows, nClasses] probabilities, row-major, also where nClasses = 2; regression: [nRows], the label's unit. */
  readonly predictions: Float64Array;
  /** float64 [nRows], 0 or more, not all 0: how much each row counts; absent: all count alike. */
  readonly weights?: Float64Array | undefined;
}

/**
 * One metric as a function of how often each row counts, so that a bootstrap resample costs one pass.
 *
 * @param counts  float64 [nRows], ≥ 0: times the weight of the row, where there is one.
 * @returns       the metric of the rows repeated `counts` times; NaN where it is undefined.
 */
export type MetricEvaluator = (counts: Float64Array) => number;

/** A metric that follows from sums over rows, so that what some rows add to them needs adding up once only. */
export interface SumsOfRows {
  readonly nSums: number;
  /** Adds what `count` rows like this one add. */
  readonly add: (sums: Float64Array, row: number, count: number) => void;
  /** The metric; NaN where it is undefined. */
  readonly metricOf: (sums: Float64Array) => number;
}

/** How far a row of probabilities may be from summing to 1: float32 rounding passes, logits and raw scores do not. */
const ROW_SUM_TOLERANCE = 1e-3;

/** The metrics that have a meaning for the task. */
export function metricsOfTask(task: Task): readonly MetricName[] {
  return task === "regression" ? REGRESSION : CLASSIFICATION;
}

/**
 * @throws E_METRICS_LENGTH    when labels and predictions disagree on nRows.
 * @throws E_METRICS_LABELS    at the first label that is no class code, or not finite.
 * @throws E_METRICS_PREDICTIONS  at the first row that is not finite, or is not a row of probabilities.
 */
export function assertMetricInput(input: MetricInput): void {
  const { task, labels, predictions } = input;
  const width = task === "regression" ? 1 : input.nClasses;
  if (predictions.length !== labels.length * width) {
    throw studioError("E_METRICS_LENGTH", { nRows: labels.length, width, got: predictions.length });
  }
  for (let row = 0; row < labels.length; row++) {
    if (!isLabel(input, labels[row])) {
      const nClasses = task === "regression" ? undefined : input.nClasses;
      throw studioError("E_METRICS_LABELS", { row, nClasses, label: labels[row] });
    }
    if (
      !(task === "regression" ? Number.isFinite(predictions[row]) : isDistribution(predictions, row * width, width))
    ) {
      const values = [...predictions.subarray(row * width, (row + 1) * width)];
      throw studioError("E_METRICS_PREDICTIONS", { row, isClasses: task !== "regression", values });
    }
  }
}

function isLabel({ task, nClasses }: MetricInput, label: number): boolean {
  return task === "regression" ? Number.isFinite(label) : Number.isInteger(label) && label >= 0 && label < nClasses;
}

function isDistribution(values: Float64Array, start: number, width: number): boolean {
  let total = 0;
  for (let index = start; index < start + width; index++) {
    if (!(values[index] >= 0 && values[index] <= 1 + ROW_SUM_TOLERANCE)) return false;
    total += values[index];
  }
  return Math.abs(total - 1) <= ROW_SUM_TOLERANCE;
}

/**
 * Does all of a metric's work that does not depend on how often each row counts.
 *
 * @param input  must have passed `assertMetricInput`.
 * @throws       E_METRICS_TASK when the metric has no meaning for the task.
 * @source       Definitions as in scikit-learn 1.2; probabilities are clipped at float64's epsilon and rescaled to sum 1.
 */
export function prepareMetric(input: MetricInput, metric: MetricName): MetricEvaluator {
  if (!metricsOfTask(input.task).includes(metric)) {
    throw studioError("E_METRICS_TASK", { task: input.task, known: metricsOfTask(input.task), got: metric });
  }
  const additive = sumsOfRows(input, metric);
  if (additive) return evaluatorOf(additive, input.labels.length);
  return metric === "rocAuc" ? prepareRocAuc(input) : prepareR2(input);
}

/** How a metric follows from sums over rows; undefined for those that do not: ranks and spreads need all rows at once. */
export function sumsOfRows(input: MetricInput, metric: MetricName): SumsOfRows | undefined {
  switch (metric) {
    case "accuracy":
      return meanOf(hits(input));
    case "balancedAccuracy":
      return sumsOfBalancedAccuracy(input);
    case "logLoss":
      return meanOf(logLosses(input));
    case "balancedLogLoss":
      return input.isBalanced ? sumsOfBalancedLogLoss(input) : meanOf(input.labels.map(() => Number.NaN));
    case "meanCost": {
      const { labels, predictions: values, nClasses, costs, decision } = input;
      return meanOf(costs ? costsPaid({ labels, values, nClasses, costs, decision }) : labels.map(() => Number.NaN));
    }
    case "macroF1":
      return sumsOfMacroF1(input);
    case "rmse": {
      const meanSquare = meanOf(errors(input).map((error) => error * error));
      return { ...meanSquare, metricOf: (sums) => Math.sqrt(meanSquare.metricOf(sums)) };
    }
    case "mae":
      return meanOf(errors(input).map(Math.abs));
    case "quantileLoss": {
      const { quantile = Number.NaN } = input;
      return meanOf(errors(input).map((error) => quantileLoss(error, quantile)));
    }
    case "rocAuc":
    case "r2":
      return undefined;
    default:
      return metric satisfies never;
  }
}

/** max((1 − τ)·e, −τ·e): a row above what was said of it costs τ, one below 1 − τ. @param error what was said less what was there */
export function quantileLoss(error: number, quantile: number): number {
  return Math.max((1 - quantile) * error, -quantile * error);
}

/** What is paid for each row: by a decision that somebody has taken, else by saying the class that is expected to cost least. */
export function costsPaid(said: {
  readonly labels: Float64Array;
  /** [rows, classes] probabilities. */
  readonly values: Float64Array;
  readonly nClasses: number;
  readonly costs: readonly (readonly number[])[];
  readonly decision?: Decision | undefined;
}): Float64Array {
  const { labels, values, nClasses, costs, decision = { by: "costs", costs } } = said;
  const classes = predictedClasses(values, nClasses, decision);
  return labels.map((label, row) => costs[label][classes[row]]);
}

function evaluatorOf({ nSums, add, metricOf }: SumsOfRows, nRows: number): MetricEvaluator {
  return (counts) => {
    const sums = new Float64Array(nSums);
    for (let row = 0; row < nRows; row++) add(sums, row, counts[row]);
    return metricOf(sums);
  };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index];
  return total;
}

function meanOf(values: Float64Array): SumsOfRows {
  return {
    nSums: 2,
    add(sums, row, count) {
      sums[0] += count * values[row];
      sums[1] += count;
    },
    metricOf: ([total, rows]) => total / rows,
  };
}

function meanEvaluator(values: Float64Array): MetricEvaluator {
  return evaluatorOf(meanOf(values), values.length);
}

function hits({ labels, predictions, nClasses, decision }: MetricInput): Float64Array {
  const predicted = predictedClasses(predictions, nClasses, decision);
  return labels.map((label, row) => (label === predicted[row] ? 1 : 0));
}

function logLosses({ labels, predictions, nClasses }: MetricInput): Float64Array {
  const losses = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    let total = 0;
    for (let code = 0; code < nClasses; code++) total += clipped(predictions[row * nClasses + code]);
    losses[row] = -Math.log(clipped(predictions[row * nClasses + labels[row]]) / total);
  }
  return losses;
}

function clipped(probability: number): number {
  return Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON);
}

function errors({ labels, predictions }: MetricInput): Float64Array {
  return labels.map((label, row) => predictions[row] - label);
}

/** Sums: rows of each class, then those of them that are predicted right. */
function sumsOfBalancedAccuracy(input: MetricInput): SumsOfRows {
  const { labels, nClasses } = input;
  const hit = hits(input);
  return {
    nSums: 2 * nClasses,
    add(sums, row, count) {
      sums[labels[row]] += count;
      sums[nClasses + labels[row]] += count * hit[row];
    },
    metricOf(sums) {
      const [rows, right] = [sums.subarray(0, nClasses), sums.subarray(nClasses)];
      return sum(right.map((count, code) => (rows[code] > 0 ? count / rows[code] : 0))) / countPositive(rows);
    },
  };
}

/** Sums: rows of each class, then their log losses. */
function sumsOfBalancedLogLoss(input: MetricInput): SumsOfRows {
  const { labels, nClasses } = input;
  const losses = logLosses(input);
  return {
    nSums: 2 * nClasses,
    add(sums, row, count) {
      sums[labels[row]] += count;
      sums[nClasses + labels[row]] += count * losses[row];
    },
    metricOf(sums) {
      const [rows, lost] = [sums.subarray(0, nClasses), sums.subarray(nClasses)];
      return sum(lost.map((loss, code) => (rows[code] > 0 ? loss / rows[code] : 0))) / countPositive(rows);
    },
  };
}

/** Sums: rows of each class and rows predicted as it, together; then those of them that are right. */
function sumsOfMacroF1(input: MetricInput): SumsOfRows {
  const { labels, nClasses } = input;
  const predicted = predictedClasses(input.predictions, nClasses, input.decision);
  return {
    nSums: 2 * nClasses,
    add(sums, row, count) {
      sums[labels[row]] += count;
      sums[predicted[row]] += count;
      if (predicted[row] === labels[row]) sums[nClasses + labels[row]] += count;
    },
    metricOf(sums) {
      const [seen, right] = [sums.subarray(0, nClasses), sums.subarray(nClasses)];
      return sum(right.map((count, code) => (seen[code] > 0 ? (2 * count) / seen[code] : 0))) / countPositive(seen);
    },
  };
}

function countPositive(values: Float64Array): number {
  return values.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
}

/** Binary: class 1 against class 0. Multiclass: each class present against the rest, then their plain mean. */
function prepareRocAuc(input: MetricInput): MetricEvaluator {
  const codes = input.task === "binary" ? [1] : Array.from({ length: input.nClasses }, (_, code) => code);
  const perClass = codes.map((code) => prepareOneAgainstRest(input, code));
  return (counts) => {
    let total = 0;
    let present = 0;
    for (const evaluate of perClass) {
      const area = evaluate(counts);
      if (Number.isNaN(area)) continue;
      total += area;
      present += 1;
    }
    return total / present;
  };
}

/** Mann–Whitney form of the area: the share of (positive, negative) pairs in the right order, ties counting half. */
function prepareOneAgainstRest({ labels, predictions, nClasses }: MetricInput, code: number): MetricEvaluator {
  const scores = labels.map((_, row) => predictions[row * nClasses + code]);
  const order = Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[a] - scores[b]);
  return (counts) => {
    let pairs = 0;
    let negatives = 0;
    let positives = 0;
    let start = 0;
    while (start < order.length) {
      let tiedNegatives = 0;
      let tiedPositives = 0;
      let end = start;
      for (; end < order.length && scores[order[end]] === scores[order[start]]; end++) {
        if (labels[order[end]] === code) tiedPositives += counts[order[end]];
        else tiedNegatives += counts[order[end]];
      }
      pairs += tiedPositives * (negatives + tiedNegatives / 2);
      negatives += tiedNegatives;
      positives += tiedPositives;
      start = end;
    }
    return pairs / (positives * negatives);
  };
}

function prepareR2(input: MetricInput): MetricEvaluator {
  const { labels } = input;
  const meanSquare = meanEvaluator(errors(input).map((error) => error * error));
  const mean = meanEvaluator(labels);
  return (counts) => {
    if (!variesWhereCounted(labels, counts)) return Number.NaN;
    const centre = mean(counts);
    // Two passes: the one-pass formula loses every digit where the labels' mean dwarfs their spread (years, prices).
    return 1 - meanSquare(counts) / meanEvaluator(labels.map((label) => (label - centre) ** 2))(counts);
  };
}

function variesWhereCounted(values: Float64Array, counts: Float64Array): boolean {
  const first = counts.findIndex((count) => count > 0);
  return values.some((value, row) => counts[row] > 0 && value !== values[first]);
}
