/** Columns that are otherwise in some rows than in others: in those that validate, or in one of several files. Test rows are not looked at. */
import type { SplitSettings } from "../../pipeline/document.ts";
import type { Dataset } from "../../table/types.ts";
import type { TableWishes } from "../describe-table.ts";
import type { OpenTable } from "../open-table.ts";
import { trainingTableInPieces } from "../training-table.ts";

export interface ColumnShift {
  /** Of the file. */
  readonly column: string;
  /** The file whose rows differ from all others; absent: validation rows from training rows. */
  readonly source?: string;
  /** 0 … 1: the largest distance between the two distribution functions, or the share of categories that would have to change. */
  readonly distance: number;
}

/** Smaller ones are told from chance in large tables, and change nothing. */
const LEAST = 0.15;
/** Mistakes that are accepted, in a thousand: 1, of all comparisons together. */
const LEVEL = 0.001;
/** Rows of either side that are compared. */
const MOST_ROWS = 5000;

/**
 * The largest shift of each column, the largest first; others can have their turn between columns.
 *
 * @throws as `trainingTable`.
 * @source Kolmogorov and Smirnov's distance; McDiarmid's bound for shares of categories. Corrected by Bonferroni.
 */
export function* columnShifts(
  open: OpenTable,
  wishes: TableWishes,
  split: SplitSettings,
): Generator<void, readonly ColumnShift[]> {
  const { dataset } = yield* trainingTableInPieces({ open, wishes, split });
  const sides = sidesOf(dataset);
  const { numbers, categories } = dataset.schema;
  const limit = Math.sqrt(-Math.log(LEVEL / Math.max(1, sides.length * (numbers.length + categories.length)) / 2) / 2);
  const shifts = new Map<string, ColumnShift>();
  const add = (shift: ColumnShift) => {
    const known = shifts.get(shift.column);
    if (!known || known.distance < shift.distance) shifts.set(shift.column, shift);
  };
  for (const { source, some, others } of sides) {
    const noise = limit * Math.sqrt(1 / some.length + 1 / others.length);
    const of = source === undefined ? {} : { source };
    for (const [index, { original }] of numbers.entries()) {
      yield;
      const [a, b] = [some, others].map((rows) => numbersOf(dataset, index, rows));
      if (a.length === 0 || b.length === 0) continue;
      const distance = largestGap(a, b);
      const own = limit * Math.sqrt(1 / a.length + 1 / b.length);
      if (distance > Math.max(LEAST, own)) add({ column: original, ...of, distance });
    }
    for (const [index, { original }] of categories.entries()) {
      yield;
      const { distance, nKinds } = shareDistance(dataset, index, [some, others]);
      const expected = 0.5 * Math.sqrt(nKinds * (1 / some.length + 1 / others.length));
      if (distance > Math.max(LEAST, expected + noise)) add({ column: original, ...of, distance });
    }
  }
  // By which rows were split, and so otherwise on either side.
  if ("column" in split.split) shifts.delete(split.split.column);
  return [...shifts.values()].sort((a, b) => b.distance - a.distance);
}

interface Sides {
  readonly source?: string;
  readonly some: Uint32Array;
  readonly others: Uint32Array;
}

function sidesOf({ split, source, schema }: Dataset): readonly Sides[] {
  const { train, validation } = split;
  const bySource =
    schema.sources.length < 2
      ? []
      : schema.sources.map((name, index) => ({
          source: name,
          some: thinned(train.filter((row) => source[row] === index)),
          others: thinned(train.filter((row) => source[row] !== index)),
        }));
  const sides: readonly Sides[] = [{ some: thinned(validation), others: thinned(train) }, ...bySource];
  return sides.filter(({ some, others }) => some.length > 0 && others.length > 0);
}

function thinned(rows: Uint32Array): Uint32Array {
  const every = Math.max(1, Math.ceil(rows.length / MOST_ROWS));
  return rows.filter((_, place) => place % every === 0);
}

/** Ascending, without missing ones. */
function numbersOf({ numbers, missing, schema }: Dataset, index: number, rows: Uint32Array): Float32Array {
  const width = schema.numbers.length;
  const present = rows.filter((row) => missing[row * width + index] === 0);
  return Float32Array.from(present, (row) => numbers[row * width + index]).sort();
}

/** The largest difference of two empirical distribution functions. @param a, b ascending, not empty */
export function largestGap(a: Float32Array, b: Float32Array): number {
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

/** Half of the sum of differences between shares of categories, missing ones among them. */
function shareDistance({ categories, schema }: Dataset, index: number, [some, others]: readonly Uint32Array[]) {
  const width = schema.categories.length;
  const shares = new Map<number, number>();
  for (const [rows, sign] of [
    [some, 1],
    [others, -1],
  ] as const) {
    for (const row of rows) {
      const code = categories[row * width + index];
      shares.set(code, (shares.get(code) ?? 0) + sign / rows.length);
    }
  }
  return { distance: [...shares.values()].reduce((sum, gap) => sum + Math.abs(gap), 0) / 2, nKinds: shares.size };
}
