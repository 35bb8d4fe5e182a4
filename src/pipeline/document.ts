/** The saved document: what retrains. Its schema is its one definition, explained in docs/file-format.md; older versions migrate. */
import { z } from "zod";
import { dirtRecipeSchema } from "../table/dirt/recipe.ts";
import type { FileEdits } from "../table/edits/cell-edits.ts";
import { rowFilterSchema } from "../table/filter/row-filter.ts";
import { SPLITS } from "../table/split/shares.ts";
import type { SplitMethod } from "../table/split/split-method.ts";
import { COLUMN_ROLES, COLUMN_TYPES, DATE_PARTS, DECIMAL_DOUBTS, DECIMAL_MARKS, TASKS } from "../table/types.ts";
import { costsSchema } from "./costs.ts";
import { unknownFieldsSchema } from "./unknown-fields.ts";

export const FORMAT_VERSION = 2;

/** Of files that hold a decision; all others have the version of their document, and whatever reads that opens them. */
export const FILE_VERSION = 3;

/** The name of a pipeline that nobody has named. */
export const UNTITLED = "Untitled pipeline";

const level = z.object({ label: z.string(), spellings: z.array(z.string()).readonly() });

const numberFormat = z.object({
  affixes: z.array(z.object({ before: z.string(), after: z.string(), factor: z.number() })).readonly(),
  unit: z.string(),
  hasBothMarks: z.boolean(),
  areLimitsRead: z.boolean(),
  duration: z
    .object({ unitSeconds: z.number().positive(), short: z.enum(["hours and minutes", "minutes and seconds"]) })
    .optional(),
});

export const columnRuleSchema = z.object({
  version: z.literal(1),
  name: z.string(),
  type: z.enum(COLUMN_TYPES),
  role: z.enum(COLUMN_ROLES),
  typeReason: z.string(),
  roleReason: z.string(),
  missingMarkers: z.array(z.string()).readonly(),
  decimalMark: z.enum(DECIMAL_MARKS),
  numberFormat: numberFormat.optional(),
  unit: z.string().optional(),
  hasLimitColumn: z.boolean().optional(),
  decimalDoubt: z.enum(DECIMAL_DOUBTS).optional(),
  sentinelCandidates: z.array(z.number()).readonly().optional(),
  offset: z.number(),
  levels: z.array(level).readonly(),
  otherLabel: z.string(),
  dateFormat: z.string(),
  dateParts: z.array(z.enum(DATE_PARTS)).readonly(),
});

export const targetRuleSchema = z.object({
  name: z.string(),
  task: z.enum(TASKS),
  taskReason: z.string(),
  classes: z.array(level).readonly(),
});

export const blockInstanceSchema = z.object({
  /** Unique in the document: "n1", "n2", … Statistics are kept by it, so it is no name that every object has. */
  id: z
    .string()
    .min(1)
    .refine((id) => !(id in Object.prototype), "a block id such as n1"),
  /** The block's id in the catalogue. */
  type: z.string(),
  /** Version of the block's settings. */
  version: z.number().int().positive(),
  settings: z.record(z.string(), z.unknown()),
});

const endpoint = z.object({ block: z.string(), port: z.string() });

export const edgeSchema = z.object({ from: endpoint, to: endpoint });

const splitPartsSchema = z.array(z.object({ value: z.string(), split: z.enum(SPLITS) })).readonly();

/** What rows are told into splits by: `SplitMethod`. Columns are known by their names. */
export const splitMethodSchema: z.ZodType<SplitMethod> = z.discriminatedUnion("by", [
  z.object({ by: z.literal("random") }),
  z.object({ by: z.literal("largest-first") }),
  z.object({ by: z.literal("group"), column: z.string() }),
  z.object({ by: z.literal("time"), column: z.string() }),
  z.object({
    by: z.literal("column"),
    column: z.string(),
    parts: splitPartsSchema,
  }),
  z.object({ by: z.literal("files"), parts: splitPartsSchema }),
]);

/** Names of metrics. Training itself always lowers log loss, or squared error. */
export const OPTIMISED_FOR = ["rocAuc", "macroF1", "balancedAccuracy", "accuracy", "meanCost", "mae"] as const;

