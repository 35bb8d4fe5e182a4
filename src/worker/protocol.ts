/**
 * What crosses between the page and its worker: requests with an id, one reply each, and training events. Requests are
 * parsed with zod when they arrive; errors cross as plain details.
 */
import { z } from "zod";
import type { ShapesOfRun } from "../app/additive-shapes.ts";
import type { CellsToFix } from "../app/cells/cells-to-fix.ts";
import type { RepairPaid } from "../app/cells/repair-paid.ts";
import type { GpuCheck } from "../app/check-gpu.ts";
import type { CleanedCounts } from "../app/cleaned-csv.ts";
import type { Comparison } from "../app/compare.ts";
import type { DecisionCounts } from "../app/decision-counts.ts";
import type { Dependence } from "../app/dependence.ts";
import type { DirtFound } from "../app/dirt/dirt-found.ts";
import type { DirtView } from "../app/dirt/dirt-list.ts";
import { EXPORT_FORMATS } from "../app/export-formats.ts";
import type { ExportedFile, ExportOffers } from "../app/export-pipeline.ts";
import type { ColumnShift } from "../app/grid/column-shifts.ts";
import type { FoundProblem, GridView } from "../app/grid/grid-rows.ts";
import type { MissingMap } from "../app/grid/missing-map.ts";
import type { Scatter } from "../app/grid/scatter.ts";
import type { BlockTable } from "../app/look/block-table.ts";
import type { Surface } from "../app/look/surface.ts";
import type { RowsFit } from "../app/predict.ts";
import type { OpenedProject } from "../app/project/read-project.ts";
import type { TableView } from "../app/view-table.ts";
import type { WhatIf } from "../app/what-if.ts";
import type { StudioErrorDetails } from "../base/error.ts";
import type { EngineInfo } from "../engine/engine.ts";
import { engineChoiceSchema } from "../engine/select/engine-choice.ts";
import type { SelfTestResult } from "../export/json.ts";
import type { Decision } from "../pipeline/decision.ts";
import { decisionSchema } from "../pipeline/decision-schema.ts";
import {
  documentSchema,
  type PipelineDocument,
  splitMethodSchema,
  splitSettingsSchema,
  tableDecisionsSchema,
} from "../pipeline/document.ts";
import type { ApplyReport } from "../table/apply-rules.ts";
import type { CellOrigin } from "../table/edits/edited-table.ts";
import { gridQuerySchema } from "../table/grid-query.ts";
import type { RowsReading } from "../table/new-rows/types.ts";
import { type DatasetSchema, DECIMAL_MARKS } from "../table/types.ts";
import type { Checkpoint } from "../training/checkpoint/checkpoint.ts";
import type { WorthOfColumns } from "../training/importance.ts";
import type { TrainingProgress, TrainingReport } from "../training/types.ts";

const fileSchema = z.union([
  z.object({ name: z.string(), file: z.instanceof(Blob) }),
  /** A static file of the page itself (the samples). */
  z.object({ name: z.string(), url: z.string() }),
]);
export type FileInput = z.infer<typeof fileSchema>;

/** What of the document says how a table is read: a column that tells rows into splits is not learned from. */
const decisions = {
  table: tableDecisionsSchema,
  split: splitMethodSchema.optional(),
  /** Which rows test decides where dirt may be planted. */
  settings: splitSettingsSchema.optional(),
};

/** What was decided about a column of new rows. */
const readingSchema: z.ZodType<RowsReading> = z.object({
  column: z.string(),
  from: z.string().optional(),
  decimalMark: z.enum(DECIMAL_MARKS).optional(),
  dateFormat: z.string().optional(),
  factor: z.number().optional(),
});

export const engineSchema = engineChoiceSchema;
export type EngineChoice = z.infer<typeof engineSchema>;

/** A run that another worker had begun. */
const begunSchema = z.object({
  /** As that worker told it. */
  key: z.string(),
  /** Parsed by the use case. */
  checkpoint: z.unknown(),
  /** A text is what earlier studios kept. */
  earlier: z.union([z.instanceof(Blob), z.string()]).optional(),
});

/** Of the page, as it is now, and which of several starts is looked at while they train. */
const looked = { document: documentSchema, replica: z.number().int().min(0) };

/** So many columns of rows can be asked for at once. */
export const MOST_GRID_COLUMNS = 100_000;

/** Of a setting. */
const multiple = z.number().min(0.001).max(1000);

