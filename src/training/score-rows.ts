/** Predictions of several stages on the same rows, as many of them as there is time for. */
import { randomPermutation, randomSample, STREAMS } from "../base/random.ts";
import type { Dataset, Split } from "../table/types.ts";
import { TRAINED_STAGES, type TrainedStage } from "./phases.ts";
import { type Predictions, predict } from "./predict.ts";
import type { Predictor } from "./types.ts";

/** Training metrics are computed on at most this many rows, a seeded sample. */
const MAX_TRAIN_ROWS = 10_000;
/** Rows that every stage predicts before the clock is asked; so many are scored in any case. */
const ROWS_AT_ONCE = 2048;

/** One for each stage that was trained; some may be missing where they are not asked for. */
export type StagePredictors = Readonly<Partial<Record<TrainedStage, Predictor>>>;

export interface ScoredRows {
  /** Ascending where some are left out. */
  readonly rows: Uint32Array;
  readonly predictions: Readonly<Partial<Record<TrainedStage, Predictions>>>;
}

export interface ScoreRowsOptions {
  readonly split: Split;
  readonly seed: number;
  /** Awaited between chunks of rows. */
  readonly pause: () => Promise<void>;
  /** Whether no more rows are begun. Asked where there are many: those that were scored by then are a random sample. */
  readonly isOver: () => boolean;
}

/** Rows that each stage is scored on where there is time, all splits together. */
export function nScoredRows({ split }: Dataset): number {
  return Math.min(split.train.length, MAX_TRAIN_ROWS) + split.validation.length + split.test.length;
}

function wantedRows({ split }: Dataset, { split: name, seed }: ScoreRowsOptions): Uint32Array {
  const rows = split[name];
  if (name !== "train" || rows.length <= MAX_TRAIN_ROWS) return rows;
  const sample = randomSample({ seed, stream: STREAMS.sample, step: 1 }, rows.length, MAX_TRAIN_ROWS);
  return sample.map((index) => rows[index]);
}

/** Every stage on the same rows of a split. */
export async function scoreRows(
  dataset: Dataset,
  predictors: StagePredictors,
  options: ScoreRowsOptions,
): Promise<ScoredRows> {
  const { seed, pause, isOver } = options;
  const wanted = wantedRows(dataset, options);
  const nRows = wanted.length;
  const order =
    nRows <= ROWS_AT_ONCE
      ? Uint32Array.from(wanted.keys())
      : randomPermutation({ seed, stream: STREAMS.sample, step: 2 }, nRows);
  const { task, classes } = dataset.schema.target;
  const width = task === "regression" ? 1 : classes.length;
  const stages = entriesOf(predictors).map((each) => ({ ...each, values: new Float64Array(nRows * width) }));
  let nDone = 0;
  while (nDone < nRows && (nDone === 0 || !isOver())) {
    const places = order.subarray(nDone, nDone + ROWS_AT_ONCE);
    const rows = Uint32Array.from(places, (place) => wanted[place]);
    for (const { predictor, values } of stages) {
      const block = await predict(predictor, dataset, { rows, pause });
      places.forEach((place, index) => {
        values.set(block.values.subarray(index * width, (index + 1) * width), place * width);
      });
    }
    nDone += places.length;
  }
  const kept = nDone < nRows ? order.slice(0, nDone).sort() : undefined;
  const nClasses = task === "regression" ? 0 : classes.length;
  const predictions = stages.map(({ stage, values }) => {
    const of: Predictions = { task, nClasses, nRows: nDone, values: kept ? rowsOf(values, kept, width) : values };
    return [stage, of] as const;
  });
  return {
    rows: kept ? kept.map((place) => wanted[place]) : wanted,
    predictions: Object.fromEntries(predictions),
  };
}

function entriesOf(
  predictors: StagePredictors,
): readonly { readonly stage: TrainedStage; readonly predictor: Predictor }[] {
  return TRAINED_STAGES.flatMap((stage) => {
    const predictor = predictors[stage];
    return predictor ? [{ stage, predictor }] : [];
  });
}

function rowsOf(values: Float64Array, places: Uint32Array, width: number): Float64Array {
  const some = new Float64Array(places.length * width);
  places.forEach((place, index) => {
    some.set(values.subarray(place * width, (place + 1) * width), index * width);
  });
  return some;
}