/** By what pipelines are compared, where that is not log loss or squared error: what somebody asked for, or what they are trained on. */
export const COMPARED_BY = [...OPTIMISED_FOR, "balancedLogLoss", "quantileLoss"] as const;

export const trainingSettingsSchema = z.object({
  /** joint: everything on training loss. bilevel: pipeline parameters on validation loss, first order. */
  plan: z.enum(["joint", "bilevel"]).default("joint"),
  /** one: the learned pipeline, settled. ensemble: the mean of all pipelines, learned and fixed, that proved useful. */
  deploy: z.enum(["one", "ensemble"]).default("one").meta({ title: "What is deployed" }),
  /** How it is found out what each block is worth, where an ensemble is deployed; absent: retrained where there is time, forced where the steps are given. */
  tags: z.enum(["forced", "retrained"]).optional().meta({ title: "What blocks are worth" }),
  /** By what pipelines are compared and chosen, where that is not the loss that is trained; of a task to which it means nothing, that loss. */
  optimiseFor: z.enum(OPTIMISED_FOR).optional().meta({ title: "Optimise for" }),
  /** What wrong answers cost, where `optimiseFor` is that; absent: each costs 1. Of labels that the target has not: an error. */
  costs: costsSchema.optional().meta({ title: "Costs of wrong answers" }),
  /** On what numbers are trained; absent: squared error. Says nothing of classes. */
  loss: z.enum(["huber", "quantile"]).optional().meta({ title: "Loss" }),
  /** Of the Huber loss: an error counts by its square up to so many standard deviations of the target, and beyond by its size. Absent: `HUBER_WIDTH`. */
  huberWidth: z.number().positive().max(10).optional().meta({ title: "Width of the Huber loss" }),
  /** Of the quantile loss: the share of rows that are to lie below what is said of them. Absent: `MEDIAN`. */
  quantile: z.number().gt(0).lt(1).optional().meta({ title: "Quantile" }),
  /** balanced: rows count so that all classes count alike. Absent: every row counts once. Says nothing of numbers. */
  classWeights: z.enum(["balanced"]).optional().meta({ title: "Class weights" }),
  optimiser: z.enum(["adam", "sgd"]).default("adam"),
  learningRate: z.number().positive().max(10).default(0.005),
  /** Trained beside it on the same rows; the lowest validation loss is kept. */
  otherLearningRates: z.array(z.number().positive().max(10)).max(7).readonly().default([]),
  /** So many sets of first weights for each learning rate. */
  starts: z.number().int().min(1).max(8).default(1),
  batchSize: z.number().int().min(1).max(65536).default(128),
  /** Whole budget in seconds: soft training, retraining after hardening and the plain pipeline. */
  budgetSeconds: z.number().positive().max(86400).default(20).meta({ title: "Training budget" }),
  /** Upper bound of soft steps; absent: the budget decides. */
  maxSteps: z.number().int().positive().optional().meta({ title: "Most steps" }),
  weightDecay: z.number().min(0).max(10).default(0.0003),
  /** Share of the labels that training expects to be wrong, in place of any other class alike; absent: none. */
  wrongLabels: z.number().min(0).max(0.9).optional(),
  seed: z.number().int().min(0).max(4294967295).default(1),
  split: splitMethodSchema.default({ by: "random" }),
  /** Split fractions; what is left over is the test split. */
  trainFraction: z.number().gt(0).lt(1).default(0.6).meta({ title: "Training share" }),
  validationFraction: z.number().gt(0).lt(1).default(0.2).meta({ title: "Validation share" }),
  /** Sources (file names) whose rows are trained on but never judged by: none of them is in validation or test. */
  trainingOnlySources: z.array(z.string()).readonly().default([]).meta({ title: "Files to judge by" }),
});

/** The part of the settings that decides which rows are in which split. */
export const splitSettingsSchema = trainingSettingsSchema.pick({
  seed: true,
  split: true,
  trainFraction: true,
  validationFraction: true,
  trainingOnlySources: true,
});

