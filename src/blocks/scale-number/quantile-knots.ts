/** Knots of the map from training quantiles to normal quantiles. */

import { quantile } from "../../base/quantile.ts";
import { normalQuantile } from "../../program/special-functions.ts";

/** Intervals between knots: quantiles 0, 1/32, …, 1. */
export const N_INTERVALS = 32;

/** Knots closer than this are merged: the slope between them would be rounding error divided by almost nothing. */
const LEAST_GAP = 1e-6;

/**
 * Knots lie this share of the next interval above the quantile that they stand for. A training value often is a quantile, and on
 * a knot the slope is that of either side: rounding would decide, and engines would disagree on gradients.
 */
const ABOVE = 0.001;

export interface Knots {
  /** Lower ends of the intervals, ascending; [N_INTERVALS]. */
  readonly low: readonly number[];
  /** Upper ends; equal to the lower end where an interval is empty. */
  readonly high: readonly number[];
  /** Slope within each interval, normal quantiles per unit; 0 where it is empty. */
  readonly slope: readonly number[];
  /** Value at and below the first knot. */
  readonly first: number;
}

/**
 * A monotone piecewise linear map; quantiles that fall on one value share the mean of their normal quantiles.
 *
 * @param sorted robust scores of observed training values (about unit spread), ascending.
 */
export function quantileKnots(sorted: Float64Array): Knots {
  const outermost = 0.5 / Math.max(sorted.length, 1);
  const merged: { at: number; total: number; count: number }[] = [];
  for (let t = 0; t <= N_INTERVALS; t++) {
    const p = t / N_INTERVALS;
    const at = Math.fround(quantile(sorted, p));
    const normal = normalQuantile(Math.min(Math.max(p, outermost), 1 - outermost));
    const last = merged[merged.length - 1];
    if (last && at - last.at < LEAST_GAP) {
      last.total += normal;
      last.count++;
    } else {
      merged.push({ at, total: normal, count: 1 });
    }
  }
  const values = merged.map(({ total, count }) => total / count);
  const knots = merged.map(({ at }, t) => {
    const [from, to] = t + 1 < merged.length ? [at, merged[t + 1].at] : [merged[t - 1]?.at ?? at, at];
    return Math.fround(at + ABOVE * (to - from));
  });
  const end = knots[knots.length - 1];
  const intervals = Array.from({ length: N_INTERVALS }, (_, t) => {
    const [low, high] = [knots[t] ?? end, knots[t + 1] ?? end];
    return { low, high, slope: high > low ? (values[t + 1] - values[t]) / (high - low) : 0 };
  });
  return {
    low: intervals.map((interval) => interval.low),
    high: intervals.map((interval) => interval.high),
    slope: intervals.map((interval) => interval.slope),
    first: merged.length > 1 ? values[0] : 0,
  };
}
