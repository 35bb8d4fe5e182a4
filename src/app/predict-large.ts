/** Predicting a file that is larger than what should be held: read once to be judged, and once more to be predicted. */

import { studioError } from "../base/error.ts";
import { type PredictionForm, predictionWriter, WRITTEN_AT_ONCE } from "../export/prediction-writer.ts";
import { type ApplyReport, applyRules } from "../table/apply-rules.ts";
import { addFar, farCells } from "../table/new-rows/far-values.ts";
import { matchNames } from "../table/new-rows/match-names.ts";
import type { RecognisedRows } from "../table/new-rows/recognise-rows.ts";
import { RowSample, type Watch } from "../table/new-rows/row-sample.ts";
import type { FarValues, RowsReading } from "../table/new-rows/types.ts";
import { cellsOfRows } from "../table/raw-column.ts";
import type { RowsOutline } from "../table/read/csv-batches.ts";
import { type RowBatches, rowBatches } from "../table/read/row-batches.ts";
import { ReportSum } from "../table/report-sum.ts";
import type { Dialect, IngestIssue, RawColumn, RawTable } from "../table/types.ts";
import { type Predictions, predict } from "../training/predict.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { OpenTableOptions, TableFile } from "./open-table.ts";
import { isHeaderChosen, type RowsFit, recognised, usedRules } from "./predict.ts";

/** Smaller files are held, unless it is said otherwise: that takes no more memory than what a larger one goes through. */
export const LARGE_BYTES = 8 * 2 ** 20;

export interface LargeOptions {
  readonly dialects?: OpenTableOptions["dialects"];
  readonly readings?: readonly RowsReading[];
  /** Smaller files are held. */
  readonly largeBytes?: number;
  /** For tests. */
  readonly sizes?: { readonly batchCells: number; readonly sampleRows: number };
  /** @param fraction of the file that is read for the time being, 0 … 1. */
  readonly onRead?: (fraction: number) => void;
}

/** Lines of the result. */
export interface WrittenPart {
  readonly text: string;
  /** Rows whose lines are written with it, those of all parts before it among them. */
  readonly nRows: number;
}

/** What all rows came to, once they were predicted. */
export interface LargeOutcome {
  readonly nRows: number;
  readonly report: ApplyReport;
  readonly far: readonly FarValues[];
  /** What was odd about the last rows. */
  readonly lateIssues: readonly IngestIssue[];
}

export interface LargeRows {
  readonly trained: TrainedPipeline;
  /** As a sample of the rows shows; only `far` counts cells, and those of the sample. */
  readonly fit: RowsFit;
  /** What was odd about the file; whether its last rows are records may be told in the outcome alone. */
  readonly issues: readonly IngestIssue[];
  readonly nRows: number;
  /**
   * Reads the file anew.
   *
   * @param nDone rows that are written already: they are read, and neither predicted nor yielded.
   * @yields the result, a part at a time. @throws E_ROWS_CHANGED where other rows come than were judged.
   */
  readonly parts: (form: PredictionForm, nDone?: number) => AsyncGenerator<WrittenPart, LargeOutcome>;
}

interface Judged extends RecognisedRows {
  readonly outline: RowsOutline;
  readonly batches: RowBatches;
}

/**
 * Judges a large file of CSV or JSON lines by a part of its rows: as many from everywhere, and those in which a cell stands that no
 * row above has.
 *
 * @returns undefined where the file should be opened as a whole: it is small, of another format, or a pipe, which cannot be read twice.
 * @throws StudioError as `openTable`.
 */
