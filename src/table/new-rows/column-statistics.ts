/** What the columns of a training table hold, in a few numbers: what new rows are compared with. */
import { atOnce } from "../../base/in-pieces.ts";
import { quantile } from "../../base/quantile.ts";
import { sortNumbers } from "../../base/sort-numbers.ts";
import { readLevelCells } from "../cells/read-cells.ts";
import { type ColumnSummary, type CountedNumbers, everyNth, summaryOf, summaryUnder } from "../column-summary.ts";
import { dateCells, numberCells } from "../infer/read-summary.ts";
import { type ColumnRule, FIRST_LEVEL_CODE, MISSING_CODE, type RawColumn, type RawTable } from "../types.ts";

/** Of which shares quantiles are stored. */
export const QUANTILE_SHARES = [
  ...[0, 0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4],
  ...[0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 1],
] as const;

/** A stored quantile. @param quantiles of `QUANTILE_SHARES` */
export function quantileAt(quantiles: readonly number[], share: (typeof QUANTILE_SHARES)[number]): number {
  return quantiles[QUANTILE_SHARES.indexOf(share)];
}

/** Of one column, over all rows of the training table. */
export interface ColumnStatistics {
  readonly name: string;
  /** Cells that hold a value under the column's rule. */
  readonly nFilled: number;
  /** 0 … 1, of all cells. */
  readonly missingShare: number;
  /** Numbers and dates: 0 … 1, the cells that are filled and mean nothing under the rule. */
  readonly unreadableShare?: number;
  /** Numbers and dates: of `QUANTILE_SHARES`, in the file's unit, dates in days since 1970-01-01; empty of nothing. */
  readonly quantiles?: readonly number[];
  /** Numbers: so many digits behind the point, at most, have 99 % of the cells. */
  readonly decimals?: number;
  /** Categories: 0 … 1, the filled cells whose text stands in the column once; about as many new ones are new texts (Good 1953). */
  readonly onceShare?: number;
  /** Categories: 0 … 1, the filled cells in the pool of rare levels. */
  readonly pooledShare?: number;
}

/** From the 5 % quantile to the 95 % quantile. */
export function middleOf(quantiles: readonly number[]): readonly [number, number] {
  return [quantileAt(quantiles, 0.05), quantileAt(quantiles, 0.95)];
}

/** Quantiles of more values in any order are taken of every k-th of them; least and greatest are exact. */
const SAMPLE = 50_000;
/** Decimals are counted in so many cells. */
const DECIMALS_SAMPLE = 5000;

/** Cells that are looked at in one piece. */
const CELLS_AT_ONCE = 50_000;

/** One for each column that is used, and for the target. */
export const columnStatistics = (...of: Parameters<typeof columnStatisticsInPieces>): readonly ColumnStatistics[] =>
  atOnce(columnStatisticsInPieces(...of));

/** As `columnStatistics`, some columns at a time. */
export function* columnStatisticsInPieces(
  table: RawTable,
  rules: readonly ColumnRule[],
  target: string | undefined,
): Generator<void, readonly ColumnStatistics[]> {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const all: ColumnStatistics[] = [];
  let nCells = 0;
  for (const rule of rules) {
    const column = byName.get(rule.name);
    if (!column || (rule.role !== "used" && rule.name !== target)) continue;
    all.push(statisticsOf(column, rule));
    nCells += column.codes.length;
    if (nCells < CELLS_AT_ONCE) continue;
    nCells = 0;
    yield;
  }
  return all;
}

function statisticsOf(column: RawColumn, rule: ColumnRule): ColumnStatistics {
  switch (rule.type) {
    case "number": {
      const summary = summaryUnder(column, rule);
      const { numbers, odd } = numberCells(summary, rule);
      return { ...ofNumbers(summary, numbers, odd.count), decimals: decimalsOfMost(numbers) };
    }
    case "date": {
      const summary = summaryOf(column);
      const { days, odd } = dateCells(summary, rule);
      return ofNumbers(summary, days, odd.count);
    }
    case "category":
    case "text":
      return ofLevels(column, rule);
    default:
      return rule.type satisfies never;
  }
}

/** Every k-th of the values, the first among them. */
function everyKth(values: Float64Array, k: number): Float64Array {
  const some = new Float64Array(Math.ceil(values.length / k));
  for (let index = 0; index < some.length; index++) some[index] = values[index * k];
  return some;
}

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function ofNumbers({ name, nRows }: ColumnSummary, numbers: CountedNumbers, nUnreadable: number): ColumnStatistics {
  const nFilled = numbers.nCells;
  const missingShare = shareOf(nRows - nFilled, nRows);
  const unreadableShare = shareOf(nUnreadable, nRows);
  return { name, nFilled, missingShare, unreadableShare, quantiles: quantilesOfCounted(numbers) };
}

