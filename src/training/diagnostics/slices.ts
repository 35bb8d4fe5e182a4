/**
 * How right predictions are on parts of the test rows: a level of a column, a quarter of its range, its gaps, a file. Counted when
 * the rows are predicted for the metrics; whether a part differs from the rest is judged for all parts together.
 */
import { quantile as quantileIn } from "../../base/quantile.ts";
import { type Columns, type DatasetSchema, FIRST_LEVEL_CODE, MISSING_CODE, UNSEEN_CODE } from "../../table/types.ts";
import { conclusionsTogether } from "../evidence/evidence.ts";
import { pairedDifference } from "../evidence/paired-difference.ts";
import { quantileLoss } from "../metric-evaluators.ts";
import type { Slice, Slices } from "./slices-schema.ts";

/** Parts of fewer rows are told nothing of: their errors are hardly known. */
const FEWEST_ROWS = 10;
const MOST_LEVELS = 8;
const MOST_RANGES = 4;
/** Of so many rows are quarters taken where there are more. */
const ROWS_OF_QUANTILES = 10_000;
/** Columns whose parts a report holds: those with the largest differences. */
const MOST_COLUMNS = 60;
/** Cells that are looked at, in all; several of a group of rows count tenfold. */
const MOST_CELLS = 30_000_000;
const GROUPED_COST = 10;
/** So few take no time that anybody would miss. */
const FREE_CELLS = 200_000;
/** Probabilities below it are taken for it, as log loss does. */
const LEAST_PROBABILITY = 2 ** -52;

export interface SlicedRows {
  readonly columns: Columns;
  /** Of `columns`, each with a label. */
  readonly rows: Uint32Array;
  /** Which rows come together, by the rows of `columns`; absent: each by itself. */
  readonly groups?: Int32Array | undefined;
  /** float64 [rows, classes] probabilities, or [rows], in the unit of the target. */
  readonly predictions: Float64Array;
  /** What is predicted is the value that so many rows lie below; absent: a mean. */
  readonly quantile?: number | undefined;
  /** Awaited between columns. */
  readonly pause: () => Promise<void>;
  /** Whether there is no time for more columns: asked where there are many cells. */
  readonly isOver: () => boolean;
}

/** Names a part, and says to which part each row belongs: an index, or −1 for none. */
interface Parts {
  readonly column: string;
  readonly names: readonly Pick<Slice, "kind" | "label" | "low" | "high">[];
  readonly partOf: Int16Array;
}

/** @returns undefined where no part has enough rows. */
export async function slicesOf(sliced: SlicedRows): Promise<Slices | undefined> {
  const { columns, rows, predictions, pause, isOver } = sliced;
  const { schema } = columns;
  const isRegression = schema.target.task === "regression";
  const losses = isRegression ? errorsOf(sliced) : logLosses(sliced);
  const rights = isRegression ? undefined : rightOnes(sliced);
  const residuals = isRegression
    ? Float64Array.from(rows, (row, at) => columns.labels[row] - predictions[at])
    : undefined;
  const groups = groupsOf(sliced);
  const cost = rows.length * (groups ? GROUPED_COST : 1);
  const all = columnsOf(schema);
  const most = Math.max(1, Math.floor(MOST_CELLS / Math.max(cost, 1)));
  const found: Slice[] = [];
  let nColumns = 0;
  for (const partsOf of all.slice(0, most)) {
    if (nColumns * cost > FREE_CELLS && isOver()) break;
    nColumns++;
    found.push(...measured(partsOf(columns, rows), { losses, rights, residuals, groups }));
    await pause();
  }
  if (found.length === 0) return undefined;
  const conclusions = conclusionsTogether(
    found.map(({ difference, differenceError }) => ({ delta: difference, standardError: differenceError })),
  );
  const concluded = found.map((slice, index) => ({ ...slice, conclusion: conclusions[index] }));
  return {
    metric: !isRegression ? "logLoss" : sliced.quantile === undefined ? "mae" : "quantileLoss",
    nRows: rows.length,
    loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    ...(rights ? { right: rights.reduce((sum, right) => sum + right, 0) / rights.length } : {}),
    ...{ nColumns, nAllColumns: all.length, nTested: found.length },
    slices: mostDifferent(concluded),
  };
}

