/** Results as JSON lines: appended and on the disk before the next run begins, so that a benchmark that was stopped goes on. */
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { TASKS } from "../../src/table/types.ts";
import { METRIC_NAMES } from "../../src/training/metric-evaluators.ts";
import type { Budget } from "./budget.ts";
import { METHOD_NAMES, type MethodName } from "./methods.ts";
import { planSchema } from "./plan.ts";

export const RESULTS_FILE = fileURLToPath(new URL("../results/accuracy.jsonl", import.meta.url));
export const PREDICTIONS_FOLDER = fileURLToPath(new URL("../../.cache/accuracy", import.meta.url));

const metrics = z.partialRecord(z.enum(METRIC_NAMES), z.number());
const count = z.number().int().nonnegative();

const lineSchema = z.object({
  /** Names the line, and its predictions in the cache. */
  id: z.string(),
  dataset: z.string(),
  method: z.enum(METHOD_NAMES as [MethodName, ...MethodName[]]),
  split: z.number().int().positive(),
  /** What was asked for; null where nothing depends on it. */
  budget: z
    .union([
      z.object({ steps: count }),
      z.object({ seconds: z.number().positive() }),
      z.object({ coreSeconds: z.number().positive() }),
    ])
    .nullable(),
  task: z.enum(TASKS),
  accuracy: z.number().optional(),
  logLoss: z.number().optional(),
  rmse: z.number().optional(),
  mae: z.number().optional(),
  r2: z.number().optional(),
  balancedAccuracy: z.number().optional(),
  macroF1: z.number().optional(),
  rocAuc: z.number().optional(),
  /** Losses of test rows: their number, sum and sum of squares. */
  losses: z.object({ n: count, sum: z.number(), squares: z.number() }),
  /** Mean loss of validation rows. Those of an ensemble of the product were trained on. */
  validationLoss: z.number(),
  /** Mean difference of the losses of test rows to earlier lines, and its standard error over groups of rows. */
  against: z.record(z.string(), z.tuple([z.number(), z.number()])),
  seconds: z.number(),
  /** Of the process that did the work: this one, or the Python of a peer from its start to its end. */
  cpuSeconds: z.number().optional(),
  steps: count.optional(),
  trials: count.optional(),
  /** What was picked from or weighed, with its mean losses of validation and of test rows: for reports, nothing is picked by the latter. */
  tried: z
    .array(z.object({ name: z.string(), validationLoss: z.number(), loss: z.number() }))
    .readonly()
    .optional(),
  stages: z.record(z.string(), metrics).optional(),
  rows: z.object({ train: count, validation: count, test: count, fingerprint: z.string() }),
  seeds: z.object({ split: count.nullable(), training: count }),
  engine: z.string(),
  asked: z.object({ engine: z.string(), threads: z.number().nullable() }),
  plan: planSchema,
  data: z.array(z.string()).readonly(),
  commit: z.string(),
  command: z.string(),
  machine: z.string(),
});

export type ResultLine = z.infer<typeof lineSchema>;

/** What a result is the answer to: two lines with one key are the same question, whatever the version of the product. */
export interface Question {
  readonly dataset: string;
  readonly method: MethodName;
  readonly split: number;
  readonly budget: Budget | null;
  readonly seed: number;
  readonly engine: string;
  readonly threads: number | null;
  readonly data: readonly string[];
}

export function keyOf(question: Question): string {
  const { dataset, method, split, budget, seed, engine, threads, data } = question;
  // Steps give the same bits on any number of threads.
  const nThreads = budget && !("steps" in budget) ? threads : null;
  return JSON.stringify([dataset, method, split, budget, seed, engine, nThreads, data]);
}

export function questionOf({ dataset, method, split, budget, seeds, asked, data }: ResultLine): Question {
  return { dataset, method, split, budget, seed: seeds.training, ...asked, data };
}

/** The whole lines of a text, and how long they are. */
function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf("\n") + 1);
}

/**
 * All results, the latest answer to each question; a last line that was cut off is none.
 *
 * @throws where a line is no result.
 */
export function readResults(path = RESULTS_FILE): readonly ResultLine[] {
  if (!existsSync(path)) return [];
  const latest = new Map<string, ResultLine>();
  const lines = wholeLines(readFileSync(path, "utf8")).split("\n").slice(0, -1);
  for (const [index, line] of lines.entries()) {
    const parsed = lineSchema.safeParse(parse(line));
    if (!parsed.success) throw new Error(`${path}, line ${index + 1}: ${z.prettifyError(parsed.error)}`);
    latest.set(keyOf(questionOf(parsed.data)), parsed.data);
  }
  return [...latest.values()];
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A name of the line by its content. */
export function idOf(line: Omit<ResultLine, "id">): string {
  return createHash("sha256").update(JSON.stringify(line)).digest("hex").slice(0, 12);
}

/** Appends a line, and waits until it is on the disk. What was cut off at the end of the file goes. */
export function appendResult(line: ResultLine, path = RESULTS_FILE): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "a+");
  try {
    const text = readFileSync(path, "utf8");
    const whole = wholeLines(text);
    if (whole.length < text.length) ftruncateSync(file, Buffer.byteLength(whole));
    writeSync(file, `${JSON.stringify(line)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Keeps predictions of test rows outside the repository, so that methods can be compared row by row. */
export function keepPredictions(id: string, test: Float64Array, folder = PREDICTIONS_FOLDER): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${id}.gz`), gzipSync(new Uint8Array(test.buffer, test.byteOffset, test.byteLength)));
}

/** undefined where they are not here any more. */
export function keptPredictions(id: string, folder = PREDICTIONS_FOLDER): Float64Array | undefined {
  const path = join(folder, `${id}.gz`);
  if (!existsSync(path)) return undefined;
  const bytes = gunzipSync(readFileSync(path));
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
