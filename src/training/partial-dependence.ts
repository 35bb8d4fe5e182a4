/** How predictions follow one column, all else of each row as it is. */
import { quantile } from "../base/quantile.ts";
import { randomSample, STREAMS } from "../base/random.ts";
import { type Columns, FIRST_LEVEL_CODE, MISSING_CODE, type Task } from "../table/types.ts";
import { rowsOf } from "./dealt-out.ts";
import { predict } from "./predict.ts";
import type { Predictor } from "./types.ts";

/** Rows that say it closely enough, and points of the curve. */
const MOST_ROWS = 400;
const MOST_POINTS = 40;
const MOST_LEVELS = 20;
/** The curve ends where rows get thin. */
const TAIL = 0.05;
/** Of ten rows, eight lie in the band. */
const BAND = 0.1;
/** Steps of the random stream of samples that nothing else takes. */
const STEP = 3000;

/** One number of the prediction: the probability of a class, or the value in the unit of the target. */
interface DependenceCurve {
  /** Mean over the rows, at each point. */
  readonly mean: readonly number[];
  /** Where eight of ten rows lie, each shifted to the level of the mean: a wide band says that the column works otherwise in other rows. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Mean where the cell is missing. */
  readonly missing: number;
}

export interface PartialDependence {
  readonly column: string;
  readonly task: Task;
  readonly nRows: number;
  readonly points:
    | {
        readonly kind: "numbers";
        /** Ascending, in the unit of the file. */
        readonly values: readonly number[];
        /** Tenths of the rows, so that one sees where there are many. */
        readonly tenths: readonly number[];
      }
    | { readonly kind: "levels"; readonly labels: readonly string[]; readonly nRows: readonly number[] };
  /** Of each class; of a regression, one. */
  readonly curves: readonly DependenceCurve[];
}

export interface DependenceOptions {
  /** A column as the program reads it. */
  readonly column: string;
  readonly seed: number;
  readonly pause: () => Promise<void>;
}

/**
 * @param rows of `columns`; of many, a random sample.
 * @returns undefined where there is no such column, or none of its cells has a value.
 * @source Friedman, "Greedy function approximation" (2001); the band from Goldstein et al., "Peeking inside the black box" (2015),
 *   centred. The curve as scikit-learn's `partial_dependence`, by brute force.
 */
export async function partialDependence(
  predictor: Predictor,
  { columns, rows }: { readonly columns: Columns; readonly rows: Uint32Array },
  { column, seed, pause }: DependenceOptions,
): Promise<PartialDependence | undefined> {
  const { schema } = columns;
  const some =
    rows.length > MOST_ROWS
      ? randomSample({ seed, stream: STREAMS.sample, step: STEP }, rows.length, MOST_ROWS).map((at) => rows[at])
      : rows;
  const table = rowsOf(columns, some);
  const swept = sweptColumn(columns, rows, column);
  if (!swept || swept.nPoints === 0) return undefined;
  const width = schema.target.task === "regression" ? 1 : schema.target.classes.length;
  const said: Float64Array[] = [];
  for (let point = 0; point <= swept.nPoints; point++) {
    const { values } = await predict(predictor, atPoint(table, swept, point < swept.nPoints ? point : undefined), {
      pause,
    });
    said.push(values);
    await pause();
  }
  return {
    ...{ column, task: schema.target.task, nRows: some.length, points: swept.points },
    curves: Array.from({ length: width }, (_, output) => curveOf(said, { width, output })),
  };
}

/** A column along which a table goes. */
export interface Swept {
  readonly points: PartialDependence["points"];
  readonly nPoints: number;
  /** Writes the cell of a row at a point; undefined: missing. */
  readonly put: (table: Columns, row: number, point: number | undefined) => void;
}

