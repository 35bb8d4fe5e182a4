/** What is said of a column without its rows: inference reads nothing else. */
import { sortNumbers } from "../base/sort-numbers.ts";
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
          : codes.subarray(0, MOST_FIRST_ROWS).map((code) => (code < 0 ? -1 : placeOfCode[code])),
    },
  };
}

/** @param cells float64, none NaN; sorted in place. */
export function countNumbers(cells: Float64Array): CountedNumbers {
  sortNumbers(cells);
  let nDistinct = 0;
  for (let index = 0; index < cells.length; index++) if (index === 0 || cells[index] !== cells[index - 1]) nDistinct++;
  const values = new Float64Array(nDistinct);
  const counts = new Uint32Array(nDistinct);
  let place = -1;
  for (let index = 0; index < cells.length; index++) {
    if (index === 0 || cells[index] !== cells[index - 1]) values[++place] = cells[index];
    counts[place]++;
  }
  return { values, counts, nCells: cells.length };
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
  entries.sort((a, b) => b.count - a.count);
  for (const [place, entry] of entries.entries()) entry.place = place;
  const placeOfCode = Int32Array.from(entryOfCode, (entry) => entry?.place ?? -1);
  return { texts: entries.map(({ text, count }): TextCount => ({ text, count })), nEmpty, placeOfCode };
}

/** Two columns of numbers as one. */
export function mergeNumbers(a: CountedNumbers, b: CountedNumbers): CountedNumbers {
  if (a.nCells === 0) return b;
  if (b.nCells === 0) return a;
  const values = new Float64Array(a.values.length + b.values.length);
  const counts = new Uint32Array(values.length);
  let [inA, inB, length] = [0, 0, 0];
  for (; inA < a.values.length || inB < b.values.length; length++) {
    const first = inA < a.values.length ? a.values[inA] : Number.POSITIVE_INFINITY;
    const second = inB < b.values.length ? b.values[inB] : Number.POSITIVE_INFINITY;
    // Of zeros that differ in sign, the negative one sorts first and stands for both.
    values[length] = first < second || (first === second && Object.is(first, -0)) ? first : second;
    if (first <= second) counts[length] += a.counts[inA++];
    if (second <= first) counts[length] += b.counts[inB++];
  }
  return { values: values.slice(0, length), counts: counts.slice(0, length), nCells: a.nCells + b.nCells };
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
