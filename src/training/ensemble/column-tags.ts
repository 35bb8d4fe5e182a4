/** What each column is worth to a pipeline as it was trained: how much worse it says held-out rows with the column shuffled among them. */
import { randomPermutation, randomSample, STREAMS } from "../../base/random.ts";
import type { Columns, Dataset } from "../../table/types.ts";
import { dealtOut, placesOf, rowsOf } from "../dealt-out.ts";
import { concludedTogether, type Evidence } from "../evidence/evidence.ts";
import { predictToJudge } from "../predict.ts";
import { compareTrained } from "./candidate-evidence.ts";
import type { FoldModel, TrainedCandidate } from "./members.ts";

export interface ColumnTagOptions {
  readonly dataset: Dataset;
  /** The pipeline that the tags are about. */
  readonly candidate: TrainedCandidate;
  readonly seed: number;
  /** Milliseconds. */
  readonly clock: () => number;
  /** Awaited between predictions. */
  readonly pause: () => Promise<void>;
  /** Whether there is no time for more. */
  readonly isOver: () => boolean;
}

/** Rows of a part that are shuffled, at most … */
const MOST_ROWS = 1000;
/** … and predicted for all columns together, so that a wide table takes no longer than a long one. */
const MOST_PREDICTED = 200_000;
/** Fewer rows of a part tell nothing. */
const FEWEST_ROWS = 50;
const SAMPLE_STEP = 0xc01d;

/**
 * One for each column of the file that is read, corrected for their number. What of several columns says the same, each seems to be worth little: the
 * others still say it.
 *
 * @source Breiman, "Random forests" (2001), section 10: permutation importance. DIFF: on rows that were held out.
 */
export async function columnTags(options: ColumnTagOptions): Promise<readonly Evidence[]> {
  const { dataset, candidate: tagged, clock, pause, isOver } = options;
  const places = placesOf(dataset.schema);
  const nParts = tagged.models.length;
  const nRows = Math.min(MOST_ROWS, Math.max(Math.floor(MOST_PREDICTED / (places.size * nParts)), FEWEST_ROWS));
  const parts = tagged.models.map((model, part) => sampled(model, { ...options, nRows, part }));
  const asTheyAre = { ...tagged, models: parts.map(({ model }) => model) };
  const measured: Parameters<typeof concludedTogether>[0][number][] = [];
  for (const [column, own] of places) {
    if (isOver()) break;
    const begun = clock();
    const models: FoldModel[] = [];
    for (const { model, table, order } of parts) {
      const { values } = await predictToJudge(model.predictor, dealtOut(table, own, order), { pause });
      models.push({ ...model, values });
    }
    const { delta, standardError } = compareTrained(dataset, [asTheyAre, { ...tagged, models }], nParts);
    const seconds = (clock() - begun) / 1000;
    measured.push({
      kind: "column",
      subject: column,
      alternative: "without",
      delta,
      standardError,
      method: "forced",
      seconds,
    });
  }
  return concludedTogether(measured);
}

/** Some rows of the part that a model was held out from, as a table of their own, and an order to shuffle them in. */
function sampled(
  model: FoldModel,
  {
    dataset,
    seed,
    nRows,
    part,
  }: Pick<ColumnTagOptions, "dataset" | "seed"> & { readonly nRows: number; readonly part: number },
): { readonly model: FoldModel; readonly table: Columns; readonly order: Uint32Array } {
  const key = { seed, stream: STREAMS.sample, step: SAMPLE_STEP + part };
  const all = model.rows.length;
  const places = all <= nRows ? Uint32Array.from(model.rows.keys()) : randomSample(key, all, nRows).sort();
  const width = model.values.length / all;
  const rows = places.map((place) => model.rows[place]);
  const values = Float64Array.from({ length: rows.length * width }, (_, index) => {
    return model.values[places[Math.floor(index / width)] * width + (index % width)];
  });
  return {
    model: { ...model, rows, values },
    table: rowsOf(dataset, rows),
    order: randomPermutation(key, rows.length),
  };
}
