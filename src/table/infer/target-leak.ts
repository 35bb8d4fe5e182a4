/** Does one column alone give the target away? Measured on a sample of rows, half of it judging the other half. */

import { roleText } from "../../base/texts/table.ts";
import { readDateCells, readLevelCells, readNumberCells } from "../cells/read-cells.ts";
import { cellsOfRows } from "../raw-column.ts";
import type { ColumnRule, RawColumn, Task } from "../types.ts";

export const LEAK_AUC = 0.995;
export const LEAK_RANK_CORRELATION = 0.9995;
const MIN_ROWS = 50;
const MIN_PER_CLASS = 5;
const MAX_CLASSES = 20;

export interface LeakTarget {
  readonly task: Task;
  /** Rows that are looked at, all with a label. */
  readonly rows: Int32Array;
  /** float64 [rows.length]: class codes or values. */
  readonly labels: Float64Array;
}

/** Labelled rows, evenly spaced, few enough for the number of columns. */
export function sampleLabelled(labels: Float64Array, nColumns: number): { rows: Int32Array; labels: Float64Array } {
  const labelled = Int32Array.from(labels.keys()).filter((row) => !Number.isNaN(labels[row]));
  const limit = Math.max(500, Math.min(20_000, Math.floor(4e6 / Math.max(1, nColumns))));
  const stride = Math.max(1, labelled.length / limit);
  const rows = Int32Array.from(
    { length: Math.min(limit, labelled.length) },
    (_, index) => labelled[Math.floor(index * stride)],
  );
  return { rows, labels: Float64Array.from(rows, (row) => labels[row]) };
}

/** How the column alone predicts the target, in words, where it does so too well; else undefined. */
export function findLeak(column: RawColumn, rule: ColumnRule, target: LeakTarget): string | undefined {
  if (target.rows.length < MIN_ROWS) return undefined;
  const cells = cellsOfRows(column, target.rows);
  if (rule.type === "number" || rule.type === "date") {
    const values = rule.type === "number" ? readNumberCells(cells, rule).values : readDateCells(cells, rule).parts.days;
    if (target.task === "regression") return rankReason(values, target.labels);
    const auc = Math.max(
      target.task === "binary" ? rankAuc(values, target.labels) : 0,
      binnedAuc(binsOf(values), target.labels),
    );
    return aucReason(auc);
  }
  if (target.task === "regression") return undefined;
  return aucReason(binnedAuc(readLevelCells(cells, rule).codes, target.labels));
}

function aucReason(auc: number): string | undefined {
  return auc > LEAK_AUC ? roleText("leakAuc", { auc }) : undefined;
}

function rankReason(values: Float64Array, labels: Float64Array): string | undefined {
  const known = Int32Array.from(values.keys()).filter((index) => !Number.isNaN(values[index]));
  if (known.length < Math.max(MIN_ROWS, values.length / 2)) return undefined;
  const correlation = correlate(
    ranks(Float64Array.from(known, (index) => values[index])),
    ranks(Float64Array.from(known, (index) => labels[index])),
  );
  if (!(Math.abs(correlation) > LEAK_RANK_CORRELATION)) return undefined;
  return roleText("leakCorrelation", { correlation });
}

/** Ranks from 1, ties sharing their mean. */
export function ranks(values: Float64Array): Float64Array {
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const result = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let index = start; index < end; index++) result[order[index]] = (start + end + 1) / 2;
    start = end;
  }
  return result;
}

function correlate(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] - meanA, b[index] - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Area under the ROC curve of the values for class 1, in whichever direction it is larger; 0 where too few are known. */
export function rankAuc(values: Float64Array, labels: Float64Array): number {
  const known = Int32Array.from(values.keys()).filter((index) => !Number.isNaN(values[index]));
  const ranked = ranks(Float64Array.from(known, (index) => values[index]));
  let positives = 0;
  let rankSum = 0;
  for (const [place, index] of known.entries()) {
    if (labels[index] !== 1) continue;
    positives++;
    rankSum += ranked[place];
  }
  const negatives = known.length - positives;
  if (known.length < values.length / 2 || Math.min(positives, negatives) < MIN_PER_CLASS) return 0;
  const auc = (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
  return Math.max(auc, 1 - auc);
}

/** Equal-count bins (a bin per value where there are few values); missing has its own, 0. */
function binsOf(values: Float64Array): Int32Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
  const nBins = Math.max(8, Math.min(200, Math.floor(sorted.length / 20)));
  const edges =
    distinct.length <= nBins
      ? distinct
      : Float64Array.from({ length: nBins }, (_, bin) => sorted[Math.floor((bin * sorted.length) / nBins)]);
  return Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return 0;
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edges[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

/** Mean one-against-rest AUC of the class shares per bin, shares from one half of the rows, judged on the other. */
export function binnedAuc(bins: Int32Array, labels: Float64Array): number {
  const nBins = bins.reduce((most, bin) => Math.max(most, bin), 0) + 1;
  const nClasses = Math.min(MAX_CLASSES, labels.reduce((most, label) => Math.max(most, label), 0) + 1);
  const counts = [new Float64Array(nBins * nClasses), new Float64Array(nBins * nClasses)];
  const totals = [new Float64Array(nBins), new Float64Array(nBins)];
  for (const [index, bin] of bins.entries()) {
    const half = index & 1;
    totals[half][bin]++;
    if (labels[index] < nClasses) counts[half][bin * nClasses + labels[index]]++;
  }
  let sum = 0;
  let judged = 0;
  for (const half of [0, 1]) {
    for (let code = 0; code < nClasses; code++) {
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
  const share = (bin: number): number => (counts[fit][bin * nClasses + code] + 0.5) / (totals[fit][bin] + 1);
  const order = [...totals[half].keys()].filter((bin) => totals[half][bin] > 0).sort((a, b) => share(a) - share(b));
  let positives = 0;
  let negatives = 0;
  let wins = 0;
  for (let start = 0; start < order.length; ) {
    let hits = 0;
    let misses = 0;
    let end = start;
    for (; end < order.length && share(order[end]) === share(order[start]); end++) {
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
