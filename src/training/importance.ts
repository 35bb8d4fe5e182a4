/** What each column is worth to trained predictions: how much worse they get where its cells are dealt out anew among the rows. */
import { randomPermutation, randomSample, STREAMS } from "../base/random.ts";
import { deviation, mean } from "../base/spread.ts";
import type { Columns, DatasetSchema } from "../table/types.ts";
import { measure } from "./measure.ts";
import type { MetricName } from "./metric-evaluators.ts";
import { predict } from "./predict.ts";
import type { Predictor } from "./types.ts";

/** Rows that say it closely enough, and how often cells are dealt out. */
const MOST_ROWS = 2000;
const REPEATS = 5;
/** Steps of the random stream of samples that nothing else takes. */
const FIRST_STEP = 1000;

export interface ColumnImportance {
  /** Of the file. */
  readonly column: string;
  /** By how much the loss rises, on average over the repeats; below 0: it falls. */
  readonly rise: number;
  /** Standard deviation over the repeats. */
  readonly spread: number;
}

export interface Importance {
  readonly metric: MetricName;
  /** Of the rows as they are. */
  readonly loss: number;
  readonly nRows: number;
  readonly nRepeats: number;
  /** The most important first. */
  readonly columns: readonly ColumnImportance[];
}

export interface ImportanceOptions {
  readonly seed: number;
  readonly pause: () => Promise<void>;
  /** The share that is done. */
  readonly onProgress: (fraction: number) => void;
}

/** Places of a column of the file among the numbers and categories: of a date there are several. */
interface Places {
  readonly numbers: readonly number[];
  readonly categories: readonly number[];
}

/**
 * @param rows of `columns`, each with a label; of many, a random sample.
 * @source Breiman, "Random forests" (2001); as scikit-learn's `permutation_importance`, of the log loss or the root mean squared error.
 */
export async function columnImportance(
  predictor: Predictor,
  { columns, rows }: { readonly columns: Columns; readonly rows: Uint32Array },
  { seed, pause, onProgress }: ImportanceOptions,
): Promise<Importance> {
  const metric = columns.schema.target.task === "regression" ? "rmse" : "logLoss";
  const some =
    rows.length > MOST_ROWS
      ? randomSample({ seed, stream: STREAMS.sample, step: FIRST_STEP }, rows.length, MOST_ROWS).map((at) => rows[at])
      : rows;
  const table = rowsOf(columns, some);
  const all = Uint32Array.from(some.keys());
  const lossOf = async (shown: Columns) =>
    measure(await predict(predictor, shown, { pause }), table, all)[metric] ?? Number.NaN;
  const loss = await lossOf(table);
  const places = [...placesOf(columns.schema)];
  const found: ColumnImportance[] = [];
  for (const [index, [column, own]] of places.entries()) {
    const rises: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const step = FIRST_STEP + 1 + index * REPEATS + repeat;
      const order = randomPermutation({ seed, stream: STREAMS.sample, step }, some.length);
      rises.push((await lossOf(dealtOut(table, own, order))) - loss);
      onProgress((index * REPEATS + repeat + 1) / (places.length * REPEATS));
      await pause();
    }
    found.push({ column, rise: mean(rises), spread: deviation(rises) });
  }
  found.sort((a, b) => b.rise - a.rise);
  return { metric, loss, nRows: some.length, nRepeats: REPEATS, columns: found };
}

function placesOf({ numbers, categories }: DatasetSchema): ReadonlyMap<string, Places> {
  const names = [...numbers, ...categories].map(({ original }) => original);
  const placesIn = (list: readonly { readonly original: string }[], name: string) =>
    [...list.keys()].filter((place) => list[place].original === name);
  return new Map(
    names.map((name) => [name, { numbers: placesIn(numbers, name), categories: placesIn(categories, name) }]),
  );
}

/** Some rows as a table of their own. */
function rowsOf(columns: Columns, rows: Uint32Array): Columns {
  const { schema, numbers, missing, categories, source, labels, rowWeights } = columns;
  const [nNumbers, nCategories] = [schema.numbers.length, schema.categories.length];
  const some = {
    numbers: new Float32Array(rows.length * nNumbers),
    missing: new Uint8Array(rows.length * nNumbers),
    categories: new Int32Array(rows.length * nCategories),
  };
  rows.forEach((row, at) => {
    some.numbers.set(numbers.subarray(row * nNumbers, (row + 1) * nNumbers), at * nNumbers);
    some.missing.set(missing.subarray(row * nNumbers, (row + 1) * nNumbers), at * nNumbers);
    some.categories.set(categories.subarray(row * nCategories, (row + 1) * nCategories), at * nCategories);
  });
  return {
    ...{ schema, nRows: rows.length, ...some },
    source: Int32Array.from(rows, (row) => source[row]),
    labels: Float64Array.from(rows, (row) => labels[row]),
    ...(rowWeights ? { rowWeights: Float64Array.from(rows, (row) => rowWeights[row]) } : {}),
  };
}

/** The table with the cells of a column, gaps among them, in the order of other rows. */
function dealtOut(table: Columns, places: Places, order: Uint32Array): Columns {
  const { schema } = table;
  const [nNumbers, nCategories] = [schema.numbers.length, schema.categories.length];
  const [numbers, missing, categories] = [table.numbers.slice(), table.missing.slice(), table.categories.slice()];
  for (let row = 0; row < order.length; row++) {
    for (const place of places.numbers) {
      numbers[row * nNumbers + place] = table.numbers[order[row] * nNumbers + place];
      missing[row * nNumbers + place] = table.missing[order[row] * nNumbers + place];
    }
    for (const place of places.categories) {
      categories[row * nCategories + place] = table.categories[order[row] * nCategories + place];
    }
  }
  return { ...table, numbers, missing, categories };
}
