/** What is said of a column without its rows: inference reads nothing else. */
import { orderOfNumbers, sortNumbers } from "../base/sort-numbers.ts";
import { sortWholes, wholesOf } from "../base/sort-wholes.ts";
import { ignoresZeros, shownByCanonical } from "./cells/read-number.ts";
import { asWritten } from "./column-builder.ts";
import { CANONICAL, zerosCode } from "./raw-column.ts";
import type { CellCodes, ColumnRule, RawColumn } from "./types.ts";

export type Counts = Uint8Array | Uint16Array | Uint32Array;

/** Different numbers, and how many cells hold each. */
export interface CountedNumbers {
  /** float64 [nDistinct], ascending. */
  readonly values: Float64Array;
  /** uint [nDistinct], as narrow as they are small. */
  readonly counts: Counts;
  readonly nCells: number;
}

/** A trimmed text, and how many cells hold it. */
export interface TextCount {
  readonly text: string;
  readonly count: number;
}

/** The first rows in their order: what follows from the order of rows is told from them. */
export interface FirstRows {
  /** float64 [n]: NaN where a cell is no canonical number. */
  readonly numbers: Float64Array;
  /** int32 [n]: index into `texts`; −1 for canonical numbers and empty cells. Empty where the column has no texts. */
  readonly texts: Int32Array;
}

/**
 * A column in one pass: how often each number and each text stands there, and how its first rows follow each other. Numbers
 * are cells whose text is a canonical number (`RawColumn`). Counts are exact, so that what is rare (a marker among 200,000
 * numbers, one spelling of a level) is seen; whoever reads texts closely looks at the most frequent.
 */
export interface ColumnSummary {
  readonly name: string;
  readonly nRows: number;
  /** Cells of nothing but white space. */
  readonly nEmpty: number;
  readonly numbers: CountedNumbers;
  /** 1: each number is larger than the one in a row above; −1: smaller; 0: neither, or fewer than two numbers. */
  readonly trend: -1 | 0 | 1;
  /** Other texts, none empty and none twice, the most frequent first. */
  readonly texts: readonly TextCount[];
  readonly firstRows: FirstRows;
  /** What a row of units below the header says. */
  readonly unit?: string;
}

const MOST_FIRST_ROWS = 5000;
const THREE_DECIMALS = zerosCode(3);
/** Of fewer cells, none are made whole numbers first. */
const MANY = 500;

/** A column in which numbers with zeros at their end count as numbers, and are the same as without. */
export interface NumberSummary extends ColumnSummary {
  /** Cells such as 0.730. */
  readonly nZeros: number;
  readonly points: PointsSeen;
}

/** Numbers with a point in a sample of rows, with zeros at their end as they are written. */
export interface PointsSeen {
  /** 0 … 1, of the numbers: those with decimals, and no zero at their end. */
  readonly decimalsShare: number;
  /** Numbers whose point is decimal without a doubt, and those whose point may part thousands. */
  readonly nClear: number;
  readonly nEither: number;
  /** Every so many-th row is looked at. */
  readonly stride: number;
}

const [known, knownNumbers] = [new WeakMap<RawColumn, ColumnSummary>(), new WeakMap<RawColumn, NumberSummary>()];

/** The summary of a column as it is written: made when it is first asked for, kept for as long as the column. */
export function summaryOf(column: RawColumn): ColumnSummary {
  const numbers = numberSummaryOf(column);
  if (numbers.nZeros === 0) return numbers;
  let summary = known.get(column);
  if (summary === undefined) {
    summary = summariseColumn(asWritten(column));
    known.set(column, summary);
  }
  return summary;
}

/** The same, but for zeros at the end of numbers: for those to whom they mean nothing. */
export function numberSummaryOf(column: RawColumn): NumberSummary {
  let summary = knownNumbers.get(column);
  if (summary === undefined) {
    summary = summariseColumn(column);
    knownNumbers.set(column, summary);
  }
  return summary;
}

/** What a rule reads of a column. */
export function summaryUnder(column: RawColumn, rule: ColumnRule): ColumnSummary {
  return rule.type === "number" && ignoresZeros(rule) ? numberSummaryOf(column) : summaryOf(column);
}

/** Memory that is new costs more than what is done in it: columns of one table take turns. */
let scratch = new Float64Array(0);

