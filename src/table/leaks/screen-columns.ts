/**
 * Which columns cannot give a target away, told from few rows: nearly all of them, so that the others can be looked at closely.
 *
 * Where an area under the ROC curve is above 0.995, some threshold of its score parts the classes by more than 0.9 (an area is at most 1 − (1 − J)² / 2
 * with J the largest difference of the two rates), so the distributions of the column's values in the two classes lie more than 0.9
 * apart in total variation. In a sample they lie as far apart or farther on average, and less far by t with a chance of at most
 * exp(−2 t² / (1/a + 1/b)) for a and b rows. Source: McDiarmid, "On the method of bounded differences" (1989).
 */
import { remember } from "../../base/remember.ts";
import { orderOfNumbers } from "../../base/sort-numbers.ts";
import { readDateCells, readLevelCells, readNumberCells } from "../cells/read-cells.ts";
import { cellsOfRows } from "../raw-column.ts";
import type { ColumnRule, RawColumn, Task } from "../types.ts";
import { binsOf, MOST_BINS, rankValues } from "./leak-measures.ts";

const MOST_ROWS = 1000;
const MOST_CLASSES = 20;
/** Classes that lie less far apart have an area of at most 0.989. */
const LEAST_APART = 0.85;
/** Of classes that lie so far apart, one in so many looks as if it did not. */
const ONE_IN = 1e9;
/** Of several classes the mean area counts: where so many have one of at most 0.989, it is below 0.995. */
const CLASSES_SHARE = 0.45;
/** Ranks that are correlated by more than 0.9995 are by more than this on some rows, and as the numbers of bins. */
const LEAST_CORRELATION = 0.98;

/** Row indices, evenly spaced. */
export function screenRows(nRows: number): Int32Array {
  if (lastRows.nRows === nRows) return lastRows.rows;
  const rows = new Int32Array(Math.min(nRows, MOST_ROWS));
  for (let index = 0; index < rows.length; index++) rows[index] = Math.floor((index * nRows) / rows.length);
  lastRows = { nRows, rows };
  return rows;
}

/** Columns of one table are asked for one after the other. */
let lastRows = { nRows: 0, rows: new Int32Array(0) };

const screened = remember<RawColumn, Int32Array>(1);

/** int32 [n]: levels; or values where they are few, else bins of equally many rows, ascending; 0: missing. @param rows of `screenRows`. */
export function screenBins(column: RawColumn, rule: ColumnRule, reading: string): Int32Array {
  return screened(column, reading, () => binsUnder(column, rule));
}

function binsUnder(column: RawColumn, rule: ColumnRule): Int32Array {
  const cells = cellsOfRows(column, screenRows(column.codes.length));
  const binned = (values: Float64Array) => binsOf(rankValues(values), MOST_BINS);
  switch (rule.type) {
    case "number":
      return binned(readNumberCells(cells, rule).values);
    case "date":
      return binned(readDateCells(cells, rule).parts.days);
    case "category":
    case "text":
      return readLevelCells(cells, rule).codes;
    default:
      return rule.type satisfies never;
  }
}

/** Whether a column may give the target away. @param labels float64 [n]: class codes or values of the same rows; NaN: none. */
export function mayLeak(bins: Int32Array, labels: Float64Array, task: Task): boolean {
  return task === "regression" ? mayOrder(bins, labels) : mayPart(bins, labels);
}

function mayPart(bins: Int32Array, labels: Float64Array): boolean {
  let [nBins, nClasses] = [1, 1];
  for (let row = 0; row < bins.length; row++) {
    if (bins[row] >= nBins) nBins = bins[row] + 1;
    if (labels[row] >= nClasses) nClasses = labels[row] + 1;
  }
  nClasses = Math.min(nClasses, MOST_CLASSES);
  const counts = new Float64Array(nBins * nClasses);
  const totals = new Float64Array(nBins);
  for (let row = 0; row < bins.length; row++) {
    if (Number.isNaN(labels[row])) continue;
    totals[bins[row]]++;
    if (labels[row] < nClasses) counts[bins[row] * nClasses + labels[row]]++;
  }
  // Of two classes, each is what the other is not.
  const first = nClasses === 2 ? 1 : 0;
  let nTogether = 0;
  for (let code = first; code < nClasses; code++) if (!mayBeApart({ counts, totals, nClasses, code })) nTogether++;
  return nTogether < CLASSES_SHARE * (nClasses - first);
}

interface ClassCounts {
  /** [nBins, nClasses]. */
  readonly counts: Float64Array;
  /** [nBins]. */
  readonly totals: Float64Array;
  readonly nClasses: number;
  readonly code: number;
}

/** Whether a class may lie far apart from the others: over all cells, or over those that are filled. */
function mayBeApart(classes: ClassCounts): boolean {
  return isApart(classes, 0) || isApart(classes, 1);
}

function isApart({ counts, totals, nClasses, code }: ClassCounts, firstBin: number): boolean {
  let [nOwn, nOthers] = [0, 0];
  for (let bin = firstBin; bin < totals.length; bin++) {
    nOwn += counts[bin * nClasses + code];
    nOthers += totals[bin] - counts[bin * nClasses + code];
  }
  const error = Math.sqrt((Math.log(ONE_IN) / 2) * (1 / nOwn + 1 / nOthers));
  let apart = 0;
  for (let bin = firstBin; bin < totals.length; bin++) {
    const own = counts[bin * nClasses + code];
    apart += Math.abs(own / nOwn - (totals[bin] - own) / nOthers) / 2;
  }
  // Of no row nothing is known.
  return !(apart < LEAST_APART - error);
}

/** Whether the values may be in the order of the bins, or the other way round. */
function mayOrder(bins: Int32Array, labels: Float64Array): boolean {
  const order = orderOfNumbers(labels).filter((row) => bins[row] > 0);
  const { length } = order;
  let [sum, sumOfSquares, sumWithRank] = [0, 0, 0];
  for (let rank = 0; rank < length; rank++) {
    const bin = bins[order[rank]];
    sum += bin;
    sumOfSquares += bin * bin;
    sumWithRank += bin * rank;
  }
  const [mean, meanRank] = [sum / length, (length - 1) / 2];
  const ofBins = sumOfSquares / length - mean * mean;
  const ofRanks = (length * length - 1) / 12;
  const correlation = (sumWithRank / length - mean * meanRank) / Math.sqrt(ofBins * ofRanks);
  return !(Math.abs(correlation) < LEAST_CORRELATION);
}