export const requestSchema = z.discriminatedUnion("type", [
  /** Reads files as sources of one table, and describes it as decided. */
  z.object({ type: z.literal("openTable"), files: z.array(fileSchema).min(1), ...decisions }),
  /** What the open table means under these decisions. */
  z.object({ type: z.literal("describe"), ...decisions }),
  /** How settings split the rows of the table. */
  z.object({ type: z.literal("describeSplit"), table: tableDecisionsSchema, settings: splitSettingsSchema }),
  /** Rows of the open table, as it is decided: filtered, sorted, some of them and some of their columns. */
  z.object({
    type: z.literal("gridRows"),
    ...decisions,
    query: gridQuerySchema,
    firstRow: z.number().int().min(0),
    nRows: z.number().int().min(1).max(500),
    firstColumn: z.number().int().min(0),
    nColumns: z.number().int().min(1).max(MOST_GRID_COLUMNS),
  }),
  /** A cell of the open table, whole, and where it stands in its file: an edit of it says all of that. */
  z.object({ type: z.literal("cellOrigin"), ...decisions, row: z.number().int().min(0), column: z.string() }),
  /** Where a row of the table stands among those that meet the query; −1: nowhere. */
  z.object({ type: z.literal("rowPlace"), ...decisions, query: gridQuerySchema, row: z.number().int().min(0) }),
  /** The next cell of these rows with something wrong. `from` −1: from the beginning, or from the end. */
  z.object({
    type: z.literal("nextProblem"),
    ...decisions,
    query: gridQuerySchema,
    from: z.number().int().min(-1),
    isBackwards: z.boolean(),
    column: z.string().optional(),
  }),
  /** Where cells are missing. */
  z.object({ type: z.literal("missingMap"), ...decisions }),
  /** Rows as points over two columns, and which of them meet the query. */
  z.object({
    type: z.literal("scatter"),
    ...decisions,
    query: gridQuerySchema,
    columns: z.tuple([z.string(), z.string()]),
    also: z.array(z.number().int().min(0)).max(100),
    isWithoutFar: z.boolean(),
  }),
  /** Columns that differ between training and validation rows, or between files. */
  z.object({ type: z.literal("columnShifts"), table: tableDecisionsSchema, settings: splitSettingsSchema }),
  /** What is planted in the table on purpose. */
  z.object({ type: z.literal("plantedDirt"), table: tableDecisionsSchema, settings: splitSettingsSchema }),
  z.object({ type: z.literal("plantedList"), table: tableDecisionsSchema, settings: splitSettingsSchema }),
  /** How much of it the trained pipeline has found. */
  z.object({ type: z.literal("dirtFound") }),
  /**
   * Replies when the run has ended; events tell how it goes. `resume` goes on from the trained pipeline that is open;
   * `paceMs` is how long the blend takes at least, 0 for as fast as the engine can. `begun` is where another worker had brought this
   * very run.
   */
  z.object({
    type: z.literal("train"),
    document: documentSchema,
    engine: engineSchema,
    resume: z.boolean(),
    paceMs: z.number().min(0).max(60_000),
    begun: begunSchema.optional(),
  }),
  z.object({ type: z.literal("control"), command: z.enum(["pause", "resume", "step", "stop"]) }),
  /** Of what the settings of the run say, from its next steps on; the part that people watch heeds it. */
  z.object({ type: z.literal("steer"), steering: z.object({ learningRate: multiple, penalties: multiple }) }),
  /** Which class the trained pipeline says from now on; absent: the likeliest. */
  z.object({ type: z.literal("decide"), decision: decisionSchema.optional() }),
  /** What the trained pipeline would say of its test rows by a rule, and what it says without one. */
  z.object({ type: z.literal("decisionCounts"), decision: decisionSchema }),
  z.object({ type: z.literal("exportPipeline") }),
  /** In which formats of other programs the trained pipeline can be had. */
  z.object({ type: z.literal("exportOffers") }),
  z.object({ type: z.literal("exportAs"), format: z.enum(EXPORT_FORMATS) }),
  /** The table that is open, as the trained pipeline cleans it; with texts that a spreadsheet would compute defused, or letter for letter. */
  z.object({ type: z.literal("cleanTable"), isDefused: z.boolean() }),
  z.object({ type: z.literal("openPipeline"), name: z.string(), text: z.string() }),
  /** Rows that are not like those of training are asked about, unless `isForced`. */
  z.object({
    type: z.literal("predict"),
    files: z.array(fileSchema).min(1),
    readings: z.array(readingSchema).readonly().optional(),
    isForced: z.boolean().optional(),
  }),
  /** Rows of the table that was trained on which have no target. */
  z.object({ type: z.literal("predictUnlabelled") }),
  /** Which row is in which split, for a model that is to be compared. */
  z.object({ type: z.literal("listRows") }),
  /** Predictions of another model, against those of the trained pipeline on the test rows. */
  z.object({ type: z.literal("compare"), file: fileSchema }),
  /** What each column is worth to the trained pipeline; events tell how far it is. */
  z.object({ type: z.literal("importance") }),
  /** What a block or a column is worth, by training without it; replies with the report that says so, events tell how far it is. */
  z.object({
    type: z.literal("retrainTag"),
    part: z.object({ kind: z.enum(["block", "column"]), subject: z.string() }),
    engine: engineSchema,
  }),
  /** Cells of the table that was trained on that are worth fixing next. */
  z.object({ type: z.literal("cellsToFix") }),
  /** Whether edits of cells paid: the last run beside the one before it. */
  z.object({ type: z.literal("repairPaid") }),
  /** What the trained pipeline says of a row, by column, that somebody made up. */
  z.object({ type: z.literal("whatIf"), cells: z.record(z.string(), z.string()) }),
  /** How what the trained pipeline says follows a column. */
  z.object({ type: z.literal("dependence"), column: z.string() }),
  /** What each column adds, where the trained pipeline adds up. */
  z.object({ type: z.literal("shapes") }),
  /** The table that leaves a block: while training with the weights of now. */
  z.object({
    type: z.literal("lookAtBlock"),
    ...looked,
    block: z.string(),
    rows: z.enum(["first", "changed"]),
    nRows: z.number().int().min(1).max(200),
    find: z.string(),
  }),
  /** What the pipeline says over two columns, and of rows that are pinned. */
  z.object({
    type: z.literal("surface"),
    ...looked,
    columns: z.tuple([z.string(), z.string()]),
    pinned: z.array(z.number().int().min(0)).max(20),
    like: z.number().int().min(0).optional(),
  }),
  z.object({ type: z.literal("checkGpu") }),
  /** Packs a project as one file. */
  z.object({
    type: z.literal("saveProject"),
    document: documentSchema,
    files: z.array(fileSchema),
    /** The last one is the newest. */
    runs: z.array(z.object({ text: z.string(), record: z.record(z.string(), z.unknown()) })),
    snapshots: z.array(z.unknown()).readonly(),
    /** Milliseconds since 1970. */
    at: z.number(),
  }),
  /** Unpacks one; nothing of it is opened by that. */
  z.object({ type: z.literal("openProject"), name: z.string(), file: z.instanceof(Blob) }),
  /** Gives up what another request asked for; that then fails in these words. */
  z.object({ type: z.literal("cancel"), id: z.number() }),
]);
export type Request = z.infer<typeof requestSchema>;
export type RequestType = Request["type"];