export function summariseColumn(column: RawColumn): NumberSummary {
  const { name, codes, numbers } = column;
  const counts = new Uint32Array(column.dictionary.length);
  if (scratch.length < codes.length) scratch = new Float64Array(codes.length);
  const cells = scratch;
  let nNumbers = 0;
  let [rises, falls] = [true, true];
  let nZeros = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code >= 0) {
      counts[code]++;
      continue;
    }
    const value = numbers[row];
    if (code < CANONICAL) nZeros++;
    if (nNumbers > 0 && value <= cells[nNumbers - 1]) rises = false;
    if (nNumbers > 0 && value >= cells[nNumbers - 1]) falls = false;
    cells[nNumbers++] = value;
  }
  const { texts, nEmpty, placeOfCode } = countTexts(column.dictionary, counts);
  return {
    name,
    ...(column.unit === undefined ? {} : { unit: column.unit }),
    nRows: codes.length,
    nEmpty,
    nZeros,
    points: pointsOf(column),
    numbers: countNumbers(cells.subarray(0, nNumbers)),
    trend: nNumbers < 2 ? 0 : rises ? 1 : falls ? -1 : 0,
    texts,
    firstRows: {
      numbers: numbers.subarray(0, MOST_FIRST_ROWS),
      texts: texts.length === 0 ? new Int32Array(0) : placesOf(codes.subarray(0, MOST_FIRST_ROWS), placeOfCode),
    },
  };
}

const POINTS_SAMPLE = 1000;

function pointsOf({ codes, numbers }: RawColumn): PointsSeen {
  const stride = Math.max(1, Math.floor(codes.length / POINTS_SAMPLE));
  let [nClear, nEither, nDecimals, nNumbers] = [0, 0, 0, 0];
  for (let row = 0; row < codes.length; row += stride) {
    const code = codes[row];
    if (code > CANONICAL) continue;
    nNumbers++;
    const value = Math.abs(numbers[row]);
    const shown = code === CANONICAL ? shownByCanonical(value) : shownWithZeros(value, code);
    if (shown === ".") nClear++;
    else if (shown !== "") nEither++;
    if (shown !== "" && code === CANONICAL) nDecimals++;
  }
  return { decimalsShare: nDecimals / Math.max(1, nNumbers), nClear, nEither, stride };
}

/** What `markShown` says of the text of a number with zeros at its end. @param code as in `RawColumn`. */
function shownWithZeros(value: number, code: number): "." | "point or group" {
  return code === THREE_DECIMALS && value >= 1 && value < 1000 ? "point or group" : ".";
}

function placesOf(codes: CellCodes, placeOfCode: Int32Array): Int32Array {
  const places = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) places[row] = codes[row] < 0 ? -1 : placeOfCode[codes[row]];
  return places;
}

/** @param cells float64, none NaN; sorted in place, or left as they are. */
export function countNumbers(cells: Float64Array): CountedNumbers {
  const wholes = cells.length < MANY ? undefined : wholesOf(cells);
  if (wholes === undefined) {
    sortNumbers(cells);
    return countSorted(cells);
  }
  const counted = countSorted(sortWholes(wholes));
  const { values } = counted;
  const { least, scale } = wholes;
  for (let place = 0; place < values.length; place++) values[place] = (values[place] + least) / scale;
  return counted;
}

/** Zeros. @param most the largest count. */
function countsFor(most: number, length: number): Counts {
  return most < 2 ** 8 ? new Uint8Array(length) : most < 2 ** 16 ? new Uint16Array(length) : new Uint32Array(length);
}

function largestOf(counts: Counts): number {
  let most = 0;
  for (let place = 0; place < counts.length; place++) if (counts[place] > most) most = counts[place];
  return most;
}

function countSorted<Sorted extends Float64Array | Uint32Array>(sorted: Sorted) {
  let [nDistinct, most, since] = [0, 0, 0];
  for (let index = 0; index < sorted.length; index++) {
    if (index === 0 || sorted[index] !== sorted[index - 1]) {
      nDistinct++;
      since = index;
    }
    if (index - since >= most) most = index - since + 1;
  }
  const values = new Float64Array(nDistinct);
  const counts = countsFor(most, nDistinct);
  let place = -1;
  for (let index = 0; index < sorted.length; index++) {
    if (index === 0 || sorted[index] !== sorted[index - 1]) values[++place] = sorted[index];
    counts[place]++;
  }
  return { values, counts, nCells: sorted.length };
}

