/** What a run has found out about its sources, as reports tell it, beside the evidence of kind "source". */
import { z } from "zod";
import { COMPARED_BY } from "../../pipeline/document.ts";

/** Also NaN, of a file none of whose rows were held out. */
const anyNumber = z.custom<number>((value) => typeof value === "number", "a number");
const count = z.number().int().nonnegative();

export const sourcesTriedSchema = z.object({
  /** Rows that were held out, of all files. */
  nRows: count,
  /** By what files are compared; absent: log loss, or squared error. */
  loss: z.enum(COMPARED_BY).optional(),
  files: z.array(
    z.object({
      file: z.string(),
      /** Predictions are better without it by more than one standard error: none of its rows train or validate. */
      isLeftOut: z.boolean(),
      /** Its own rows that were held out. */
      nRows: count,
      /** Mean loss on them, by short trainings on all files; squared errors are told in variances of the target, absolute ones and quantile losses in standard deviations. */
      loss: anyNumber,
      /** The same by trainings on all the other files: how well these predict this one. */
      unseenLoss: anyNumber,
    }),
  ),
});
export type SourcesTriedReport = z.infer<typeof sourcesTriedSchema>;
