/** Prediction and evaluation: a trained pipeline on the rows of a table that it may never have seen. */

import { shortened } from "../base/words.ts";
import {
  type PredictionForm,
  predictionHeader,
  predictionRows,
  predictionWriter,
} from "../export/prediction-writer.ts";
import { type ApplyReport, applyRules } from "../table/apply-rules.ts";
import { defused } from "../table/cells/formula-cell.ts";
import { type RecognisedRows, recogniseRows } from "../table/new-rows/recognise-rows.ts";
import type { RowsReading } from "../table/new-rows/types.ts";
import type { ColumnRule, Columns, RawTable } from "../table/types.ts";
import { labelledRows, madeForOf, measure, predictionsOfRows } from "../training/measure.ts";
import type { Metrics } from "../training/metrics.ts";
import { type Predictions, predict as predictRows } from "../training/predict.ts";
import { filesTrainedOn } from "../training/same-files.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { type OpenTable, type OpenTableOptions, openTable, type TableFile } from "./open-table.ts";

/** A table as a pipeline reads it. */
export interface PipelineRows {
  readonly trained: TrainedPipeline;
  readonly table: RawTable;
  /** The same columns, by the names of training where they are called otherwise, and as the rules read them. */
  readonly known: RawTable;
  /** Of training, as these rows are read. */
  readonly rules: readonly ColumnRule[];
  readonly columns: Columns;
  /** What the pipeline did not know: missing columns, unknown levels, cells that cannot be read. */
  readonly report: ApplyReport;
  /** How they are written otherwise than those of training, and what should be asked before they are predicted. */
  readonly fit: RowsFit;
  /** Rows whose target is known. */
  readonly labelled: Uint32Array;
  /** Names of those of the files that the pipeline was trained on: metrics of them flatter it. */
  readonly trainedOn: readonly string[];
}

export type RowsFit = Pick<RecognisedRows, "recognised" | "doubts" | "targetDoubts" | "far">;

/** How a pipeline is to read a table. */
export function recognised(
  { document, schema, columns: usual = [] }: TrainedPipeline,
  table: RawTable,
  readings: readonly RowsReading[],
): RecognisedRows {
  return recogniseRows({ table, rules: document.rules, target: schema.target.name, usual, readings });
}

/** @param readings what a person decided about these rows. */
export function pipelineRows(
  trained: TrainedPipeline,
  { table, exact = table }: OpenTable,
  readings: readonly RowsReading[] = [],
): PipelineRows {
  const { table: known, rules, ...fit } = recognised(trained, table, readings);
  const { schema } = trained;
  const { columns, report } = applyRules(known, rules, schema.target);
  const trainedOn = filesTrainedOn(trained.fileHashes, table.sources);
  return { trained, table: exact, known, rules, columns, report, fit, labelled: labelledRows(columns), trainedOn };
}

/**
 * Opens files of new rows. Where no column has a name that the pipeline knows, and the first row fits the columns of training
 * as a row, it is taken for one.
 *
 * @throws as `openTable`.
 */
export async function openRows(
  trained: TrainedPipeline,
  files: readonly TableFile[],
  { readings = [], ...options }: OpenTableOptions & { readonly readings?: readonly RowsReading[] } = {},
): Promise<PipelineRows> {
  const rows = pipelineRows(trained, await openTable(files, options), readings);
  const { dialects = [] } = options;
  if (isHeaderChosen(dialects) || rows.report.missingColumns.length < usedRules(trained).length) return rows;
  const decided = files.map(({ name: file }) => ({
    ...dialects.find((each) => each.file === file),
    file,
    hasHeader: false,
  }));
  const headless = pipelineRows(trained, await openTable(files, { ...options, dialects: decided }), readings);
  return headless.fit.doubts.length === 0 ? headless : rows;
}

export function isHeaderChosen(dialects: NonNullable<OpenTableOptions["dialects"]>): boolean {
  return dialects.some(({ hasHeader }) => hasHeader !== undefined);
}

/** Of the columns that the pipeline reads. @param rules of training, or as new rows are read. */
export function usedRules(
  { document, schema }: TrainedPipeline,
  rules: readonly ColumnRule[] = document.rules,
): readonly ColumnRule[] {
  return rules.filter(({ role, name }) => role === "used" && name !== schema.target.name);
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
  return measure(await predictSome(rows, rows.labelled, options), rows.columns, rows.labelled, madeForRows(rows));
}

const madeForRows = ({ trained: { document, schema } }: PipelineRows) => madeForOf(document.training, schema.target);

async function predictSome(
  { trained, columns }: PipelineRows,
  only: Uint32Array | undefined,
  { pause, signal, onProgress }: PredictOptions,
): Promise<Predictions> {
  const nRows = only?.length ?? columns.nRows;
  const predictions = await predictRows(trained.predictor, columns, {
    ...(only ? { rows: only } : {}),
    pause: async (nDone) => {
      onProgress?.(nDone / nRows);
      await pause?.();
      signal?.throwIfAborted();
    },
  });
  return { ...predictions, decision: trained.decision };
}

/** Metrics of predictions of every row, where the target of any is known. */
export function metricsOf(rows: PipelineRows, predictions: Predictions): Metrics | undefined {
  const { columns, labelled } = rows;
  if (labelled.length === 0) return undefined;
  return measure(predictionsOfRows(predictions, labelled), columns, labelled, madeForRows(rows));
}

const addedBy = ({ schema: { target }, interval }: TrainedPipeline) => ({ target, interval });

/** The table with its predictions as CSV or JSON lines, piece by piece. */
export function* writtenPredictions(
  { table, trained }: PipelineRows,
  predictions: Predictions,
  form: PredictionForm = { format: "csv" },
): Generator<string> {
  const writer = predictionWriter(table.columns, addedBy(trained), form);
  yield writer.head;
  yield* writer.lines(table, predictions);
}

/** The first cell, name or class that a spreadsheet would compute; undefined where there is none. */
export function formulaCell({ table, trained }: PipelineRows): string | undefined {
  const { classes } = trained.schema.target;
  const texts = [
    ...table.columns.flatMap(({ name, dictionary }) => [name, ...dictionary]),
    ...classes.map(({ label }) => label),
  ];
  return texts.find((text) => defused(text) !== text);
}

/** Characters of a cell that is shown. */
const LONGEST_CELL = 200;

/**
 * The header and the first rows of the table with its predictions, to look at: of long cells, the beginning; and the predictions before
 * the cells, for they are what is looked for, and a table may be wide.
 */
export function firstPredictions(
  { table, trained }: PipelineRows,
  predictions: Predictions,
  nRows: number,
): readonly (readonly string[])[] {
  const added = addedBy(trained);
  const range = { first: 0, end: Math.min(nRows, table.nRows) };
  const rows = [predictionHeader(table, added), ...predictionRows(table, predictions, added, range)];
  const nColumns = table.columns.length;
  return rows.map((row) =>
    [...row.slice(nColumns), ...row.slice(0, nColumns)].map((cell) => shortened(cell, LONGEST_CELL)),
  );
}
