/**
 * What the report says of predictions of the test rows beyond metrics: counts in bins, from which curves are drawn. No rows, and
 * no more for a million of them than for a thousand. This schema is the one definition of it, in reports and in files.
 */
import { z } from "zod";
import { STAGES } from "../phases.ts";
import { slicesSchema } from "./slices-schema.ts";

const count = z.number().int().nonnegative();
const counts = z.array(count);
const numbers = z.array(z.number());
const share = z.number().min(0).max(1);

const areAlike = (...lists: readonly (readonly unknown[])[]) => lists.every(({ length }) => length === lists[0].length);

/** One class against all others, as lists of one length: rows by the probability that they were given for it. */
export const scoreStepsSchema = z
  .object({
    /** Of the class. */
    code: count,
    /** Descending; a step holds the rows from its threshold to that of the step before. Rounded to the sixth decimal, as the scores are. */
    thresholds: numbers,
    /** Rows of the class, and of the others. */
    hits: counts,
    others: counts,
    /** Over all rows, unrounded; absent where the rows are of one kind. */
    rocAuc: share.optional(),
    averagePrecision: share.optional(),
    /** By equal ranges of the probability, those with rows alone: rows, their mean probability, and the share that is of the class. */
    calibration: z
      .object({ nRows: counts, said: numbers, found: numbers })
      .refine(({ nRows, said, found }) => areAlike(nRows, said, found), "lists of one length"),
  })
  .refine(({ thresholds, hits, others }) => areAlike(thresholds, hits, others), "lists of one length");
export type ScoreSteps = z.infer<typeof scoreStepsSchema>;

const ofClassesSchema = z.object({
  kind: z.literal("classes"),
  /** [classes, classes], row-major: rows by true class, columns by most probable class. */
  confusion: counts,
  /** Of the classes with most rows, as many as there is room for. */
  classes: z.array(scoreStepsSchema),
});
export type ClassDiagnostics = z.infer<typeof ofClassesSchema>;

const ofNumbersSchema = z.object({
  kind: z.literal("numbers"),
  /** The picture of predicted against actual values: both from `low` to `high`, in `nCells` steps each. */
  picture: z.object({
    low: z.number(),
    high: z.number(),
    nCells: count,
    /** Of the cells with rows: the step of the actual value, that of the predicted one, and the rows; one list of all, three numbers a cell. */
    cells: counts.refine((cells) => cells.length % 3 === 0, "three numbers a cell"),
    nOutside: count,
  }),
  /** Actual less predicted, in the unit of the target: equal bins from `low` to `high`, and what lies beyond. */
  residuals: z.object({ low: z.number(), high: z.number(), counts, nBelow: count, nAbove: count }),
  /** Bins of equally many rows by what was predicted, as lists of one length: mean prediction, and quantiles of the residuals. */
  byPrediction: z
    .object({ predicted: numbers, nRows: counts, low: numbers, median: numbers, high: numbers })
    .refine(
      ({ predicted, nRows, low, median, high }) => areAlike(predicted, nRows, low, median, high),
      "lists of one length",
    ),
  /** The absolute error that so many of the rows stay within. */
  within: z.array(z.object({ share, error: z.number().nonnegative() })),
});
export type NumberDiagnostics = z.infer<typeof ofNumbersSchema>;

const ofStageSchema = z.discriminatedUnion("kind", [ofClassesSchema, ofNumbersSchema]);
export type StageDiagnostics = z.infer<typeof ofStageSchema>;

const fits = (labels: readonly string[], stage: StageDiagnostics | undefined) =>
  stage?.kind !== "classes" ||
  (stage.confusion.length === labels.length ** 2 && stage.classes.every(({ code }) => code < labels.length));

export const diagnosticsSchema = z
  .object({
    /** Test rows. */
    nRows: count,
    /** Of the classes, by their codes; none of a regression. */
    labels: z.array(z.string()),
    deployed: ofStageSchema,
    /** Whose they are. */
    stages: z.object({ deployed: z.enum(STAGES), opponent: z.enum(STAGES).optional() }),
    /** Of what the verdict compares it with. */
    opponent: ofStageSchema.optional(),
    /** What is deployed on validation rows, of classes: what is chosen, such as a threshold, is chosen there. */
    validation: ofStageSchema.optional(),
    /** What is deployed, on parts of the test rows; absent from reports of earlier versions, and of few rows. */
    slices: slicesSchema.optional(),
  })
  .refine(
    ({ labels, deployed, opponent, validation }) =>
      [deployed, opponent, validation].every((stage) => fits(labels, stage)),
    "counts of as many classes as there are labels",
  );
export type Diagnostics = z.infer<typeof diagnosticsSchema>;
