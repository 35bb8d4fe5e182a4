/** Predictions of several stages on the same rows, as many of them as there is time for. */
import { randomPermutation, randomSample, STREAMS } from "../base/random.ts";
import type { Dataset, Split } from "../table/types.ts";
import { TRAINED_STAGES, type TrainedStage } from "./phases.ts";
import { type Predictions, predict } from "./predict.ts";
import type { HeldOut, StageModel } from "./types.ts";

/** Training metrics are computed on at most this many rows, a seeded sample. */
const MAX_TRAIN_ROWS = 10_000;
/** Rows that every stage predicts before the clock is asked; so many are scored in any case. Of wide tables as many as have so many cells. */
const ROWS_AT_ONCE = 2048;
const FEWEST_ROWS_AT_ONCE = 256;
const CELLS_AT_ONCE = 1 << 18;

function rowsAtOnceOf({ numbers, categories }: Dataset["schema"]): number {
  const nRows = Math.floor(CELLS_AT_ONCE / Math.max(numbers.length + categories.length, 1));
  return Math.min(Math.max(nRows, FEWEST_ROWS_AT_ONCE), ROWS_AT_ONCE);
}

/** One for each stage that was trained; some may be missing where they are not asked for. */
export type StageModels = Readonly<Partial<Record<TrainedStage, StageModel>>>;

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
export async function scoreRows(dataset: Dataset, models: StageModels, options: ScoreRowsOptions): Promise<ScoredRows> {
  const { seed, pause, isOver } = options;
  const wanted = wantedRows(dataset, options);
  const nRows = wanted.length;
  const atOnce = rowsAtOnceOf(dataset.schema);
  const order =
    nRows <= atOnce
      ? Uint32Array.from(wanted.keys())
      : randomPermutation({ seed, stream: STREAMS.sample, step: 2 }, nRows);
  const { task, classes } = dataset.schema.target;
  const width = task === "regression" ? 1 : classes.length;
  const stages = entriesOf(models).map(({ stage, model }) => {
    const values = new Float64Array(nRows * width);
    return { stage, model, values, isKnown: placeKnown(values, wanted, { width, heldOut: model.heldOut }) };
  });
  let nDone = 0;
  while (nDone < nRows && (nDone === 0 || !isOver())) {
    const places = order.subarray(nDone, nDone + atOnce);
    for (const { model, values, isKnown } of stages) {
      const asked = places.filter((place) => !isKnown(place));
      if (asked.length === 0) continue;
      const rows = asked.map((place) => wanted[place]);
      const block = await predict(model.predictor, dataset, { rows, pause });
      asked.forEach((place, index) => {
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

function entriesOf(models: StageModels): readonly { readonly stage: TrainedStage; readonly model: StageModel }[] {
  return TRAINED_STAGES.flatMap((stage) => {
    const model = models[stage];
    return model ? [{ stage, model }] : [];
  });
}

/** Puts in what is known of the wanted rows. @returns whether that was so of a place. */
function placeKnown(
  values: Float64Array,
  wanted: Uint32Array,
  { width, heldOut }: { readonly width: number; readonly heldOut: HeldOut | undefined },
): (place: number) => boolean {
  if (!heldOut) return () => false;
  const indexOf = new Map(Array.from(heldOut.rows, (row, index) => [row, index] as const));
  const known = new Uint8Array(wanted.length);
  wanted.forEach((row, place) => {
    const index = indexOf.get(row);
    if (index === undefined) return;
    values.set(heldOut.values.subarray(index * width, (index + 1) * width), place * width);
    known[place] = 1;
  });
  return (place) => known[place] === 1;
}

function rowsOf(values: Float64Array, places: Uint32Array, width: number): Float64Array {
  const some = new Float64Array(places.length * width);
  places.forEach((place, index) => {
    some.set(values.subarray(place * width, (place + 1) * width), index * width);
  });
  return some;
}