/** What a person decided about one column; whatever is absent is inferred. */
const columnOverrideSchema = z.object({
  /** Of the column, as in the files. */
  name: z.string(),
  type: z.enum(COLUMN_TYPES).optional(),
  role: z.enum(COLUMN_ROLES).exclude(["target"]).optional(),
  missingMarkers: z.array(z.string()).readonly().optional(),
  decimalMark: z.enum(DECIMAL_MARKS).optional(),
  dateFormat: z.string().optional(),
});

/** How a file is to be read; whatever is absent is detected. */
const dialectOverrideSchema = z.object({
  /** Its columns that are called otherwise in other files; the same name: it is a column of its own. */
  names: z
    .array(z.object({ name: z.string(), as: z.string() }))
    .readonly()
    .optional(),
  /** What its cells say, in the words of other files. */
  values: z
    .array(z.object({ column: z.string(), text: z.string(), as: z.string() }))
    .readonly()
    .optional(),
  delimiter: z.string().optional(),
  quote: z.string().optional(),
  encoding: z.string().optional(),
  hasHeader: z.boolean().optional(),
  skipRows: z.int().min(0).optional(),
  keepAll: z.boolean().optional(),
  /** Not all rows are read, but each with a chance of one in so many. */
  rowSample: z.object({ oneIn: z.int().min(2).max(1_000_000), seed: z.int().min(0).max(4294967295) }).optional(),
  member: z.string().optional(),
  sheet: z.string().optional(),
});

/** Cells of a file that a person wrote anew: `FileEdits`. */
const fileEditsSchema: z.ZodType<FileEdits> = z.object({
  file: z.string(),
  hash: z.string(),
  cells: z
    .array(z.object({ row: z.int().positive(), column: z.string(), from: z.string(), to: z.string() }))
    .readonly(),
});

/** What a person decided about tables: nothing of it is inferred, and what a table lacks is passed over. */
export const tableDecisionsSchema = z.object({
  /** One a column. */
  overrides: z.array(columnOverrideSchema).readonly().default([]),
  /** What is to be predicted; `task` only where it is not to be inferred. */
  target: z.object({ name: z.string(), task: z.enum(TASKS).optional() }).optional(),
  /** By the name of the file. */
  dialects: z
    .array(dialectOverrideSchema.extend({ file: z.string() }))
    .readonly()
    .default([]),
  /** Cells that say something else than their files; absent: none. */
  edits: z.array(fileEditsSchema).readonly().optional(),
  /** Which rows are trained on and measured by, by what stands in them; absent: all. New rows are predicted whatever stands there. */
  rows: rowFilterSchema.optional(),
  /** What is planted in the table on purpose before it is trained on; absent: nothing. */
  dirt: dirtRecipeSchema.optional(),
});

export const documentSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  name: z.string().default(UNTITLED),
  blocks: z.array(blockInstanceSchema),
  edges: z.array(edgeSchema),
  training: trainingSettingsSchema,
  table: tableDecisionsSchema.prefault({}),
  /** How files become columns, as it followed from files and decisions; empty until a table was trained on. */
  rules: z.array(columnRuleSchema).readonly().default([]),
  target: targetRuleSchema.optional(),
  /** The next block is "n" with this number, or a higher one: ids are never used again. */
  nextBlock: z.number().int().positive().default(1),
  /** Where blocks stand on the canvas, in pixels, by id: for the studio alone, and says nothing about the pipeline. */
  layout: z.record(z.string(), z.object({ x: z.number(), y: z.number() })).default({}),
  /**
   * What the file had that this version does not know: in its document, and beside it where nothing was trained. In files each field
   * stands at its own place; no part of the studio reads them.
   */
  unknownFields: z
    .object({ document: unknownFieldsSchema.optional(), file: z.record(z.string(), z.unknown()).optional() })
    .optional()
    .catch(undefined),
});

export type ColumnOverride = z.infer<typeof columnOverrideSchema>;
export type DialectOverride = z.infer<typeof dialectOverrideSchema>;
export type TableDecisions = z.infer<typeof tableDecisionsSchema>;
export type BlockInstance = z.infer<typeof blockInstanceSchema>;
export type Edge = z.infer<typeof edgeSchema>;
export type TrainingSettings = z.infer<typeof trainingSettingsSchema>;
export type SplitSettings = z.infer<typeof splitSettingsSchema>;
export type PipelineDocument = z.infer<typeof documentSchema>;
