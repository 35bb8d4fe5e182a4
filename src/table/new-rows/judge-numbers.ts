/** Whether the numbers of a column lie out of all proportion to what they were in training. */
import { type ColumnStatistics, decimalsOf, QUANTILE_SHARES, quantileAt } from "./column-statistics.ts";

/** How numbers differ from those of training. */
export interface OutOfProportion {
  /** "sign": other than ever in training. "scale": as in training, were they `factor` times as large. "range": far outside. */
  readonly how: "range" | "scale" | "sign";
  /** What values would have to be multiplied by; absent: nothing plain does it. */
  readonly factor?: number;
}

/** Fewer training values tell no range. */
const FEWEST_SEEN = 10;
/** Fewer new values are only judged where they are very far off: a batch of a few may be of one kind. */
const FEWEST = 8;
/** A new value is outside when it lies so many spreads beyond everything in training … */
const OUTSIDE = 1;
/** … and far outside from here on. */
const FAR = 10;
/** A few values are far outside from so many times the length of the tail on beyond its end. */
const TAIL = 3;
/** Dates go on, so that only those of another age are out of proportion: days. */
const LEAST_DATE_SPREAD = 20 * 365.25;
/** What units and ways of writing make of a number. */
const FACTORS = [0.01, 100, 0.001, 1000, 1e-6, 1e6, -1, 0.1, 10];

/**
 * @param values not NaN, in any order, in the unit of `usual`.
 * @returns undefined where values could be of the same kind as those of training, which those of a part of it always are.
 */
export function judgeNumbers(
  values: Float64Array,
  usual: ColumnStatistics,
  type: "number" | "date",
): OutOfProportion | undefined {
  const { quantiles = [], nFilled } = usual;
  if (values.length === 0 || quantiles.length === 0 || nFilled < FEWEST_SEEN) return undefined;
  const far = shareBeyond(values, boundsOf(quantiles, type, FAR));
  const isFar = far >= 0.5;
  const isMany = values.length >= FEWEST;
  const isOutside = isMany && shareBeyond(values, boundsOf(quantiles, type, OUTSIDE)) >= 0.9;
  const isOtherSign = isMany && type === "number" && hasOtherSign(values, quantiles);
  const factor = isMany && type === "number" ? factorFor(values, usual) : undefined;
  if (factor !== undefined) return { how: factor === -1 ? "sign" : "scale", factor };
  if (isFar || isOutside) return { how: "range" };
  return isOtherSign ? { how: "sign" } : undefined;
}

/** Values that lie far outside of training, by row of `values`. */
export function isFarOutside(usual: ColumnStatistics, type: "number" | "date"): (value: number) => boolean {
  const { quantiles = [], nFilled } = usual;
  if (quantiles.length === 0 || nFilled < FEWEST_SEEN) return () => false;
  const [low, high] = boundsOf(quantiles, type, FAR);
  return (value) => value < low || value > high;
}

type Bounds = readonly [low: number, high: number];

function boundsOf(quantiles: readonly number[], type: "number" | "date", spreads: number): Bounds {
  const [low, high] = [quantileAt(quantiles, 0.01), quantileAt(quantiles, 0.99)];
  const least = type === "date" ? LEAST_DATE_SPREAD : 0.1 * Math.max(Math.abs(low), Math.abs(high));
  const [lowest, highest] = endsOf(quantiles);
  const margin = spreads * (Math.max(high - low, least) || highest - lowest || 1);
  const bounds: Bounds = [Math.min(lowest, low - margin), Math.max(highest, high + margin)];
  if (spreads === OUTSIDE) return bounds;
  // A long tail goes on where training ends.
  const middle = quantileAt(quantiles, 0.5);
  return [
    Math.min(bounds[0], lowest - TAIL * (middle - lowest)),
    Math.max(bounds[1], highest + TAIL * (highest - middle)),
  ];
}

/** Least and greatest in training, but for a few absurd values beyond. */
function endsOf(quantiles: readonly number[]): Bounds {
  const [low, high] = [quantileAt(quantiles, 0.01), quantileAt(quantiles, 0.99)];
  const [lowest, highest] = [quantileAt(quantiles, 0), quantileAt(quantiles, 1)];
  // Nearly all are alike: the others are what tells how far values go.
  if (high === low) return [lowest, highest];
  const margin = FAR * (high - low);
  return [Math.max(lowest, low - margin), Math.min(highest, high + margin)];
}

function shareBeyond(values: Float64Array, [low, high]: Bounds): number {
  return shareWhere(values, (value) => value < low || value > high);
}

function shareWhere(values: Float64Array, holds: (value: number) => boolean): number {
  return values.reduce((count, value) => count + (holds(value) ? 1 : 0), 0) / values.length;
}

/** Most are negative where none was, or positive where none was. */
function hasOtherSign(values: Float64Array, quantiles: readonly number[]): boolean {
  const [low, high] = endsOf(quantiles);
  if (low >= 0 && high > 0) return shareWhere(values, (value) => value < 0) >= 0.5;
  return high <= 0 && low < 0 && shareWhere(values, (value) => value > 0) >= 0.5;
}

const APART = 0.8;
const ALIKE = 0.35;

/** The factor under which values are spread as in training, where they are nothing like it as they are. */
function factorFor(values: Float64Array, usual: ColumnStatistics): number | undefined {
  const { quantiles = [], decimals = 0 } = usual;
  const sorted = values.slice().sort();
  if (sorted[0] === sorted[sorted.length - 1] || distance(sorted, quantiles, 1) < APART) return undefined;
  const fits = FACTORS.map((factor) => ({ factor, apart: distance(sorted, quantiles, factor) }))
    .filter(({ apart }) => apart <= ALIKE)
    .sort((a, b) => a.apart - b.apart);
  const best = fits[0]?.factor;
  if (best === undefined) return undefined;
  // The lowest rows of a table are smaller than most, yet written as finely as all of them; the highest are no higher than ever.
  if (best > 1) return decimalsOf(values, 0.5) > decimals ? best : undefined;
  return shareBeyond(values, endsOf(quantiles)) >= 0.5 ? best : undefined;
}

/** How far values are from those of training, 0 … 1; 0 where there is nothing to compare. */
export function distanceTo(values: Float64Array, { quantiles = [] }: ColumnStatistics): number {
  return values.length === 0 || quantiles.length === 0 ? 0 : distance(values.slice().sort(), quantiles, 1);
}

/**
 * How far two distributions are apart, 0 … 1 (Kolmogorov 1933, Smirnov 1948), at the quantiles of one of them.
 *
 * @param sorted ascending; multiplied by the factor.
 */
function distance(sorted: Float64Array, quantiles: readonly number[], factor: number): number {
  const scaled = factor < 0 ? sorted.map((value) => value * factor).reverse() : sorted.map((value) => value * factor);
  let most = 0;
  for (const [at, value] of quantiles.entries()) {
    // Of a value that repeats, the shares below it and up to it are one stretch.
    const first = quantiles.indexOf(value);
    const last = quantiles.lastIndexOf(value);
    if (at !== first) continue;
    const [from, to] = [QUANTILE_SHARES[first], QUANTILE_SHARES[last]];
    const below = countBelow(scaled, value, false) / scaled.length;
    const upTo = countBelow(scaled, value, true) / scaled.length;
    most = Math.max(most, below - to, from - upTo);
  }
  return most;
}

function countBelow(sorted: Float64Array, value: number, isIncluded: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value || (isIncluded && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
