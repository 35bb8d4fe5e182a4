import { shortened } from "../base/words.ts";
import { markersOf } from "./cells/markers.ts";
import { levelFinder } from "./cells/read-cells.ts";
import { type ColumnSummary, type CountedNumbers, cellAt, summaryOf, summaryUnder } from "./column-summary.ts";
import { countFar, type Fences, fencesOf } from "./far-values.ts";
import { dateCells, numberCells } from "./infer/read-summary.ts";
import { cellText } from "./raw-column.ts";
import type { ColumnRule, RawColumn } from "./types.ts";

export interface Histogram {
  /** Ascending, one more than `counts`; in the file's unit, dates in days since 1970-01-01. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

export interface NumberSummary {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly median: number;
  /** Sample standard deviation (n − 1); 0 for a single value. */
  readonly std: number;
  readonly histogram: Histogram;
  /** Where few values lie so far out that the histogram of all of them shows nothing else. */
  readonly middle?: Middle;
  /** Cells that lie far out, and beyond what they do; absent where there are none. */
  readonly far?: Fences & { readonly count: number };
}

/** What lies between the first and the last of a hundred parts of the cells. */
export interface Middle {
  readonly histogram: Histogram;
  /** Cells that it leaves out at either end. */
  readonly nBelow: number;
  readonly nAbove: number;
}

/** One column at a glance. */
export interface ColumnProfile {
  readonly name: string;
  readonly nRows: number;
  /** Empty cells, markers, and cells that cannot be read. */
  readonly nMissing: number;
  readonly nUnique: number;
  /** Filled cells that are no number or date, and the first of them; absent where there are none. */
  readonly unreadable?: { readonly count: number; readonly first: string };
  /** Numbers and dates (in days since 1970-01-01); undefined for others and where nothing is filled. */
  readonly numbers: NumberSummary | undefined;
  /** The most frequent levels, at most 12; empty for numbers and dates. */
  readonly levels: readonly { readonly label: string; readonly count: number }[];
  /** Up to five different filled cells, as they stand in the file; of long ones, the beginning. */
  readonly examples: readonly string[];
}

const MAX_BINS = 24;
const MAX_LEVELS = 12;

export function profileColumn(column: RawColumn, rule: ColumnRule): ColumnProfile {
  const summary = summaryUnder(column, rule);
  const { name, nRows } = summary;
  const base = { name, nRows, examples: examplesOf(column, rule) };
  switch (rule.type) {
    case "number":
    case "date": {
      const { numbers, odd } = valuesOf(summary, rule);
      const { nCells, values } = numbers;
      const unreadable =
        odd.count === 0 ? {} : { unreadable: { count: odd.count, first: shortened(odd.first ?? "", LONGEST) } };
      const counts = { nMissing: nRows - nCells, nUnique: values.length, ...unreadable };
      return { ...base, ...counts, numbers: summarise(numbers), levels: [] };
    }
    case "category":
    case "text":
      return { ...base, ...countLevels(summary, rule), numbers: undefined };
    default:
      return rule.type satisfies never;
  }
}

function valuesOf(summary: ColumnSummary, rule: ColumnRule) {
  if (rule.type === "number") return numberCells(summary, rule);
  const { days, odd } = dateCells(summary, rule);
  return { numbers: days, odd };
}

