/** What is said of a column without its rows: inference reads nothing else. */
import { orderOfNumbers, sortNumbers } from "../base/sort-numbers.ts";
import { sortWholes, wholesOf } from "../base/sort-wholes.ts";
import type { RawColumn } from "./types.ts";

/** Different numbers, and how many cells hold each. */
export interface CountedNumbers {
  /** float64 [nDistinct], ascending. */
  readonly values: Float64Array;
  /** uint32 [nDistinct]. */
  readonly counts: Uint32Array;
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
/** Of fewer cells, none are made whole numbers first. */
const MANY = 500;

const known = new WeakMap<RawColumn, ColumnSummary>();

/** The summary of a column: made when it is first asked for, kept for as long as the column. */
export function summaryOf(column: RawColumn): ColumnSummary {
  let summary = known.get(column);
  if (summary === undefined) {
    summary = summariseColumn(column);
    known.set(column, summary);
  }
  return summary;
}

export function summariseColumn(column: RawColumn): ColumnSummary {
  const { name, codes, numbers } = column;
  const counts = new Uint32Array(column.dictionary.length);
  const cells = new Float64Array(codes.length);
  let nNumbers = 0;
  let [rises, falls] = [true, true];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code >= 0) {
      counts[code]++;
      continue;
    }
    const value = numbers[row];
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
    numbers: countNumbers(cells.subarray(0, nNumbers)),
    trend: nNumbers < 2 ? 0 : rises ? 1 : falls ? -1 : 0,
    texts,
    firstRows: {
      numbers: numbers.subarray(0, MOST_FIRST_ROWS),
      texts:
        texts.length === 0
          ? new Int32Array(0)
          : Int32Array.from(codes.subarray(0, MOST_FIRST_ROWS), (code) => (code < 0 ? -1 : placeOfCode[code])),
    },
  };
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

function countSorted<Sorted extends Float64Array | Uint32Array>(sorted: Sorted) {
  let nDistinct = 0;
  for (let index = 0; index < sorted.length; index++) {
    if (index === 0 || sorted[index] !== sorted[index - 1]) nDistinct++;
  }
  const values = new Float64Array(nDistinct);
  const counts = new Uint32Array(nDistinct);
  let place = -1;
  for (let index = 0; index < sorted.length; index++) {
    if (index === 0 || sorted[index] !== sorted[index - 1]) values[++place] = sorted[index];
    counts[place]++;
  }
  return { values, counts, nCells: sorted.length };
}

function countTexts(dictionary: readonly string[], counts: Uint32Array) {
  const entries: { text: string; count: number; place: number }[] = [];
  const entryOf = new Map<string, (typeof entries)[number]>();
  const entryOfCode = dictionary.map((raw, code) => {
    const text = raw.trim();
    if (text === "" || counts[code] === 0) return undefined;
    let entry = entryOf.get(text);
    if (entry === undefined) {
      entry = { text, count: 0, place: 0 };
      entryOf.set(text, entry);
      entries.push(entry);
    }
    entry.count += counts[code];
    return entry;
  });
  const nEmpty = dictionary.reduce((sum, raw, code) => sum + (raw.trim() === "" ? counts[code] : 0), 0);
  const order = orderOfNumbers(Float64Array.from(entries, ({ count }) => -count));
  const texts = Array.from(order, (index, place): TextCount => {
    entries[index].place = place;
    return { text: entries[index].text, count: entries[index].count };
  });
  const placeOfCode = Int32Array.from(entryOfCode, (entry) => entry?.place ?? -1);
  return { texts, nEmpty, placeOfCode };
}

/** Two columns of numbers as one. */
export function mergeNumbers(a: CountedNumbers, b: CountedNumbers): CountedNumbers {
  if (a.nCells === 0) return b;
  if (b.nCells === 0) return a;
  const [nA, nB] = [a.values.length, b.values.length];
  const values = new Float64Array(nA + nB);
  const counts = new Uint32Array(nA + nB);
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
export function everyNth({ values, counts }: CountedNumbers, stride: number): CountedNumbers {
  const [kept, times] = [new Float64Array(values.length), new Uint32Array(values.length)];
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
