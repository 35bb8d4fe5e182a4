/** What a report holds of parts of the test rows. This schema is the one definition of it, in reports and in files. */
import { z } from "zod";

const count = z.number().int().nonnegative();
/** Also NaN, where too few groups of rows were there for an error. */
const anyNumber = z.custom<number>((value) => typeof value === "number", "a number");

const sliceSchema = z.object({
  /** As a program reads it; "" for the files that rows are from. */
  column: z.string(),
  kind: z.enum(["level", "range", "missing", "source"]),
  /** Of a level or a file. */
  label: z.string().optional(),
  /** Of a range, in the unit of the file: above `low`, the lowest one with it, up to `high`. */
  low: z.number().optional(),
  high: z.number().optional(),
  nRows: count,
  /** Mean over the rows of the part: log loss, or absolute error or quantile loss in the unit of the target. */
  loss: z.number(),
  standardError: anyNumber,
  /** Less the mean over all other test rows. */
  difference: z.number(),
  differenceError: anyNumber,
  /** What can be told from chance, of all parts together: an error of that kind is made 5 times of 100 in the whole list (Holm). */
  conclusion: z.enum(["better", "worse", "cannot tell"]),
  /** Share of rows whose likeliest class is theirs; absent of a regression. */
  right: z.number().min(0).max(1).optional(),
  /** Of a regression: quantiles of actual less predicted, 5, 25, 50, 75 and 95 in a hundred. */
  residuals: z
    .object({
      low: z.number(),
      first: z.number(),
      middle: z.number(),
      third: z.number(),
      high: z.number(),
    })
    .optional(),
});
export type Slice = z.infer<typeof sliceSchema>;

export const slicesSchema = z.object({
  metric: z.enum(["logLoss", "mae", "quantileLoss"]),
  /** Test rows, and their mean loss. */
  nRows: count,
  loss: z.number(),
  /** Share of them whose likeliest class is theirs; absent of a regression. */
  right: z.number().min(0).max(1).optional(),
  /** Columns that were cut, of how many there are. */
  nColumns: count,
  nAllColumns: count,
  /** Parts that were judged together; of very many columns, `slices` holds those that differ most. */
  nTested: count,
  slices: z.array(sliceSchema).readonly(),
});
export type Slices = z.infer<typeof slicesSchema>;