export async function openLarge(
  trained: TrainedPipeline,
  file: TableFile,
  options: LargeOptions = {},
): Promise<LargeRows | undefined> {
  const { dialects = [], largeBytes = LARGE_BYTES, onRead } = options;
  const { bytes, slice, sizeBytes } = await file.open();
  if (bytes instanceof ReadableStream) await bytes.cancel();
  if (slice === undefined || sizeBytes < largeBytes) return undefined;
  const watched = onRead ? watchedFile(file, onRead) : file;
  const chosen = dialects.find((each) => each.file === file.name) ?? {};
  const judge = (given: Partial<Dialect>) => judgeFile(trained, watched, { ...options, given });
  let judged = await judge(chosen);
  if (judged === undefined) return undefined;
  const known = new Set(judged.table.columns.map(({ name }) => name));
  const isUnknown = usedRules(trained).every(({ name }) => !known.has(name));
  if (isUnknown && judged.outline.dialect.format === undefined && !isHeaderChosen(dialects)) {
    const headless = await judge({ ...chosen, hasHeader: false });
    if (headless?.doubts.length === 0) judged = headless;
  }
  const { recognised: said, doubts, targetDoubts, far, outline } = judged;
  const sure = judged;
  return {
    trained,
    fit: { recognised: said, doubts, targetDoubts, far },
    issues: outline.issues.filter((issue) => isSure(issue, outline)),
    nRows: outline.nRows,
    parts: (form, nDone = 0) => predictBatches(trained, sure, { file: file.name, form, nDone }),
  };
}

/** The same file; whoever reads it is followed. */
function watchedFile(file: TableFile, onRead: (fraction: number) => void): TableFile {
  const open = async () => {
    const opened = await file.open();
    const { bytes, sizeBytes } = opened;
    if (!(bytes instanceof ReadableStream)) return opened;
    let nRead = 0;
    const transform = (piece: Uint8Array, controller: TransformStreamDefaultController<Uint8Array>) => {
      nRead += piece.length;
      onRead(Math.min(1, nRead / Math.max(sizeBytes, 1)));
      controller.enqueue(piece);
    };
    return { ...opened, bytes: bytes.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({ transform })) };
  };
  return { name: file.name, open };
}

/** At the first reading nobody knows yet whether a last row has a text of a row far above, and is no footer. */
function isSure({ code }: IngestIssue, { watched }: RowsOutline): boolean {
  return code !== "W_CSV_SET_ASIDE" || watched.length === 0;
}

async function judgeFile(
  trained: TrainedPipeline,
  file: TableFile,
  { given, readings = [], sizes }: LargeOptions & { readonly given: Partial<Dialect> },
): Promise<Judged | undefined> {
  const { name } = file;
  const batches = await rowBatches(file, { given, batchCells: sizes?.batchCells });
  if (batches === undefined) return undefined;
  const reading = batches.read();
  let sample: RowSample | undefined;
  let step = await reading.next();
  for (; !step.done; step = await reading.next()) {
    const names = step.value.map((column) => column.name);
    sample ??= new RowSample(names, watchesOf(trained, names, readings), sizes?.sampleRows);
    sample.push(step.value);
  }
  const outline = step.value;
  const columns = (sample?.columns() ?? []).slice(0, outline.names.length);
  const table = tableOf(columns, { name, outline });
  return { ...recognised(trained, table, readings), outline, batches };
}

/** In which columns new cells may change how a column is read. */
function watchesOf(
  trained: TrainedPipeline,
  names: readonly string[],
  readings: readonly RowsReading[],
): readonly Watch[] {
  const used = usedRules(trained);
  const matches = matchNames(
    trained.document.rules.map(({ name }) => name),
    names,
  );
  return names.map((found) => {
    const name = matches.find((match) => match.found === found)?.name;
    // By which places columns are told, or by whose word, is only known afterwards.
    if (matches.length === 0 || readings.some(({ from }) => from === found)) return "all cells";
    const type = used.find((rule) => rule.name === name)?.type;
    if (type === undefined) return "none";
    return type === "number" || type === "date" ? "texts" : "all cells";
  });
}

function tableOf(
  columns: readonly RawColumn[],
  { name, outline }: { readonly name: string; readonly outline: RowsOutline },
): RawTable {
  const nRows = columns[0]?.codes.length ?? 0;
  const source = { name, sizeBytes: 0, hash: "", nRows: outline.nRows, dialect: outline.dialect };
  return { nRows, columns, sources: [source], sourceOfRow: new Uint16Array(nRows), issues: [] };
}