/** Of many columns those whose parts differ most, in their order. */
function mostDifferent(slices: readonly Slice[]): readonly Slice[] {
  const bySize = new Map<string, number>();
  for (const { column, difference, differenceError } of slices) {
    const size = differenceError > 0 ? Math.abs(difference / differenceError) : 0;
    bySize.set(column, Math.max(bySize.get(column) ?? 0, size));
  }
  const kept = new Set(
    [...bySize]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MOST_COLUMNS)
      .map(([column]) => column),
  );
  return slices.filter(({ column }) => kept.has(column));
}

/** What cuts rows into parts: files, and every column. */
function columnsOf(schema: DatasetSchema): readonly ((columns: Columns, rows: Uint32Array) => Parts)[] {
  return [
    ...(schema.sources.length > 1 ? [sourceParts] : []),
    ...schema.numbers.map((_, place) => (columns: Columns, rows: Uint32Array) => numberParts(columns, rows, place)),
    ...schema.categories.map((_, place) => (columns: Columns, rows: Uint32Array) => levelParts(columns, rows, place)),
  ];
}

function sourceParts({ schema, source }: Columns, rows: Uint32Array): Parts {
  return {
    column: "",
    names: schema.sources.map((label) => ({ kind: "source", label })),
    partOf: Int16Array.from(rows, (row) => source[row]),
  };
}

function levelParts({ schema, categories }: Columns, rows: Uint32Array, place: number): Parts {
  const width = schema.categories.length;
  const { name, levels } = schema.categories[place];
  const counts = new Array<number>(levels.length + FIRST_LEVEL_CODE).fill(0);
  for (const row of rows) counts[categories[row * width + place]]++;
  const shown = [...counts.keys()]
    .filter((code) => code !== UNSEEN_CODE && counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, MOST_LEVELS);
  const partOfCode = new Map(shown.map((code, part) => [code, part]));
  return {
    column: name,
    names: shown.map((code) =>
      code === MISSING_CODE ? { kind: "missing" } : { kind: "level", label: levels[code - FIRST_LEVEL_CODE] },
    ),
    partOf: Int16Array.from(rows, (row) => partOfCode.get(categories[row * width + place]) ?? -1),
  };
}

/** Quarters with about as many rows each; fewer where many rows have one value. */
function numberParts({ schema, numbers, missing }: Columns, rows: Uint32Array, place: number): Parts {
  const width = schema.numbers.length;
  const { name, offset } = schema.numbers[place];
  const there = rows.filter((row) => missing[row * width + place] === 0);
  const by = Math.max(1, Math.floor(there.length / ROWS_OF_QUANTILES));
  const some = there.filter((_, at) => at % by === 0);
  const sorted = Float64Array.from(some, (row) => numbers[row * width + place]).sort();
  const inner = Array.from({ length: MOST_RANGES - 1 }, (_, at) => quantileIn(sorted, (at + 1) / MOST_RANGES));
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of there) {
    const value = numbers[row * width + place];
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  // A part holds what lies above its lower edge, up to its upper one.
  const edges = [...new Set(inner)].filter((edge) => edge < most);
  const ends = [least, ...edges, most];
  const hasGaps = there.length < rows.length;
  const partOf = Int16Array.from(rows, (row) => {
    if (missing[row * width + place] !== 0) return edges.length + 1;
    const value = numbers[row * width + place];
    let part = 0;
    while (part < edges.length && value > edges[part]) part++;
    return part;
  });
  const ranges = ends
    .slice(1)
    .map((high, part) => ({ kind: "range" as const, low: ends[part] + offset, high: high + offset }));
  return {
    column: name,
    names: there.length === 0 ? [] : [...ranges, ...(hasGaps ? [{ kind: "missing" as const }] : [])],
    partOf: there.length === 0 ? partOf.fill(-1) : partOf,
  };
}

interface Measures {
  readonly losses: Float64Array;
  readonly rights: Float64Array | undefined;
  readonly residuals: Float64Array | undefined;
  readonly groups: Int32Array | undefined;
}