/** @returns of `QUANTILE_SHARES`; empty of nothing. */
function quantilesOfCounted({ values, counts, nCells }: CountedNumbers): readonly number[] {
  if (nCells === 0) return [];
  let [place, nBefore] = [0, 0];
  /** The cell at an index that is none of those before the last one's value. */
  const cellFrom = (index: number): number => {
    while (nBefore + counts[place] <= index) nBefore += counts[place++];
    return values[place];
  };
  return QUANTILE_SHARES.map((share) => {
    const position = (nCells - 1) * share;
    const index = Math.floor(position);
    const below = cellFrom(index);
    const isLast = index + 1 < nBefore + counts[place] || place + 1 === values.length;
    const above = isLast ? below : values[place + 1];
    return below + (above - below) * (position - index);
  });
}

/** Digits behind the point that 99 % of the cells have at most. */
function decimalsOfMost(numbers: CountedNumbers): number {
  const { values, counts } = everyNth(numbers, Math.max(1, Math.ceil(numbers.nCells / DECIMALS_SAMPLE)));
  return decimalsWithin(values, 0.99, counts);
}

/** @param values in any order. @returns of `QUANTILE_SHARES`; empty of nothing. */
export function quantilesOf(values: Float64Array): readonly number[] {
  if (values.length === 0) return [];
  const stride = Math.ceil(values.length / SAMPLE);
  const sorted = everyKth(values, stride);
  sortNumbers(sorted);
  let [low, high] = [sorted[0], sorted[sorted.length - 1]];
  for (const value of values) {
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  return QUANTILE_SHARES.map((share) => (share === 0 ? low : share === 1 ? high : quantile(sorted, share)));
}

/** Digits behind the point that this share of the values has at most. */
export function decimalsOf(values: Float64Array, share: number): number {
  const stride = Math.ceil(values.length / DECIMALS_SAMPLE);
  return decimalsWithin(everyKth(values, Math.max(stride, 1)), share);
}

/** @param counts how often each value is there; absent: once. */
function decimalsWithin(values: Float64Array, share: number, counts?: ArrayLike<number>): number {
  const cellsWith: number[] = [];
  let nCells = 0;
  // Most values of a column have as many as the one before.
  let digits = 0;
  for (let place = 0; place < values.length; place++) {
    digits = decimals(values[place], digits);
    const count = counts?.[place] ?? 1;
    cellsWith[digits] = (cellsWith[digits] ?? 0) + count;
    nCells += count;
  }
  const cells = new Float64Array(nCells);
  let start = 0;
  for (const [nDigits, count = 0] of cellsWith.entries()) {
    cells.fill(nDigits, start, start + count);
    start += count;
  }
  return quantile(cells, share);
}

/** Whole numbers up to it are exact. */
const MOST_WHOLE = 2 ** 53;
const POWERS_OF_TEN = Float64Array.from({ length: 16 }, (_, power) => 10 ** power);

/**
 * As many as JavaScript writes: the fewest that give the number back, since a whole number over a power of ten is rounded once.
 *
 * @param likely where to begin to look
 */
function decimals(value: number, likely: number): number {
  let power = Math.min(likely, POWERS_OF_TEN.length - 1);
  if (isWholeAt(value, power)) {
    while (power > 0 && isWholeAt(value, power - 1)) power--;
    return power;
  }
  while (++power < POWERS_OF_TEN.length) if (isWholeAt(value, power)) return power;
  const [body, exponent = "0"] = String(value).split("e");
  const behind = body.split(".")[1]?.length ?? 0;
  return Math.max(0, behind - Number(exponent));
}

function isWholeAt(value: number, power: number): boolean {
  const whole = Math.round(value * POWERS_OF_TEN[power]);
  return Math.abs(whole) < MOST_WHOLE && whole / POWERS_OF_TEN[power] === value;
}

function ofLevels(column: RawColumn, rule: ColumnRule): ColumnStatistics {
  const { codes, pooled } = readLevelCells(column, rule);
  const counts = new Uint32Array(FIRST_LEVEL_CODE + rule.levels.length);
  for (let row = 0; row < codes.length; row++) counts[codes[row]]++;
  const nRows = codes.length;
  const nFilled = nRows - counts[MISSING_CODE];
  const nPooled = [...pooled.values()].reduce((sum, count) => sum + count, 0);
  const isOnce = (count: number) => count === 1;
  const pool = FIRST_LEVEL_CODE + rule.levels.findIndex(({ label }) => label === rule.otherLabel);
  const nKept = counts.filter((count, code) => code >= FIRST_LEVEL_CODE && code !== pool && isOnce(count)).length;
  const once = nKept + [...pooled.values()].filter(isOnce).length;
  return {
    name: column.name,
    nFilled,
    missingShare: shareOf(nRows - nFilled, nRows),
    onceShare: shareOf(once, nFilled),
    pooledShare: shareOf(nPooled, nFilled),
  };
}
