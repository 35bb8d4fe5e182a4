/** How well one column tells the target, on rows of a sample. */
import { orderOfNumbers } from "../../base/sort-numbers.ts";

const MIN_ROWS = 50;
const MIN_PER_CLASS = 5;
const MAX_CLASSES = 20;

/** Numbers of rows with what is looked up of them for every target. */
export interface RankedValues {
  /** float64 [n]: NaN where there is none. */
  readonly values: Float64Array;
  /** int32: rows with a value, by value. */
  readonly order: Int32Array;
}

export function rankValues(values: Float64Array): RankedValues {
  return { values, order: orderOfNumbers(values) };
}

/** Those rows of an order of which others have a value, too. */
function keptOrder(order: Int32Array, others: Float64Array): Int32Array {
  const kept = new Int32Array(order.length);
  let nKept = 0;
  for (let index = 0; index < order.length; index++) {
    const row = order[index];
    if (!Number.isNaN(others[row])) kept[nKept++] = row;
  }
  return kept.subarray(0, nKept);
}

/** float64 [n]: ranks from 1 among the rows of an order, ties sharing their mean; 0 for the others. */
function ranksAmong(values: Float64Array, order: Int32Array): Float64Array {
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    const value = values[order[start]];
    let end = start + 1;
    while (end < order.length && values[order[end]] === value) end++;
    for (let index = start; index < end; index++) ranks[order[index]] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}

/** Spearman's correlation over rows that have both; undefined where these are too few. */
export function rankCorrelation(column: RankedValues, target: RankedValues): number | undefined {
  const known = keptOrder(target.order, column.values);
  if (known.length < Math.max(MIN_ROWS, target.order.length / 2)) return undefined;
  const a = ranksAmong(column.values, keptOrder(column.order, target.values));
  const b = ranksAmong(target.values, known);
  return correlate(a, b, known);
}

function correlate(a: Float64Array, b: Float64Array, rows: Int32Array): number {
  let [sumA, sumB] = [0, 0];
  for (const row of rows) {
    sumA += a[row];
    sumB += b[row];
  }
  const [meanA, meanB] = [sumA / rows.length, sumB / rows.length];
  let [ab, aa, bb] = [0, 0, 0];
  for (const row of rows) {
    const [x, y] = [a[row] - meanA, b[row] - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}

/**
 * Area under the ROC curve of the values for class 1, in whichever direction it is larger; 0 where too few are known.
 *
 * @param labels float64 [n]: class codes, NaN for rows that are left out.
 */
export function rankAuc(column: RankedValues, labels: Float64Array): number {
  let nLabelled = 0;
  for (let row = 0; row < labels.length; row++) if (!Number.isNaN(labels[row])) nLabelled++;
  const known = keptOrder(column.order, labels);
  const ranks = ranksAmong(column.values, known);
  const nKnown = known.length;
  let [positives, rankSum] = [0, 0];
  for (let index = 0; index < nKnown; index++) {
    const row = known[index];
    if (labels[row] !== 1) continue;
    positives++;
    rankSum += ranks[row];
  }
  const negatives = nKnown - positives;
  if (nKnown < nLabelled / 2 || Math.min(positives, negatives) < MIN_PER_CLASS) return 0;
  const auc = (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
  return Math.max(auc, 1 - auc);
}

export const MOST_BINS = 200;

/** int32 [n]: equal-count bins (a bin per value where there are few values); missing has its own, 0. */
export function binsOf(
  { values, order }: RankedValues,
  nBins = Math.max(8, Math.min(MOST_BINS, Math.floor(order.length / 20))),
): Int32Array {
  const sorted = new Float64Array(order.length);
  for (let index = 0; index < order.length; index++) sorted[index] = values[order[index]];
  const distinct = distinctOf(sorted);
  const edges =
    distinct.length <= nBins
      ? distinct
      : Float64Array.from({ length: nBins }, (_, bin) => sorted[Math.floor((bin * sorted.length) / nBins)]);
  const bins = new Int32Array(values.length);
  let bin = 0;
  for (let index = 0; index < order.length; index++) {
    while (bin < edges.length && edges[bin] <= sorted[index]) bin++;
    bins[order[index]] = bin;
  }
  return bins;
}

function distinctOf(sorted: Float64Array): Float64Array {
  const distinct = new Float64Array(sorted.length);
  let nDistinct = 0;
  for (let index = 0; index < sorted.length; index++) {
    if (index === 0 || sorted[index] !== sorted[index - 1]) distinct[nDistinct++] = sorted[index];
  }
  return distinct.subarray(0, nDistinct);
}

/**
 * Mean one-against-rest AUC of the class shares per bin, shares from one half of the rows, judged on the other.
 *
 * @param labels float64 [n]: class codes, NaN for rows that are left out.
 */
export function binnedAuc(bins: Int32Array, labels: Float64Array): number {
  let [mostBin, mostLabel] = [0, 0];
  for (let index = 0; index < bins.length; index++) {
    if (bins[index] > mostBin) mostBin = bins[index];
    if (labels[index] > mostLabel) mostLabel = labels[index];
  }
  const nBins = mostBin + 1;
  const nClasses = Math.min(MAX_CLASSES, mostLabel + 1);
  const counts = [new Float64Array(nBins * nClasses), new Float64Array(nBins * nClasses)];
  const totals = [new Float64Array(nBins), new Float64Array(nBins)];
  let half = 1;
  for (let index = 0; index < bins.length; index++) {
    const bin = bins[index];
    if (Number.isNaN(labels[index])) continue;
    half = 1 - half;
    totals[half][bin]++;
    if (labels[index] < nClasses) counts[half][bin * nClasses + labels[index]]++;
  }
  let sum = 0;
  let judged = 0;
  for (const half of [0, 1]) {
    // Of two classes, each is what the other is not: their areas are the same.
    for (let code = nClasses === 2 ? 1 : 0; code < nClasses; code++) {
      const auc = halfAuc({ counts, totals, nClasses, code, half });
      if (auc === undefined) continue;
      sum += auc;
      judged++;
    }
  }
  return judged === 0 ? 0 : sum / judged;
}

function halfAuc(input: {
  counts: readonly Float64Array[];
  totals: readonly Float64Array[];
  nClasses: number;
  code: number;
  half: number;
}): number | undefined {
  const { counts, totals, nClasses, code, half } = input;
  const fit = 1 - half;
  const shares = new Float64Array(totals[fit].length).fill(Number.NaN);
  for (let bin = 0; bin < shares.length; bin++) {
    if (totals[half][bin] > 0) shares[bin] = (counts[fit][bin * nClasses + code] + 0.5) / (totals[fit][bin] + 1);
  }
  const order = orderOfNumbers(shares);
  let positives = 0;
  let negatives = 0;
  let wins = 0;
  for (let start = 0; start < order.length; ) {
    let hits = 0;
    let misses = 0;
    let end = start;
    for (; end < order.length && shares[order[end]] === shares[order[start]]; end++) {
      const hit = counts[half][order[end] * nClasses + code];
      hits += hit;
      misses += totals[half][order[end]] - hit;
    }
    wins += hits * (negatives + misses / 2);
    positives += hits;
    negatives += misses;
    start = end;
  }
  return Math.min(positives, negatives) < MIN_PER_CLASS ? undefined : wins / (positives * negatives);
}
