/** What the pipeline says over two of its columns, all others held; rows as points on it, and what it says of pinned ones. */
import { quantile } from "../../base/quantile.ts";
import { randomSample, STREAMS } from "../../base/random.ts";
import { rowsAtOnce } from "../../program/evaluate.ts";
import { type Columns, type Dataset, type DatasetSchema, FIRST_LEVEL_CODE } from "../../table/types.ts";
import { rowsOf } from "../../training/dealt-out.ts";
import { predict } from "../../training/predict.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import type { LookedAt, LookedPipeline } from "./looked-pipeline.ts";
import { watchedValues } from "./prediction-columns.ts";

/** Steps of an axis of numbers, and levels of one of categories. */
const STEPS = 30;
const MOST_LEVELS = 12;
const MOST_POINTS = 400;
/** An axis ends so many distances between the quartiles beyond them, or where rows do. */
const REACH = 1.5;
/** Steps of the random stream of samples that nothing else takes. */
const STEP = 4000;

export interface SurfaceRequest {
  /** As a program reads them: of the first one the horizontal axis. */
  readonly columns: readonly [string, string];
  /** Places in the table; those that are test rows or have no label are left out. */
  readonly pinned: readonly number[];
  /** The other columns are held at what this row has; absent: at their middle, or what most rows have. */
  readonly like?: number | undefined;
}

export type SurfaceAxis =
  | { readonly kind: "numbers"; readonly name: string; readonly low: number; readonly high: number; readonly n: number }
  | { readonly kind: "levels"; readonly name: string; readonly labels: readonly string[]; readonly n: number };

export interface Surface {
  readonly of: LookedAt;
  readonly axes: readonly [SurfaceAxis, SurfaceAxis];
  /** Of classes; empty of a regression. */
  readonly labels: readonly string[];
  /** float64 [n of the second axis, n of the first, classes] probabilities, or values; the first row is the lowest. */
  readonly values: Float64Array;
  readonly points: {
    /** 0 … 1 along the axes; outside of it where the row lies beyond them. */
    readonly x: Float64Array;
    readonly y: Float64Array;
    /** Class codes, or values. */
    readonly labels: Float64Array;
    /** Places in the table. */
    readonly rows: Uint32Array;
  };
  readonly pinned: readonly {
    readonly row: number;
    readonly label: number;
    /** Of classes, or one value. */
    readonly said: readonly number[];
  }[];
}

/** @returns undefined where there are no two such columns. */
export async function surfaceOf(
  looked: LookedPipeline,
  { columns: names, pinned, like }: SurfaceRequest,
  { trained, pause }: { readonly trained?: TrainedPipeline | undefined; readonly pause: () => Promise<void> },
): Promise<Surface | undefined> {
  const { dataset, of } = looked;
  const { schema } = dataset;
  const [across, up] = names.map((name) => axisOf(dataset, name));
  if (!across || !up || names[0] === names[1]) return undefined;
  const known = rowsNotForTesting(dataset);
  const held = like !== undefined && known.has(like) ? rowsOf(dataset, Uint32Array.of(like)) : middleRow(dataset);
  const rows = pinned.filter((row) => known.has(row));
  const grid = repeated(held, across.n * up.n);
  for (let place = 0; place < across.n * up.n; place++) {
    across.put(grid, place, place % across.n);
    up.put(grid, place, Math.floor(place / across.n));
  }
  const say = async (table: Columns) => {
    // What is deployed is what predicts, once there is something.
    if (of === "trained" && trained) return (await predict(trained.predictor, table, { pause })).values;
    const atOnce = rowsAtOnce(looked.program.nodes);
    const parts: number[] = [];
    for (let start = 0; start < table.nRows; start += atOnce) {
      const length = Math.min(atOnce, table.nRows - start);
      parts.push(
        ...watchedValues(
          looked,
          table,
          Uint32Array.from({ length }, (_, at) => start + at),
        ),
      );
    }
    return Float64Array.from(parts);
  };
  const width = schema.target.task === "regression" ? 1 : schema.target.classes.length;
  const ofPinned = rows.length > 0 ? await say(rowsOf(dataset, Uint32Array.from(rows))) : new Float64Array(0);
  const points = pointRows(known);
  return {
    of,
    axes: [across.axis, up.axis],
    labels: schema.target.classes.map(({ label }) => label),
    values: await say(grid),
    points: {
      x: Float64Array.from(points, across.placeOf),
      y: Float64Array.from(points, up.placeOf),
      labels: Float64Array.from(points, (row) => dataset.labels[row]),
      rows: points,
    },
    pinned: rows.map((row, index) => ({
      ...{ row, label: dataset.labels[row] },
      said: Array.from(ofPinned.subarray(index * width, (index + 1) * width)),
    })),
  };
}

const notForTesting = new WeakMap<Dataset, ReadonlySet<number>>();