/** Trimmed texts with their counts, the most frequent first, and where each code of the dictionary stands among them (−1: nowhere). */
function countTexts(dictionary: readonly string[], counts: Uint32Array) {
  const trimmed = dictionary.map((raw) => (mayHaveSpace(raw) ? raw.trim() : raw));
  // Texts of a dictionary differ; only those that are trimmed may be one that stands there, too.
  const isTrimmed = trimmed.some((text, code) => text.length < dictionary[code].length);
  const codeOf = isTrimmed ? new Map<string, number>() : undefined;
  const texts: string[] = [];
  const sums: number[] = [];
  const placeOfCode = new Int32Array(dictionary.length).fill(-1);
  let nEmpty = 0;
  for (const [code, text] of trimmed.entries()) {
    if (text === "") nEmpty += counts[code];
    if (text === "" || counts[code] === 0) continue;
    const known = codeOf?.get(text);
    const place = known ?? texts.push(text) - 1;
    if (known === undefined) codeOf?.set(text, place);
    sums[place] = (sums[place] ?? 0) + counts[code];
    placeOfCode[code] = place;
  }
  const order = orderOfNumbers(Float64Array.from(sums).map((count) => -count));
  const rankOf = new Int32Array(texts.length);
  for (let rank = 0; rank < order.length; rank++) rankOf[order[rank]] = rank;
  for (let code = 0; code < placeOfCode.length; code++) {
    if (placeOfCode[code] >= 0) placeOfCode[code] = rankOf[placeOfCode[code]];
  }
  const ranked = Array.from(order, (place): TextCount => ({ text: texts[place], count: sums[place] }));
  return { texts: ranked, nEmpty, placeOfCode };
}

const [SPACE, LAST_ASCII] = [32, 127];

/** Whether a text may begin or end with white space: no other ASCII is. */
function mayHaveSpace(text: string): boolean {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  return !(first > SPACE && first <= LAST_ASCII && last > SPACE && last <= LAST_ASCII);
}

/** Two columns of numbers as one. */
export function mergeNumbers(a: CountedNumbers, b: CountedNumbers): CountedNumbers {
  if (a.nCells === 0) return b;
  if (b.nCells === 0) return a;
  const [nA, nB] = [a.values.length, b.values.length];
  const values = new Float64Array(nA + nB);
  const counts = countsFor(largestOf(a.counts) + largestOf(b.counts), nA + nB);
  let [inA, inB, length] = [0, 0, 0];
  for (; inA < nA && inB < nB; length++) {
    const [first, second] = [a.values[inA], b.values[inB]];
    // Of zeros that differ in sign, the negative one sorts first and stands for both.
    values[length] = first < second || (first === second && Object.is(first, -0)) ? first : second;
    if (first <= second) counts[length] += a.counts[inA++];
    if (second <= first) counts[length] += b.counts[inB++];
  }
  const [rest, start] = inA < nA ? [a, inA] : [b, inB];
  values.set(rest.values.subarray(start), length);
  counts.set(rest.counts.subarray(start), length);
  length += rest.values.length - start;
  return { values: values.subarray(0, length), counts: counts.subarray(0, length), nCells: a.nCells + b.nCells };
}

/** Every so many-th cell in ascending order, the first included; numbers of which there is none are left out. */
export function everyNth({ values, counts, nCells: nAll }: CountedNumbers, stride: number): CountedNumbers {
  const most = Math.min(values.length, Math.ceil(nAll / stride));
  const [kept, times] = [new Float64Array(most), new Uint32Array(most)];
  let [nKept, next, nBefore, nCells] = [0, 0, 0, 0];
  for (let place = 0; place < values.length; place++) {
    nBefore += counts[place];
    if (next >= nBefore) continue;
    const count = Math.ceil((nBefore - next) / stride);
    next += count * stride;
    kept[nKept] = values[place];
    times[nKept++] = count;
    nCells += count;
  }
  return { values: kept.subarray(0, nKept), counts: times.subarray(0, nKept), nCells };
}

/** The value of one cell, counted in ascending order. @param index 0 … nCells − 1. */
export function cellAt({ values, counts }: CountedNumbers, index: number): number {
  let nBefore = 0;
  let place = 0;
  for (; nBefore + counts[place] <= index; place++) nBefore += counts[place];
  return values[place];
}
