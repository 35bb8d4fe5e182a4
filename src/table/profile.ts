import { markersOf, readDateCells, readLevelCells, readNumberCells } from "./cells/read-cells.ts";
import { countDistinct } from "./infer/column-view.ts";
import { cellText } from "./raw-column.ts";
import { type ColumnRule, FIRST_LEVEL_CODE, type RawColumn } from "./types.ts";

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
}

/** One column at a glance. */
export interface ColumnProfile {
  readonly name: string;
  readonly nRows: number;
  /** Empty cells, markers, and cells that cannot be read. */
  readonly nMissing: number;
  readonly nUnique: number;
  /** Numbers and dates (in days since 1970-01-01); undefined for others and where nothing is filled. */
  readonly numbers: NumberSummary | undefined;
  /** The most frequent levels, at most 12; empty for numbers and dates. */
  readonly levels: readonly { readonly label: string; readonly count: number }[];
  /** Up to five different filled cells, as they stand in the file. */
  readonly examples: readonly string[];
}

const MAX_BINS = 24;
const MAX_LEVELS = 12;

export function profileColumn(column: RawColumn, rule: ColumnRule): ColumnProfile {
  const base = { name: column.name, nRows: column.codes.length, examples: examplesOf(column, rule) };
  if (rule.type === "number" || rule.type === "date") {
    const values =
      rule.type === "number" ? readNumberCells(column, rule).values : readDateCells(column, rule).parts.days;
    const sorted = values.filter((value) => !Number.isNaN(value)).sort();
    const nMissing = values.length - sorted.length;
    return { ...base, nMissing, nUnique: countDistinct(sorted), numbers: summarise(sorted), levels: [] };
  }
  const { codes } = readLevelCells(column, rule);
  const counts = new Array<number>(rule.levels.length).fill(0);
  let nMissing = 0;
  for (const code of codes) {
    if (code >= FIRST_LEVEL_CODE) counts[code - FIRST_LEVEL_CODE]++;
    else if (code === 0) nMissing++;
  }
  const levels = rule.levels
    .map(({ label }, index) => ({ label, count: counts[index] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_LEVELS);
  return { ...base, nMissing, nUnique: countTexts(column, rule), numbers: undefined, levels };
}

function countTexts(column: RawColumn, rule: ColumnRule): number {
  const markers = markersOf(rule);
  const texts = new Set<string>();
  for (const [row, code] of column.codes.entries()) if (code < 0) texts.add(String(column.numbers[row]));
  for (const text of column.dictionary) texts.add(text.trim().toLowerCase());
  for (const marker of markers) texts.delete(marker);
  return texts.size;
}

function examplesOf(column: RawColumn, rule: ColumnRule): string[] {
  const markers = markersOf(rule);
  const found = new Set<string>();
  for (let row = 0; row < column.codes.length && found.size < 5; row++) {
    const text = cellText(column, row);
    if (!markers.has(text.trim().toLowerCase())) found.add(text);
  }
  return [...found];
}

function summarise(sorted: Float64Array): NumberSummary | undefined {
  const n = sorted.length;
  if (n === 0) return undefined;
  const mean = sorted.reduce((sum, value) => sum + value / n, 0);
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const median = (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2;
  const std = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
  return { min: sorted[0], max: sorted[n - 1], mean, median, std, histogram: histogramOf(sorted) };
}

/** Bins of equal width: one per whole number where there are at most 24 of them, else √n up to 24. */
function histogramOf(sorted: Float64Array): Histogram {
  const min = sorted[0];
  const max = sorted[sorted.length - 1];
  if (min === max) return { edges: [min - 0.5, max + 0.5], counts: [sorted.length] };
  const isCounted = max - min < MAX_BINS && sorted.every(Number.isInteger);
  const nBins = isCounted ? max - min + 1 : Math.max(2, Math.min(MAX_BINS, Math.ceil(Math.sqrt(sorted.length))));
  const low = isCounted ? min - 0.5 : min;
  const width = isCounted ? 1 : max / nBins - min / nBins;
  const counts = new Array<number>(nBins).fill(0);
  for (const value of sorted) counts[Math.min(nBins - 1, Math.max(0, Math.floor((value - low) / width)))]++;
  const edges = Array.from({ length: nBins + 1 }, (_, index) => low + index * width);
  if (!isCounted) edges[nBins] = max;
  return { edges, counts };
}
