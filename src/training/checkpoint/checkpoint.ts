/**
 * What a run has come to, so that another worker can go on with it where it was. Everything is JSON or typed arrays. It comes back
 * from storage, and is parsed.
 */
import { z } from "zod";

const number = z.number();
/** What was not measured is NaN. */
const measured = z.union([number, z.nan()]);
const tensors = z.record(
  z.string(),
  z.custom<Float32Array>((value) => value instanceof Float32Array),
);

const stateSchema = z.object({ step: number, parameters: tensors, optimiser: tensors });

const lossSchema = z.object({ step: number, train: number, validation: number });

const timingSchema = z.object({
  weight: number,
  meanSteps: number,
  meanMs: number,
  varianceSteps: number,
  covariance: number,
  stepsOfEnd: number.optional(),
  last: z.object({ steps: number, ms: number }),
});

/** As phase/phase-state.ts has it; a phase that is over is no longer going on. */
const phaseSchema = z.object({
  rules: z.object({ begin: number, maxSteps: number, isFixed: z.boolean(), evaluateEvery: number, paceMs: number }),
  step: number,
  totalSteps: number,
  ranSteps: number,
  activeMs: number,
  waitedMs: number,
  msPerStep: number,
  firstChunk: z.object({ steps: number, ms: number }).optional(),
  timing: timingSchema,
  retreats: number,
  steering: z.object({ learningRate: number, penalties: number }).optional(),
  ended: z.map(number, number),
  notes: z.array(z.string()),
});

const doneSchema = z.object({
  /** Of the training within its run. */
  key: z.string(),
  /** Of phases that nothing goes on from, without optimiser slots. */
  best: stateSchema,
  isRivalBest: z.boolean(),
  steps: number,
  stepsDone: number,
  /** One for each replica. */
  histories: z.array(z.array(lossSchema)),
  history: z.array(lossSchema),
  replicas: z.array(
    z.object({
      seed: number,
      learningRate: number,
      validation: measured,
      isKept: z.boolean(),
      endedAt: number.optional(),
    }),
  ),
  notes: z.array(z.string()),
  /** How the watched phase ended; later ones are planned by it. */
  watched: z.object({ step: number, totalSteps: number, msPerStep: number, msLeft: number }).optional(),
});

const goingSchema = z.object({
  key: z.string(),
  phase: phaseSchema,
  histories: z.array(z.array(lossSchema)),
  /** One for each replica: where the last chunk ended, and the best so far where an evaluation point has counted. */
  replicas: z.array(
    z.object({ current: stateSchema, best: z.object({ state: stateSchema, loss: number }).optional() }),
  ),
  /** Of the whole phase. */
  budgetMs: number,
});

const timeSchema = z.object({
  /** Since the run began, without pauses. */
  seconds: number,
  /** Of these, milliseconds that were waited for the pace. */
  waitedMs: number,
});

export const checkpointSchema = z.object({
  time: timeSchema,
  /** What was decided by the time there was: it is not decided anew. */
  decided: z.record(z.string(), z.unknown()),
  /** Trainings that are over. */
  done: z.array(doneSchema),
  /** Those that were going on. */
  going: z.array(goingSchema),
});

export type Checkpoint = z.infer<typeof checkpointSchema>;
export type DoneTraining = z.infer<typeof doneSchema>;
export type GoingTraining = z.infer<typeof goingSchema>;

/** The checkpoint with what is new: trainings that are over are told of once, the rest whole. */
export function joinedCheckpoint(before: Checkpoint | undefined, news: Checkpoint): Checkpoint {
  return { ...news, done: [...(before?.done ?? []), ...news.done] };
}