async function* predictBatches(
  trained: TrainedPipeline,
  { outline, batches, rules, table: sample, doubts }: Judged,
  { file: name, form, nDone }: { readonly file: string; readonly form: PredictionForm; readonly nDone: number },
): AsyncGenerator<WrittenPart, LargeOutcome> {
  const { target } = trained.schema;
  const knownNames = sample.columns.map((column) => column.name);
  const sum = new ReportSum();
  const far = new FarSum(trained, rules, doubts);
  const reading = batches.read(outline);
  const columns = outline.names.map((each) => ({ name: each }));
  const writer = predictionWriter(columns, { target, interval: trained.interval }, form);
  if (nDone === 0) yield { text: writer.head, nRows: 0 };
  let nRead = 0;
  let step = await reading.next();
  for (; !step.done; step = await reading.next()) {
    const exact = tableOf(step.value, { name, outline });
    const known = { ...exact, columns: exact.columns.map((column, at) => ({ ...column, name: knownNames[at] })) };
    const { columns: read, report } = applyRules(known, rules, target, { maxExamples: Number.POSITIVE_INFINITY });
    sum.add(report, exact.nRows);
    far.add(known);
    const [first, end] = [nRead, nRead + exact.nRows];
    nRead = end;
    if (end <= nDone) continue;
    const predictions = { ...(await predict(trained.predictor, read)), decision: trained.decision };
    const rest = restOf(exact, predictions, Math.max(0, nDone - first));
    let nRows = Math.max(first, nDone);
    for (const text of writer.lines(rest.raw, rest.predictions)) {
      nRows = Math.min(nRows + WRITTEN_AT_ONCE, end);
      yield { text, nRows };
    }
  }
  const { nRows, nBytes, issues } = step.value;
  if (nBytes !== outline.nBytes) throw studioError("E_ROWS_CHANGED", { file: name, before: outline.nBytes, nBytes });
  const order = [...usedRules(trained, rules).map((rule) => rule.name), target.name];
  const lateIssues = issues.filter((issue) => !isSure(issue, outline));
  return { nRows, report: sum.total(order), far: far.total(), lateIssues };
}

/** What is left of rows without the first ones. */
function restOf(raw: RawTable, predictions: Predictions, nDone: number) {
  if (nDone === 0) return { raw, predictions };
  const rows = Uint32Array.from({ length: raw.nRows - nDone }, (_, row) => nDone + row);
  const width = predictions.values.length / raw.nRows;
  return {
    raw: {
      ...raw,
      nRows: rows.length,
      columns: raw.columns.map((column) => cellsOfRows(column, rows)),
      sourceOfRow: raw.sourceOfRow.subarray(nDone),
    },
    predictions: { ...predictions, nRows: rows.length, values: predictions.values.subarray(nDone * width) },
  };
}

/** Cells far outside of training, in columns that are not asked about as a whole. */
class FarSum {
  private readonly found = new Map<string, FarValues>();
  private readonly asked: ReadonlySet<string>;

  constructor(
    private readonly trained: TrainedPipeline,
    private readonly rules: Judged["rules"],
    doubts: Judged["doubts"],
  ) {
    this.asked = new Set(doubts.filter(({ kind }) => kind === "range").map(({ column }) => column));
  }

  add({ columns }: RawTable): void {
    const { columns: usual = [] } = this.trained;
    const byName = new Map(columns.map((column) => [column.name, column]));
    for (const rule of usedRules(this.trained, this.rules)) {
      const column = byName.get(rule.name);
      if (column === undefined || this.asked.has(rule.name)) continue;
      const more = farCells(
        column,
        rule,
        usual.find(({ name }) => name === rule.name),
      );
      const before = this.found.get(rule.name);
      if (more) this.found.set(rule.name, before ? addFar(before, more) : more);
    }
  }

  /** In the order of the rules, as they are told of a table that is held. */
  total(): readonly FarValues[] {
    return this.rules.flatMap(({ name }) => this.found.get(name) ?? []);
  }
}