export interface OpenedPipeline {
  readonly document: PipelineDocument;
  /** Absent for a document that was saved before training. */
  readonly report?: TrainingReport;
  readonly schema?: DatasetSchema;
  readonly decision?: Decision;
  readonly selfTest?: SelfTestResult;
  /** What predicts or retrains, or a number of the report, is not what was saved. */
  readonly isChanged?: true;
  /** SHA-256 of the files it was trained on; empty for a document that was saved before training. */
  readonly fileHashes: readonly string[];
  readonly notes: readonly string[];
}

/** Rows that were not predicted: they are not like those of training. */
export interface RowsQuestion {
  readonly kind: "question";
  readonly nRows: number;
  readonly fit: RowsFit;
}

/** A CSV file, letter for letter. */
export interface CsvView {
  readonly csv: Blob;
  /** Where a spreadsheet would compute some cell: one of them, and the same with all of them defused. */
  readonly formulas?: { readonly example: string; readonly safeCsv: Blob };
}

export interface PredictionView extends CsvView {
  readonly kind: "predicted";
  readonly nRows: number;
  readonly report: ApplyReport;
  readonly fit: RowsFit;
  /** Names of those of the files that the pipeline was trained on. */
  readonly trainedOn: readonly string[];
  /** The first rows of the result, header first. */
  readonly preview: readonly (readonly string[])[];
  /** How many of its columns, the first ones, were predicted. */
  readonly nAdded: number;
  /** Metrics where the file has the target column. */
  readonly metrics?: Readonly<Record<string, number>>;
}