function countLevels(
  { texts, numbers, nEmpty }: ColumnSummary,
  rule: ColumnRule,
): Pick<ColumnProfile, "nMissing" | "nUnique" | "levels"> {
  const markers = markersOf(rule);
  const find = levelFinder(rule.levels);
  const pool = rule.otherLabel === "" ? -1 : rule.levels.findIndex(({ label }) => label === rule.otherLabel);
  const counts = new Array<number>(rule.levels.length).fill(0);
  const different = new Set<string>();
  let nMissing = nEmpty;
  const add = (text: string, count: number): void => {
    const folded = text.toLowerCase();
    if (markers.has(folded)) {
      nMissing += count;
      return;
    }
    different.add(folded);
    const level = find(text);
    const place = level >= 0 ? level : pool;
    if (place >= 0) counts[place] += count;
  };
  for (const { text, count } of texts) add(text, count);
  for (const [place, value] of numbers.values.entries()) add(String(value), numbers.counts[place]);
  const levels = rule.levels
    .map(({ label }, index) => ({ label: shortened(label, LONGEST), count: counts[index] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_LEVELS);
  return { nMissing, nUnique: different.size, levels };
}

/** Characters of a text: profiles are for people. */
const LONGEST = 200;
const MOST_EXAMPLES = 5;
/** Rows that are looked at for examples; where all of these are missing, the most frequent texts are some. */
const FIRST_ROWS = 5000;

function examplesOf(column: RawColumn, rule: ColumnRule): string[] {
  const markers = markersOf(rule);
  const found = new Set<string>();
  const add = (text: string): void => {
    if (found.size < MOST_EXAMPLES && !markers.has(text.trim().toLowerCase())) found.add(shortened(text, LONGEST));
  };
  const nLooked = Math.min(column.codes.length, FIRST_ROWS);
  for (let row = 0; row < nLooked && found.size < MOST_EXAMPLES; row++) add(cellText(column, row));
  if (found.size > 0) return [...found];
  const { texts, numbers } = summaryOf(column);
  for (const { text } of texts.slice(0, FIRST_ROWS)) add(text);
  for (const value of numbers.values.subarray(0, FIRST_ROWS)) add(String(value));
  return [...found];
}

function summarise(numbers: CountedNumbers): NumberSummary | undefined {
  const { values, counts, nCells: n } = numbers;
  if (n === 0) return undefined;
  const mean = values.reduce((sum, value, place) => sum + value * (counts[place] / n), 0);
  const squares = values.reduce((sum, value, place) => sum + counts[place] * (value - mean) ** 2, 0);
  const median = (cellAt(numbers, (n - 1) >> 1) + cellAt(numbers, n >> 1)) / 2;
  const std = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
  const [middle, fences] = [middleOf(numbers), fencesOf(numbers)];
  const nFar = fences ? countFar(numbers, fences) : 0;
  return {
    ...{ min: values[0], max: values[values.length - 1], mean, median, std, histogram: histogramOf(numbers) },
    ...(middle ? { middle } : {}),
    ...(fences && nFar > 0 ? { far: { ...fences, count: nFar } } : {}),
  };
}

/** Cells that are left out at either end, of a hundred. */
const TAIL = 0.01;
/** The whole is so many times as wide as the middle before the middle is shown. */
const STRETCHED = 2;

function middleOf(numbers: CountedNumbers): Middle | undefined {
  const { values, counts, nCells } = numbers;
  const [low, high] = [TAIL, 1 - TAIL].map((share) => cellAt(numbers, Math.floor(share * (nCells - 1))));
  if (!(high > low) || values[values.length - 1] - values[0] <= STRETCHED * (high - low)) return undefined;
  const [begin, end] = [values.indexOf(low), values.indexOf(high) + 1];
  let [nBelow, nAbove] = [0, 0];
  for (let place = 0; place < begin; place++) nBelow += counts[place];
  for (let place = end; place < counts.length; place++) nAbove += counts[place];
  const inside = { values: values.subarray(begin, end), counts: counts.subarray(begin, end) };
  return { histogram: histogramOf({ ...inside, nCells: nCells - nBelow - nAbove }), nBelow, nAbove };
}

/** Bins of equal width: one per whole number where there are at most 24 of them, else √n up to 24. */
function histogramOf({ values, counts: cells, nCells }: CountedNumbers): Histogram {
  const min = values[0];
  const max = values[values.length - 1];
  if (min === max) return { edges: [min - 0.5, max + 0.5], counts: [nCells] };
  const isCounted = max - min < MAX_BINS && values.every(Number.isInteger);
  const nBins = isCounted ? max - min + 1 : Math.max(2, Math.min(MAX_BINS, Math.ceil(Math.sqrt(nCells))));
  const low = isCounted ? min - 0.5 : min;
  const width = isCounted ? 1 : max / nBins - min / nBins;
  const counts = new Array<number>(nBins).fill(0);
  for (const [place, value] of values.entries()) {
    counts[Math.min(nBins - 1, Math.max(0, Math.floor((value - low) / width)))] += cells[place];
  }
  const edges = Array.from({ length: nBins + 1 }, (_, index) => low + index * width);
  if (!isCounted) edges[nBins] = max;
  return { edges, counts };
}