/** @returns undefined where there is no such column */
export function sweptColumn(columns: Columns, rows: Uint32Array, name: string): Swept | undefined {
  const placeIn = (list: readonly { readonly name: string }[]) => list.findIndex((column) => column.name === name);
  const { numbers, categories } = columns.schema;
  const [place, levelPlace] = [placeIn(numbers), placeIn(categories)];
  if (place < 0 && levelPlace < 0) return undefined;
  return place >= 0 ? sweptNumbers(columns, rows, place) : sweptLevels(columns, rows, levelPlace);
}

/** The table with the cell of every row at a point. */
function atPoint(table: Columns, { put }: Swept, point: number | undefined): Columns {
  const { numbers, missing, categories } = table;
  const copy = { ...table, numbers: numbers.slice(), missing: missing.slice(), categories: categories.slice() };
  for (let row = 0; row < copy.nRows; row++) put(copy, row, point);
  return copy;
}

function sweptNumbers({ schema, numbers, missing }: Columns, rows: Uint32Array, place: number): Swept {
  const width = schema.numbers.length;
  const { offset } = schema.numbers[place];
  const there = rows.filter((row) => missing[row * width + place] === 0);
  const sorted = Float64Array.from(there, (row) => numbers[row * width + place]).sort();
  const different = new Set<number>();
  for (const value of sorted) if (different.size <= MOST_POINTS) different.add(value);
  const [low, high] = [quantile(sorted, TAIL), quantile(sorted, 1 - TAIL)];
  const points =
    different.size <= MOST_POINTS || low === high
      ? [...different]
      : Array.from({ length: MOST_POINTS }, (_, at) => low + ((high - low) * at) / (MOST_POINTS - 1));
  const tenths = Array.from({ length: 9 }, (_, at) => quantile(sorted, (at + 1) / 10) + offset);
  return {
    points: { kind: "numbers", values: points.map((value) => value + offset), tenths },
    nPoints: points.length,
    put: (table, row, point) => {
      table.numbers[row * width + place] = point === undefined ? 0 : points[point];
      table.missing[row * width + place] = Number(point === undefined);
    },
  };
}

function sweptLevels({ schema, categories }: Columns, rows: Uint32Array, place: number): Swept {
  const width = schema.categories.length;
  const { levels } = schema.categories[place];
  const counts = new Array<number>(levels.length + FIRST_LEVEL_CODE).fill(0);
  for (const row of rows) counts[categories[row * width + place]]++;
  const codes = levels
    .map((_, level) => level + FIRST_LEVEL_CODE)
    .filter((code) => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, MOST_LEVELS);
  return {
    points: {
      kind: "levels",
      labels: codes.map((code) => levels[code - FIRST_LEVEL_CODE]),
      nRows: codes.map((code) => counts[code]),
    },
    nPoints: codes.length,
    put: (table, row, point) => {
      table.categories[row * width + place] = point === undefined ? MISSING_CODE : codes[point];
    },
  };
}

/** @param said [rows, width] at each point, and last where the cell is missing. */
function curveOf(
  said: readonly Float64Array[],
  { width, output }: { readonly width: number; readonly output: number },
): DependenceCurve {
  const nPoints = said.length - 1;
  const nRows = said[0].length / width;
  const valueAt = (point: number, row: number) => said[point][row * width + output];
  const meanAt = (point: number) => {
    let sum = 0;
    for (let row = 0; row < nRows; row++) sum += valueAt(point, row);
    return sum / nRows;
  };
  const mean = Array.from({ length: nPoints }, (_, point) => meanAt(point));
  const level = mean.reduce((sum, value) => sum + value, 0) / nPoints;
  const shifts = Array.from({ length: nRows }, (_, row) => {
    let own = 0;
    for (let point = 0; point < nPoints; point++) own += valueAt(point, row);
    return level - own / nPoints;
  });
  const spread = mean.map((_, point) =>
    Float64Array.from({ length: nRows }, (_, row) => valueAt(point, row) + shifts[row]).sort(),
  );
  return {
    mean,
    low: spread.map((sorted) => quantile(sorted, BAND)),
    high: spread.map((sorted) => quantile(sorted, 1 - BAND)),
    missing: meanAt(nPoints),
  };
}