/** A file for another program, and what its self-test found. */
export interface ExportedView extends Omit<ExportedFile, "content"> {
  readonly content: Blob;
}

/** The reply to each request. */
export interface Replies {
  readonly openTable: TableView;
  readonly describe: TableView;
  /** What is rare, repeated, unlabelled or never judged by; empty before a target is chosen. */
  readonly describeSplit: readonly string[];
  readonly gridRows: GridView;
  /** null: there is no such cell. */
  readonly cellOrigin: CellOrigin | null;
  readonly rowPlace: number;
  readonly nextProblem: FoundProblem | null;
  readonly missingMap: MissingMap;
  /** null: nothing stands in both columns. */
  readonly scatter: Scatter | null;
  /** Empty before a target is chosen. */
  readonly columnShifts: readonly ColumnShift[];
  readonly plantedDirt: DirtView | null;
  /** Every cell, as CSV. */
  readonly plantedList: CsvView;
  /** Null where it was trained on a table without. */
  readonly dirtFound: DirtFound | null;
  readonly train: TrainingReport;
  readonly control: null;
  readonly steer: null;
  readonly decide: null;
  readonly decisionCounts: DecisionCounts;
  /** The file in UTF-8: given to the page, which would have to copy a text of tens of megabytes. */
  readonly exportPipeline: { readonly fileName: string; readonly content: Uint8Array<ArrayBuffer> };
  readonly exportOffers: ExportOffers;
  readonly exportAs: ExportedView;
  readonly cleanTable: { readonly fileName: string; readonly csv: Blob; readonly counts: CleanedCounts };
  readonly openPipeline: OpenedPipeline;
  readonly predict: PredictionView | RowsQuestion;
  readonly predictUnlabelled: PredictionView;
  readonly listRows: Blob;
  readonly compare: Comparison;
  readonly importance: WorthOfColumns;
  readonly retrainTag: TrainingReport;
  readonly cellsToFix: CellsToFix;
  /** null: there is no run before, or the two cannot be compared so. */
  readonly repairPaid: RepairPaid | null;
  readonly whatIf: WhatIf;
  /** Null where the pipeline has no such column, or it holds nothing. */
  readonly dependence: Dependence | null;
  /** Null where predictions are no sum over columns. */
  readonly shapes: ShapesOfRun | null;
  /** Null where no column reaches the block. */
  readonly lookAtBlock: BlockTable | null;
  /** Null where there are no two such columns. */
  readonly surface: Surface | null;
  readonly checkGpu: GpuCheck;
  readonly saveProject: { readonly fileName: string; readonly file: Blob };
  readonly openProject: OpenedProject;
  readonly cancel: null;
}

export type TrainingEvent =
  /** Of a measurement that was asked for: 0 … 1. */
  | { readonly type: "measuring"; readonly fraction: number }
  | { readonly type: "progress"; readonly progress: TrainingProgress }
  /**
   * A run begins. The key names its table, its pipeline and what carries it out: only what has the same one can go on with it.
   * `earlier` is the file of the trained pipeline that training goes on from: as a file, since as a text of tens of megabytes the page would copy it.
   */
  | { readonly type: "begun"; readonly key: string; readonly earlier?: Blob | string }
  /** What is new of the run, so that another worker can go on with it: see `joinedCheckpoint`. */
  | { readonly type: "checkpoint"; readonly news: Checkpoint }
  /** Which engine runs, and why. */
  | { readonly type: "engine"; readonly info: EngineInfo; readonly reason: string }
  /** Reading or packing files: 0 … 1. */
  | { readonly type: "reading"; readonly fraction: number; readonly rows: number };

/** Page → worker. */
export interface RequestMessage {
  readonly id: number;
  readonly body: unknown;
}

/** Worker → page. Events carry the id of the request that caused them. */
export type WorkerMessage =
  /** Sent once a second: the worker is there and lets messages through. */
  | { readonly kind: "beat" }
  /** The worker holds the lock that it is named by, which the browser gives back when the worker ends. */
  | { readonly kind: "locked" }
  | { readonly kind: "reply"; readonly id: number; readonly body: Replies[RequestType] }
  | { readonly kind: "error"; readonly id: number; readonly error: StudioErrorDetails }
  | { readonly kind: "event"; readonly id: number; readonly event: TrainingEvent };
