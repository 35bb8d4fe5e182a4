/** What a run has found out about its sources, as reports tell it, beside the evidence of kind "source". */
import { z } from "zod";

/** Also NaN, of a file none of whose rows were held out. */
const anyNumber = z.custom<number>((value) => typeof value === "number", "a number");
const count = z.number().int().nonnegative();

export const sourcesTriedSchema = z.object({
  /** Rows that were held out, of all files. */
  nRows: count,
  files: z.array(
    z.object({
      file: z.string(),
      /** Predictions are better without it by more than one standard error: none of its rows train or validate. */
      isLeftOut: z.boolean(),
      /** Its own rows that were held out. */
      nRows: count,
      /** Mean loss on them, by short trainings on all files: log loss, or squared error in variances of the target. */
      loss: anyNumber,
      /** The same by trainings on all the other files: how well these predict this one. */
      unseenLoss: anyNumber,
    }),
  ),
});
export type SourcesTriedReport = z.infer<typeof sourcesTriedSchema>;
