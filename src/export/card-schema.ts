/** What a file says of itself for people and for other programs: the studio writes it anew, and decides nothing by it. */
import { z } from "zod";
import { COLUMN_TYPES, TASKS } from "../table/types.ts";
import { METRIC_NAMES } from "../training/metric-evaluators.ts";
import { anyNumber } from "./json-values.ts";

const count = z.number().int().nonnegative();

export const appSchema = z.object({ name: z.string(), version: z.string() });

/** Which columns go in, and what comes out. */
export const signatureSchema = z.object({
  inputs: z.array(
    z.object({
      name: z.string(),
      type: z.enum(COLUMN_TYPES),
      /** Of numbers, as the training file writes it; absent where nothing stands round them. */
      unit: z.string().optional(),
      /** Of categories: the labels of all levels, that of the pool of rare ones among them. */
      levels: z.array(z.string()).optional(),
      /** Of dates: how they are written. */
      dateFormat: z.string().optional(),
      /** Cells that mean missing, beside empty ones; in small letters. */
      missing: z.array(z.string()),
    }),
  ),
  output: z.object({
    name: z.string(),
    task: z.enum(TASKS),
    /** In the order of the probabilities. */
    classes: z.array(z.string()).optional(),
    unit: z.string().optional(),
  }),
});
export type Signature = z.infer<typeof signatureSchema>;

const metrics = z.partialRecord(z.enum(METRIC_NAMES), anyNumber);

export const modelCardSchema = z.object({
  purpose: z.string(),
  data: z.string(),
  /** By what a class is said; absent of numbers, and from files of earlier studios. */
  says: z.string().optional(),
  /** How wide the interval round a number is, and what it covers; absent where there is none. */
  interval: z.string().optional(),
  training: z.object({
    seed: z.number(),
    steps: count,
    /** Which rows were trained on, judged by and left to test, as one hash. */
    splits: z.string(),
    engine: z.string(),
    engineTitle: z.string(),
    /** What trained it, whatever saved the file later. */
    app: appSchema,
  }),
  /** Of test rows: what is deployed, and the plain pipeline beside it. */
  metrics: z.object({
    deployed: metrics,
    plain: metrics.optional(),
    verdict: z.string().optional(),
  }),
  /** What of the training rows stands in the file. */
  holds: z.array(z.string()),
  limits: z.array(z.string()),
});
export type ModelCard = z.infer<typeof modelCardSchema>;
