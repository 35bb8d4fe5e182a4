/** What each column is worth to trained predictions: how much worse they get where its cells are dealt out anew among the rows. */
import { randomPermutation, randomSample, STREAMS } from "../base/random.ts";
import { deviation, mean } from "../base/spread.ts";
import type { Columns } from "../table/types.ts";
import { dealtOut, placesOf, rowsOf } from "./dealt-out.ts";
import { measure } from "./measure.ts";
import type { MadeFor, MetricName } from "./metric-evaluators.ts";
import { metricLabels } from "./metrics.ts";
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
  /** By how much the metric gets worse, on average over the repeats; below 0: it gets better. */
  readonly rise: number;
  /** Standard deviation over the repeats. */
  readonly spread: number;
}

export interface Importance {
  readonly metric: MetricName;
  /** The metric of the rows as they are. */
  readonly loss: number;
  readonly nRows: number;
  readonly nRepeats: number;
  /** The most important first. */
  readonly columns: readonly ColumnImportance[];
}

interface WorthOfColumn extends ColumnImportance {
  /** Of the blend, 0 … 1; absent where no block has gates. */
  readonly gate?: number;
}

export interface WorthOfColumns extends Importance {
  readonly columns: readonly WorthOfColumn[];
  /** Whose rows they are: training rows where none validate. */
  readonly split: "validation" | "train";
}

export interface ImportanceOptions {
  /** What counts. */
  readonly metric: MetricName;
  readonly madeFor?: MadeFor;
  readonly seed: number;
  readonly pause: () => Promise<void>;
  /** The share that is done. */
  readonly onProgress: (fraction: number) => void;
}

/**
 * @param rows of `columns`, each with a label; of many, a random sample.
 * @source Breiman, "Random forests" (2001); as scikit-learn's `permutation_importance`.
 */
export async function columnImportance(
  predictor: Predictor,
  { columns, rows }: { readonly columns: Columns; readonly rows: Uint32Array },
  { metric, seed, madeFor = {}, pause, onProgress }: ImportanceOptions,
): Promise<Importance> {
  const sign = metricLabels[metric].better === "higher" ? -1 : 1;
  const some =
    rows.length > MOST_ROWS
      ? randomSample({ seed, stream: STREAMS.sample, step: FIRST_STEP }, rows.length, MOST_ROWS).map((at) => rows[at])
      : rows;
  const table = rowsOf(columns, some);
  const all = Uint32Array.from(some.keys());
  const metricOf = async (shown: Columns) =>
    measure(await predict(predictor, shown, { pause }), table, all, madeFor)[metric] ?? Number.NaN;
  const loss = await metricOf(table);
  const places = [...placesOf(columns.schema)];
  const found: ColumnImportance[] = [];
  for (const [index, [column, own]] of places.entries()) {
    const rises: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const step = FIRST_STEP + 1 + index * REPEATS + repeat;
      const order = randomPermutation({ seed, stream: STREAMS.sample, step }, some.length);
      rises.push(sign * ((await metricOf(dealtOut(table, own, order))) - loss));
      onProgress((index * REPEATS + repeat + 1) / (places.length * REPEATS));
      await pause();
    }
    found.push({ column, rise: mean(rises), spread: deviation(rises) });
  }
  found.sort((a, b) => b.rise - a.rise);
  return { metric, loss, nRows: some.length, nRepeats: REPEATS, columns: found };
}