function rowsNotForTesting(dataset: Dataset): ReadonlySet<number> {
  const known = notForTesting.get(dataset);
  if (known) return known;
  const rows = new Set<number>();
  for (const row of dataset.split.train) rows.add(row);
  for (const row of dataset.split.validation) rows.add(row);
  notForTesting.set(dataset, rows);
  return rows;
}

function pointRows(known: ReadonlySet<number>): Uint32Array {
  const rows = Uint32Array.from(known).sort();
  if (rows.length <= MOST_POINTS) return rows;
  return randomSample({ seed: 0, stream: STREAMS.sample, step: STEP }, rows.length, MOST_POINTS).map((at) => rows[at]);
}

interface Axis {
  readonly axis: SurfaceAxis;
  readonly n: number;
  /** Writes a step into a row of a table that is being made. */
  readonly put: (table: Columns, row: number, step: number) => void;
  /** 0 … 1 of a row of the dataset; NaN where its cell is missing, or a level that is not shown. */
  readonly placeOf: (row: number) => number;
}

function axisOf(dataset: Dataset, name: string): Axis | undefined {
  const { schema } = dataset;
  const number = schema.numbers.findIndex((column) => column.name === name);
  if (number >= 0) return numberAxis(dataset, number);
  const category = schema.categories.findIndex((column) => column.name === name);
  return category >= 0 ? levelAxis(dataset, category) : undefined;
}

function numberAxis({ schema, numbers, missing, split }: Dataset, place: number): Axis | undefined {
  const width = schema.numbers.length;
  const { name, offset } = schema.numbers[place];
  const there = split.train.filter((row) => missing[row * width + place] === 0);
  const sorted = Float64Array.from(there, (row) => numbers[row * width + place]).sort();
  if (sorted.length === 0) return undefined;
  const [q25, q75] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = q75 > q25 ? REACH * (q75 - q25) : Number.POSITIVE_INFINITY;
  const [from, to] = [Math.max(sorted[0], q25 - reach), Math.min(sorted[sorted.length - 1], q75 + reach)];
  const [low, high] = from < to ? [from, to] : [from - 0.5, from + 0.5];
  return {
    axis: { kind: "numbers", name, low: low + offset, high: high + offset, n: STEPS },
    n: STEPS,
    put: (table, row, step) => {
      table.numbers[row * width + place] = low + ((high - low) * (step + 0.5)) / STEPS;
      table.missing[row * width + place] = 0;
    },
    placeOf: (row) =>
      missing[row * width + place] === 0 ? (numbers[row * width + place] - low) / (high - low) : Number.NaN,
  };
}

function levelAxis({ schema, categories, split }: Dataset, place: number): Axis | undefined {
  const width = schema.categories.length;
  const { name, levels } = schema.categories[place];
  const counts = new Array<number>(levels.length + FIRST_LEVEL_CODE).fill(0);
  for (const row of split.train) counts[categories[row * width + place]]++;
  const codes = levels
    .map((_, level) => level + FIRST_LEVEL_CODE)
    .filter((code) => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, MOST_LEVELS);
  if (codes.length === 0) return undefined;
  return {
    axis: { kind: "levels", name, labels: codes.map((code) => levels[code - FIRST_LEVEL_CODE]), n: codes.length },
    n: codes.length,
    put: (table, row, step) => {
      table.categories[row * width + place] = codes[step];
    },
    placeOf: (row) => {
      const at = codes.indexOf(categories[row * width + place]);
      return at < 0 ? Number.NaN : (at + 0.5) / codes.length;
    },
  };
}

const middles = new WeakMap<Dataset, Columns>();

/** One row: the middle of each column of numbers, and the commonest level of each category, of training rows. */
function middleRow(dataset: Dataset): Columns {
  const known = middles.get(dataset);
  if (known) return known;
  const { schema, split } = dataset;
  const made: Columns = {
    ...rowsOf(dataset, split.train.subarray(0, 1)),
    numbers: Float32Array.from(schema.numbers, (_, place) => middleOf(dataset, place)),
    missing: new Uint8Array(schema.numbers.length),
    categories: Int32Array.from(schema.categories, (_, place) => commonest(dataset, place)),
  };
  middles.set(dataset, made);
  return made;
}

function middleOf({ schema, numbers, missing, split }: Dataset, place: number): number {
  const width = schema.numbers.length;
  const there = split.train.filter((row) => missing[row * width + place] === 0);
  return quantile(Float64Array.from(there, (row) => numbers[row * width + place]).sort(), 0.5);
}

function commonest({ schema, categories, split }: Dataset, place: number): number {
  const width = schema.categories.length;
  const counts = new Array<number>(levelCount(schema, place)).fill(0);
  for (const row of split.train) counts[categories[row * width + place]]++;
  return counts.indexOf(Math.max(...counts));
}

const levelCount = ({ categories }: DatasetSchema, place: number) => categories[place].levels.length + FIRST_LEVEL_CODE;

/** A table of so many rows, all alike. */
function repeated(row: Columns, nRows: number): Columns {
  return rowsOf(row, new Uint32Array(nRows));
}
