/** Prediction and evaluation: a trained pipeline on the rows of a table that it may never have seen. */
import { predictionHeader, predictionRows, predictionsCsvChunks } from "../export/predictions-csv.ts";
import { type ApplyReport, applyRules } from "../table/apply-rules.ts";
import type { Columns, RawTable } from "../table/types.ts";
import { labelledRows, measure, predictionsOfRows } from "../training/measure.ts";
import type { Metrics } from "../training/metrics.ts";
import { type Predictions, predict as predictRows } from "../training/predict.ts";
import { filesTrainedOn } from "../training/same-files.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { OpenTable } from "./open-table.ts";

/** A table as a pipeline reads it. */
export interface PipelineRows {
  readonly trained: TrainedPipeline;
  readonly table: RawTable;
  readonly columns: Columns;
  /** What the pipeline did not know: missing columns, unknown levels, cells that cannot be read. */
  readonly report: ApplyReport;
  /** Rows whose target is known. */
  readonly labelled: Uint32Array;
  /** Names of those of the files that the pipeline was trained on: metrics of them flatter it. */
  readonly trainedOn: readonly string[];
}

export function pipelineRows(trained: TrainedPipeline, { table }: OpenTable): PipelineRows {
  const { columns, report } = applyRules(table, trained.document.rules, trained.schema.target);
  const trainedOn = filesTrainedOn(trained.fileHashes, table.sources);
  return { trained, table, columns, report, labelled: labelledRows(columns), trainedOn };
}

export interface PredictOptions {
  /** Awaited between chunks of rows, so that whatever else waits has its turn. */
  readonly pause?: (() => Promise<void>) | undefined;
  readonly signal?: AbortSignal;
  /** @param fractionDone 0 … 1 */
  readonly onProgress?: (fractionDone: number) => void;
}

/** Predicts every row, in its order. @throws the signal's reason when aborted. */
export function predict(rows: PipelineRows, options: PredictOptions = {}): Promise<Predictions> {
  return predictSome(rows, undefined, options);
}

/** Metrics of the rows whose target is known; the others are not predicted. @throws the signal's reason when aborted. */
export async function evaluate(rows: PipelineRows, options: PredictOptions = {}): Promise<Metrics> {
  return measure(await predictSome(rows, rows.labelled, options), rows.columns, rows.labelled);
}

function predictSome(
  { trained, columns }: PipelineRows,
  only: Uint32Array | undefined,
  { pause, signal, onProgress }: PredictOptions,
): Promise<Predictions> {
  const nRows = only?.length ?? columns.nRows;
  return predictRows(trained.predictor, columns, {
    ...(only ? { rows: only } : {}),
    pause: async (nDone) => {
      onProgress?.(nDone / nRows);
      await pause?.();
      signal?.throwIfAborted();
    },
  });
}

/** Metrics of predictions of every row, where the target of any is known. */
export function metricsOf({ columns, labelled }: PipelineRows, predictions: Predictions): Metrics | undefined {
  if (labelled.length === 0) return undefined;
  return measure(predictionsOfRows(predictions, labelled), columns, labelled);
}

/** The table with its predictions as CSV, piece by piece. */
export function predictionsCsv({ table, trained }: PipelineRows, predictions: Predictions): Iterable<string> {
  return predictionsCsvChunks(table, predictions, trained.schema.target);
}

/** The header and the first rows of the table with its predictions. */
export function firstPredictions(
  { table, trained }: PipelineRows,
  predictions: Predictions,
  nRows: number,
): readonly (readonly string[])[] {
  const { target } = trained.schema;
  const range = { first: 0, end: Math.min(nRows, table.nRows) };
  return [predictionHeader(table, target), ...predictionRows(table, predictions, target, range)];
}
