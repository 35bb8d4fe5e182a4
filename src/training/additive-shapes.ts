/** What each column adds to the predictions of a pipeline whose model adds up: one curve a column, all on one scale. */
import { randomSample, STREAMS } from "../base/random.ts";
import { type Columns, MISSING_CODE, type Task } from "../table/types.ts";
import { rowsOf } from "./dealt-out.ts";
import { type PartialDependence, type Swept, sweptColumn } from "./partial-dependence.ts";
import { predict } from "./predict.ts";
import type { Predictor } from "./types.ts";

/** Rows that say closely enough what is usual. */
const MOST_ROWS = 200;
/** Steps of the random stream of samples that nothing else takes. */
const STEP = 5000;
const N_BINS = 24;
/** What is left over where columns add up, beside what they move: the rest of float64, and of probabilities next to 1. */
const MOST_LEFT = 1e-4;

export interface ColumnShape {
  readonly column: string;
  readonly points: PartialDependence["points"];
  /** Rows with a value there: between the first and the last point in parts of one width; of levels they stand in `points`. */
  readonly counts: readonly number[];
  /** [outputs][points]: what the column adds there, beside what it adds to rows on average. */
  readonly curves: readonly (readonly number[])[];
  /** Of each output, what a missing cell adds; undefined where no row has one. */
  readonly missing: readonly number[] | undefined;
  /** Of each output, how much what it adds differs among rows: its standard deviation. */
  readonly spread: readonly number[];
}

export interface AdditiveShapes {
  readonly task: Task;
  readonly nRows: number;
  /** Those that move predictions most first. */
  readonly columns: readonly ColumnShape[];
  /** Of each output, what is said of a row on average: log-odds of classes, less their mean where there are several, or the value. */
  readonly level: readonly number[];
}

export interface ShapesOptions {
  readonly seed: number;
  readonly pause: () => Promise<void>;
}

/**
 * z(row) = level + Σ_c f_c(cell of c), of each output z: the log-odds of the second of two classes, the log-odds of a class less the mean of all,
 * or the predicted value. f_c comes from one row whose cell of c goes through its values; that this is a sum is checked on other rows.
 *
 * @param predictor of one member: the mean of several is no sum.
 * @param rows of `columns`; of many, a random sample says what is usual.
 * @returns undefined where predictions are not such a sum.
 */
export async function additiveShapes(
  predictor: Predictor,
  { columns, rows }: { readonly columns: Columns; readonly rows: Uint32Array },
  { seed, pause }: ShapesOptions,
): Promise<AdditiveShapes | undefined> {
  const { schema } = columns;
  const some =
    rows.length > MOST_ROWS
      ? randomSample({ seed, stream: STREAMS.sample, step: STEP }, rows.length, MOST_ROWS).map((at) => rows[at])
      : rows;
  if (some.length === 0) return undefined;
  const { task, classes } = schema.target;
  const width = task === "regression" ? 1 : classes.length;
  const say = async (table: Columns) => outputsOf((await predict(predictor, table, { pause })).values, task, width);
  const sample = rowsOf(columns, some);
  const said = await say(sample);
  const nOutputs = said.length;
  const first = said.map((values) => values[0]);
  const added = said.map(() => new Float64Array(some.length));
  const shapes: ColumnShape[] = [];
  for (const { name } of [...schema.numbers, ...schema.categories]) {
    const swept = sweptColumn(columns, rows, name);
    if (!swept || swept.nPoints === 0) continue;
    const { nPoints } = swept;
    const table = sweptTable(sample, swept, name);
    const values = await say(table);
    // Less what the column adds to the first row.
    const own = values.map((output, at) => output.map((value) => value - first[at]));
    const ofRows = own.map((output) => output.subarray(nPoints + 1));
    const means = ofRows.map(mean);
    for (let output = 0; output < nOutputs; output++) {
      for (let row = 0; row < some.length; row++) added[output][row] += ofRows[output][row];
    }
    shapes.push({
      ...{ column: name, points: swept.points, counts: countsOf(columns, rows, name, swept) },
      curves: own.map((output, at) => Array.from(output.subarray(0, nPoints), (value) => value - means[at])),
      missing: hasGaps(columns, rows, name) ? own.map((output, at) => output[nPoints] - means[at]) : undefined,
      spread: ofRows.map((output, at) => Math.sqrt(mean(output.map((value) => (value - means[at]) ** 2)))),
    });
    await pause();
  }
  if (!said.every((values, at) => isSum(values, added[at], first[at]))) return undefined;
  const moved = ({ spread }: ColumnShape) => Math.max(...spread);
  return {
    ...{ task, nRows: some.length, level: said.map(mean) },
    columns: shapes.sort((a, b) => moved(b) - moved(a)),
  };
}

