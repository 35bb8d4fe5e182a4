/** Predicting a file that is larger than what should be held: read once to be judged, and once more to be predicted. */

import { studioError } from "../base/error.ts";
import { csvLine, predictionHeader, predictionLines } from "../export/predictions-csv.ts";
import { type ApplyReport, applyRules } from "../table/apply-rules.ts";
import { addFar, farCells } from "../table/new-rows/far-values.ts";
import { matchNames } from "../table/new-rows/match-names.ts";
import type { RecognisedRows } from "../table/new-rows/recognise-rows.ts";
import { RowSample, type Watch } from "../table/new-rows/row-sample.ts";
import type { FarValues, RowsReading } from "../table/new-rows/types.ts";
import { type CsvOutline, csvBatches } from "../table/read/csv-batches.ts";
import { formatOf } from "../table/read/formats.ts";
import { withHead } from "../table/read/table-input.ts";
import { ReportSum } from "../table/report-sum.ts";
import type { Dialect, IngestIssue, RawColumn, RawTable } from "../table/types.ts";
import { predict } from "../training/predict.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { OpenTableOptions, TableFile } from "./open-table.ts";
import { isHeaderChosen, type RowsFit, recognised, usedRules } from "./predict.ts";

/** Smaller files are held. */
const LARGE_BYTES = 16 * 2 ** 20;

export interface LargeOptions {
  readonly dialects?: OpenTableOptions["dialects"];
  readonly readings?: readonly RowsReading[];
  /** For tests. */
  readonly sizes?: { readonly largeBytes: number; readonly batchCells: number; readonly sampleRows: number };
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
  /** Reads the file anew. @yields the result as CSV. @throws E_ROWS_CHANGED where other rows come than were judged. */
  readonly csv: () => AsyncGenerator<string, LargeOutcome>;
}

interface Judged extends RecognisedRows {
  readonly outline: CsvOutline;
  readonly given: Partial<Dialect>;
}

/**
 * Judges a large file of text by a part of its rows: as many from everywhere, and those in which a cell stands that no row above
 * has.
 *
 * @returns undefined where the file should be opened as a whole: it is small, no text, or a pipe, which cannot be read twice.
 * @throws StudioError as `openTable`.
 */
export async function openLarge(
  trained: TrainedPipeline,
  file: TableFile,
  { dialects = [], readings = [], sizes }: LargeOptions = {},
): Promise<LargeRows | undefined> {
  const { bytes, slice, sizeBytes } = await file.open();
  if (bytes instanceof ReadableStream) await bytes.cancel();
  if (slice === undefined || sizeBytes < (sizes?.largeBytes ?? LARGE_BYTES)) return undefined;
  const { head } = await withHead({ name: file.name, bytes, slice, sizeBytes });
  if (formatOf(head, file.name) !== "csv") return undefined;
  const chosen = dialects.find((each) => each.file === file.name) ?? {};
  const judge = (given: Partial<Dialect>) => judgeFile({ trained, file, given, readings, sizes });
  let judged = await judge(chosen);
  const known = new Set(judged.table.columns.map(({ name }) => name));
  const isUnknown = usedRules(trained).every(({ name }) => !known.has(name));
  if (isUnknown && !isHeaderChosen(dialects)) {
    const headless = await judge({ ...chosen, hasHeader: false });
    if (headless.doubts.length === 0) judged = headless;
  }
  const { recognised: said, doubts, targetDoubts, far, outline } = judged;
  const csv = () => predictBatches(trained, file, judged, sizes?.batchCells);
  const issues = outline.issues.filter((issue) => isSure(issue, outline));
  return { trained, fit: { recognised: said, doubts, targetDoubts, far }, issues, csv };
}

/** At the first reading nobody knows yet whether a last row has a text of a row far above, and is no footer. */
function isSure({ code }: IngestIssue, { watched }: CsvOutline): boolean {
  return code !== "W_CSV_SET_ASIDE" || watched.length === 0;
}

async function judgeFile(asked: {
  readonly trained: TrainedPipeline;
  readonly file: TableFile;
  readonly given: Partial<Dialect>;
  readonly readings: readonly RowsReading[];
  readonly sizes: LargeOptions["sizes"];
}): Promise<Judged> {
  const { trained, file, given, readings, sizes } = asked;
  const { name } = file;
  const input = { name, ...(await file.open()) };
  const reading = csvBatches(input, { given, batchCells: sizes?.batchCells });
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
  return { ...recognised(trained, table, readings), outline, given };
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
  { name, outline }: { readonly name: string; readonly outline: CsvOutline },
): RawTable {
  const nRows = columns[0]?.codes.length ?? 0;
  const source = { name, sizeBytes: 0, hash: "", nRows: outline.nRows, dialect: outline.dialect };
  return { nRows, columns, sources: [source], sourceOfRow: new Uint16Array(nRows), issues: [] };
}

async function* predictBatches(
  trained: TrainedPipeline,
  file: TableFile,
  { outline, given, rules, table: sample, doubts }: Judged,
  batchCells: number | undefined,
): AsyncGenerator<string, LargeOutcome> {
  const { name } = file;
  const { target } = trained.schema;
  const knownNames = sample.columns.map((column) => column.name);
  const sum = new ReportSum();
  const far = new FarSum(trained, rules, doubts);
  const input = { name, ...(await file.open()) };
  const reading = csvBatches(input, { given, outline, batchCells });
  const columns = outline.names.map((each) => ({ name: each }));
  yield csvLine(predictionHeader({ columns }, target));
  let step = await reading.next();
  for (; !step.done; step = await reading.next()) {
    const exact = tableOf(step.value, { name, outline });
    const known = { ...exact, columns: exact.columns.map((column, at) => ({ ...column, name: knownNames[at] })) };
    const { columns: read, report } = applyRules(known, rules, target, { maxExamples: Number.POSITIVE_INFINITY });
    sum.add(report, exact.nRows);
    far.add(known);
    yield* predictionLines(exact, await predict(trained.predictor, read), target);
  }
  const { nRows, nBytes, issues } = step.value;
  if (nBytes !== outline.nBytes) throw studioError("E_ROWS_CHANGED", { file: name, before: outline.nBytes, nBytes });
  const order = [...usedRules(trained, rules).map((rule) => rule.name), target.name];
  const lateIssues = issues.filter((issue) => !isSure(issue, outline));
  return { nRows, report: sum.total(order), far: far.total(), lateIssues };
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
