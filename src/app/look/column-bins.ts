/** How the cells of a column lie, before a block and after it, counted in the same bins. */
import { quantile } from "../../base/quantile.ts";
import type { PortColumn } from "./port-cells.ts";

const NUMBER_BINS = 32;
const MOST_LEVELS = 12;
/** What lies further out than so many distances between the quartiles is counted in the outermost bins: it would flatten the rest. */
const REACH = 2;

/** Counts of cells; missing ones are in no bin. */
interface Counts {
  /** Absent where the column did not arrive, or arrived in another scale. */
  readonly before?: readonly number[];
  readonly after: readonly number[];
  readonly nMissingBefore: number;
  readonly nMissingAfter: number;
}

export type ColumnBins =
  /** Equal bins from `low` to `high`; the outermost ones hold what lies beyond, too. */
  | ({ readonly kind: "numbers"; readonly low: number; readonly high: number; readonly isCut: boolean } & Counts)
  /** The commonest levels, and all others as the last one where `nOthers` is not 0. */
  | ({ readonly kind: "levels"; readonly labels: readonly string[]; readonly nOthers: number } & Counts);

interface BinsOf {
  readonly after: PortColumn;
  readonly before: PortColumn | undefined;
  readonly nRows: number;
  /** Numbers that must be in sight. */
  readonly marks: readonly { readonly start: number; readonly now: number }[];
}

/** @returns undefined where no cell has a value. */
export function columnBins({ after, before, nRows, marks }: BinsOf): ColumnBins | undefined {
  const valuesOf = (column: PortColumn) => Float64Array.from({ length: nRows }, (_, row) => column.numberOf(row));
  const [is, was] = [valuesOf(after), before && valuesOf(before)];
  const there = (was ?? is).filter((value) => !Number.isNaN(value));
  if (there.length === 0 && is.every(Number.isNaN)) return undefined;
  const missing = {
    nMissingBefore: was ? nMissing(was) : 0,
    nMissingAfter: nMissing(is),
  };
  if (after.levels) return { kind: "levels", ...levelBins({ is, was, levels: after.levels }), ...missing };
  const sorted = (there.length > 0 ? there : is.filter((value) => !Number.isNaN(value))).sort();
  const range = shownRange(
    sorted,
    marks.flatMap(({ start, now }) => [start, now]),
  );
  const countsOf = (values: Float64Array) => {
    const counts = new Array<number>(NUMBER_BINS).fill(0);
    for (const value of values) if (!Number.isNaN(value)) counts[binOf(value, range)]++;
    return counts;
  };
  return {
    ...{ kind: "numbers", ...range, after: countsOf(is), ...missing },
    ...(was ? { before: countsOf(was) } : {}),
  };
}

const nMissing = (values: Float64Array) => values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);

interface Range {
  readonly low: number;
  readonly high: number;
  readonly isCut: boolean;
}

function shownRange(sorted: Float64Array, marks: readonly number[]): Range {
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const [q25, q75] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = q75 > q25 ? REACH * (q75 - q25) : Number.POSITIVE_INFINITY;
  const [low, high] = [Math.max(first, q25 - reach), Math.min(last, q75 + reach)];
  const isCut = low > first || high < last;
  const seen = [low, high, ...marks.filter(Number.isFinite)];
  const [from, to] = [Math.min(...seen), Math.max(...seen)];
  return from < to ? { low: from, high: to, isCut } : { low: from - 0.5, high: to + 0.5, isCut };
}

function binOf(value: number, { low, high }: Range): number {
  const place = Math.floor(((value - low) / (high - low)) * NUMBER_BINS);
  return Math.min(Math.max(place, 0), NUMBER_BINS - 1);
}

function levelBins({
  is,
  was,
  levels,
}: {
  readonly is: Float64Array;
  readonly was: Float64Array | undefined;
  readonly levels: readonly string[];
}) {
  const countsOf = (values: Float64Array) => {
    const counts = new Array<number>(levels.length).fill(0);
    for (const value of values) if (!Number.isNaN(value)) counts[value]++;
    return counts;
  };
  const [after, before] = [countsOf(is), was && countsOf(was)];
  const total = (level: number) => after[level] + (before?.[level] ?? 0);
  const order = levels
    .map((_, level) => level)
    .filter((level) => total(level) > 0)
    .sort((a, b) => total(b) - total(a) || a - b);
  const shown = order.slice(0, MOST_LEVELS);
  const others = order.slice(MOST_LEVELS);
  const pick = (counts: readonly number[]) => [
    ...shown.map((level) => counts[level]),
    ...(others.length > 0 ? [others.reduce((sum, level) => sum + counts[level], 0)] : []),
  ];
  return {
    labels: shown.map((level) => levels[level]),
    nOthers: others.length,
    after: pick(after),
    ...(before ? { before: pick(before) } : {}),
  };
}