/** The first row with the column's cell at each point, then missing, then as each row of the sample has it. */
function sweptTable(sample: Columns, { nPoints, put }: Swept, name: string): Columns {
  const table = rowsOf(sample, new Uint32Array(nPoints + 1 + sample.nRows));
  for (let point = 0; point <= nPoints; point++) put(table, point, point < nPoints ? point : undefined);
  const { numbers, categories } = sample.schema;
  const [place, levelPlace] = [numbers, categories].map((list) => list.findIndex((column) => column.name === name));
  for (let row = 0; row < sample.nRows; row++) {
    const to = nPoints + 1 + row;
    if (place >= 0) {
      table.numbers[to * numbers.length + place] = sample.numbers[row * numbers.length + place];
      table.missing[to * numbers.length + place] = sample.missing[row * numbers.length + place];
    } else {
      table.categories[to * categories.length + levelPlace] = sample.categories[row * categories.length + levelPlace];
    }
  }
  return table;
}

/** What adds up: of each output, a value a row. */
function outputsOf(values: Float64Array, task: Task, width: number): readonly Float64Array[] {
  const nRows = values.length / width;
  const each = (of: (row: number) => number) => Float64Array.from({ length: nRows }, (_, row) => of(row));
  switch (task) {
    case "regression":
      return [values];
    case "binary":
      return [each((row) => Math.log(values[2 * row + 1]) - Math.log(values[2 * row]))];
    case "multiclass": {
      const logs = values.map(Math.log);
      const means = each((row) => mean(logs.subarray(row * width, (row + 1) * width)));
      return Array.from({ length: width }, (_, code) => each((row) => logs[row * width + code] - means[row]));
    }
    default:
      return task satisfies never;
  }
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Whether what was said of rows is what was said of the first one and what each column adds. */
function isSum(said: Float64Array, added: Float64Array, first: number): boolean {
  const level = mean(said);
  const spread = Math.sqrt(mean(said.map((value) => (value - level) ** 2)));
  return said.every((value, row) => Math.abs(first + added[row] - value) <= MOST_LEFT * spread + Number.EPSILON * 1e4);
}

function countsOf(columns: Columns, rows: Uint32Array, name: string, { points }: Swept): readonly number[] {
  if (points.kind === "levels") return points.nRows;
  const { numbers, missing, schema } = columns;
  const place = schema.numbers.findIndex((column) => column.name === name);
  const [width, { offset }] = [schema.numbers.length, schema.numbers[place]];
  const [low, high] = [points.values[0], points.values[points.values.length - 1]];
  const counts = new Array<number>(N_BINS).fill(0);
  for (const row of rows) {
    const value = numbers[row * width + place] + offset;
    if (missing[row * width + place] === 1 || value < low || value > high) continue;
    counts[Math.min(N_BINS - 1, Math.floor((N_BINS * (value - low)) / (high - low || 1)))]++;
  }
  return counts;
}

function hasGaps({ schema, missing, categories }: Columns, rows: Uint32Array, name: string): boolean {
  const [nNumbers, nCategories] = [schema.numbers.length, schema.categories.length];
  const place = schema.numbers.findIndex((column) => column.name === name);
  if (place >= 0) return rows.some((row) => missing[row * nNumbers + place] === 1);
  const level = schema.categories.findIndex((column) => column.name === name);
  return rows.some((row) => categories[row * nCategories + level] === MISSING_CODE);
}
