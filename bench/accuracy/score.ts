/** How right predictions are: one function for everything that predicts, the peers in Python included. */

import type { MetricInput } from "../../src/training/metric-evaluators.ts";
import { computeMetrics, type Metrics } from "../../src/training/metrics.ts";

/** Probabilities are clipped here before their logarithm is taken, as scikit-learn's log_loss does with eps = 1e-15. */
const CLIP = 1e-15;

export interface Score {
  /** Log loss is the mean of `lossesOfRows`; the others are the product's. */
  readonly metrics: Metrics;
  /** Of the losses of rows. */
  readonly sums: { readonly n: number; readonly sum: number; readonly squares: number };
}

export interface ScoredPredictions extends MetricInput {
  /** Population variance of the training labels of a regression, in squared units; ignored for classes. */
  readonly trainVariance: number;
}

/**
 * What each row costs: classes, −ln of the probability of its class; regression, the squared error as a share of the variance
 * of the training labels, so that always saying their mean costs about 1.
 *
 * @returns float64 [nRows].
 */
export function lossesOfRows({ task, nClasses, labels, predictions, trainVariance }: ScoredPredictions): Float64Array {
  if (task === "regression") return labels.map((label, row) => (predictions[row] - label) ** 2 / trainVariance);
  return labels.map((label, row) => {
    let total = 0;
    for (let code = 0; code < nClasses; code++) total += clipped(predictions[row * nClasses + code]);
    return -Math.log(clipped(predictions[row * nClasses + label]) / total);
  });
}

function clipped(probability: number): number {
  return Math.min(Math.max(probability, CLIP), 1 - CLIP);
}

/** @throws as `computeMetrics`, for predictions that are no such thing. */
export function scoreOf(input: ScoredPredictions): Score {
  const losses = lossesOfRows(input);
  const sum = total(losses);
  const metrics = computeMetrics(input);
  return {
    metrics: input.task === "regression" ? metrics : { ...metrics, logLoss: sum / losses.length },
    sums: { n: losses.length, sum, squares: total(losses.map((loss) => loss * loss)) },
  };
}

function total(values: Float64Array): number {
  return values.reduce((sofar, value) => sofar + value, 0);
}

/** Population variance; 1 where all values are equal, so that a share of it is still a number. */
export function varianceOf(values: Float64Array): number {
  const centre = total(values) / values.length;
  return total(values.map((value) => (value - centre) ** 2)) / values.length || 1;
}

export interface PairedDifference {
  /** Mean loss of the first less that of the second. */
  readonly difference: number;
  readonly standardError: number;
}

/**
 * Two methods on the same rows.
 *
 * @param groups  [nRows]: rows with one number came together and count as one draw; absent: each by itself.
 * @source        Standard error of a mean over clusters, without correction for their number.
 */
export function pairedDifference(
  first: Float64Array,
  second: Float64Array,
  groups?: ArrayLike<number>,
): PairedDifference {
  const differences = first.map((loss, row) => loss - second[row]);
  const difference = total(differences) / differences.length;
  const sums = new Map<number, number>();
  differences.forEach((each, row) => {
    const group = groups?.[row] ?? row;
    sums.set(group, (sums.get(group) ?? 0) + each - difference);
  });
  const squares = [...sums.values()].reduce((sofar, sum) => sofar + sum * sum, 0);
  return { difference, standardError: Math.sqrt(squares) / differences.length };
}

/** A win and a loss are more than two standard errors away. */
export function outcomeOf({ difference, standardError }: PairedDifference): "win" | "tie" | "loss" {
  if (Math.abs(difference) <= 2 * standardError) return "tie";
  return difference < 0 ? "win" : "loss";
}