function measured({ column, names, partOf }: Parts, measures: Measures): readonly Slice[] {
  const { losses, rights, residuals, groups } = measures;
  const total = sumsOf(losses, () => true);
  return names.flatMap((name, part) => {
    const isIn = (at: number) => partOf[at] === part;
    const own = sumsOf(losses, isIn);
    const rest = { n: total.n - own.n, sum: total.sum - own.sum, squares: total.squares - own.squares };
    if (own.n < FEWEST_ROWS || rest.n < FEWEST_ROWS) return [];
    const [loss, other] = [own.sum / own.n, rest.sum / rest.n];
    const slice: Slice = {
      ...{ column, ...name, nRows: own.n, loss, difference: loss - other },
      standardError: groups ? clustered(losses, isIn, groups) : errorOf(own),
      differenceError: groups
        ? clusteredDifference(losses, isIn, { own: loss, other, nOwn: own.n, nOther: rest.n, groups })
        : Math.hypot(errorOf(own), errorOf(rest)),
      ...(rights ? { right: sumsOf(rights, isIn).sum / own.n } : {}),
      ...(residuals ? { residuals: boxOf(residuals.filter((_, at) => isIn(at)).sort()) } : {}),
      conclusion: "cannot tell",
    };
    return [slice];
  });
}

interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

function sumsOf(values: Float64Array, isIn: (at: number) => boolean): Sums {
  let [n, sum, squares] = [0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    if (!isIn(at)) continue;
    n++;
    sum += values[at];
    squares += values[at] ** 2;
  }
  return { n, sum, squares };
}

/** Of the mean. */
function errorOf({ n, sum, squares }: Sums): number {
  const variance = Math.max(squares - sum ** 2 / n, 0) / (n - 1);
  return Math.sqrt(variance / n);
}

/** As `errorOf`, rows of a group counting together. */
function clustered(losses: Float64Array, isIn: (at: number) => boolean, groups: Int32Array): number {
  const own = losses.filter((_, at) => isIn(at));
  const ofOwn = groups.filter((_, at) => isIn(at));
  return pairedDifference(own, new Float64Array(own.length), ofOwn).standardError;
}

/** Of the difference of two means: the mean of what each row adds to it, groups counting together. */
function clusteredDifference(
  losses: Float64Array,
  isIn: (at: number) => boolean,
  of: {
    readonly own: number;
    readonly other: number;
    readonly nOwn: number;
    readonly nOther: number;
    readonly groups: Int32Array;
  },
): number {
  const { own, other, nOwn, nOther, groups } = of;
  const n = losses.length;
  const added = losses.map((loss, at) => (isIn(at) ? ((loss - own) * n) / nOwn : ((other - loss) * n) / nOther));
  return pairedDifference(added, new Float64Array(n), groups).standardError;
}

/** @param sorted at least one */
function boxOf(sorted: Float64Array): NonNullable<Slice["residuals"]> {
  const [low, first, middle, third, high] = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => quantileIn(sorted, share));
  return { low, first, middle, third, high };
}

function errorsOf({ columns: { labels }, rows, predictions, quantile }: SlicedRows): Float64Array {
  return Float64Array.from(rows, (row, at) =>
    quantile === undefined
      ? Math.abs(labels[row] - predictions[at])
      : quantileLoss(predictions[at] - labels[row], quantile),
  );
}

function logLosses({ columns: { labels, schema }, rows, predictions }: SlicedRows): Float64Array {
  const width = schema.target.classes.length;
  return Float64Array.from(rows, (row, at) => {
    const said = predictions[at * width + labels[row]];
    return -Math.log(Math.min(Math.max(said, LEAST_PROBABILITY), 1));
  });
}

function rightOnes({ columns: { labels, schema }, rows, predictions }: SlicedRows): Float64Array {
  const width = schema.target.classes.length;
  return Float64Array.from(rows, (row, at) => {
    const own = predictions.subarray(at * width, (at + 1) * width);
    return Number(own.indexOf(Math.max(...own)) === labels[row]);
  });
}

/** By the rows that are cut; undefined where no two of them come together. */
function groupsOf({ rows, groups }: SlicedRows): Int32Array | undefined {
  if (!groups) return undefined;
  const own = Int32Array.from(rows, (row) => groups[row]);
  const known = own.filter((group) => group >= 0);
  return new Set(known).size === known.length ? undefined : own;
}
