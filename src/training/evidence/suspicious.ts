/** Rows whose labels look wrong, as reports tell them: numbers of rows and classes, nothing of what stands in the rows. */
import { z } from "zod";

const share = z.number().min(0).max(1);
/** Also NaN, of a single validation row. */
const anyNumber = z.custom<number>((value) => typeof value === "number", "a number");
const count = z.number().int().nonnegative();

export const suspiciousRowsSchema = z.object({
  /** Rows that were looked at: training and validation rows. */
  nLooked: count,
  /** Those that look wrong; as many of them are listed as there is room for. */
  nSuspicious: count,
  /** About so many of all labels are wrong, as far as wrong ones are like those that were changed on purpose; an upper estimate. */
  wrongShare: share,
  /** Labels that were changed on purpose while looking, and the share of them that looked wrong. */
  nPlanted: count,
  foundShare: share,
  /** Whether training in the expectation of so many wrong labels was better on the validation rows, as their labels stand. */
  doubt: z
    .object({
      wrongLabels: share,
      /** Log loss with the expectation less that without; negative: it is better. */
      delta: anyNumber,
      standardError: anyNumber,
      /** Better by more than one standard error: the members of the ensemble were trained with it. */
      isTaken: z.boolean(),
    })
    .optional(),
  /** The most suspicious first. */
  rows: z.array(
    z.object({
      file: z.string(),
      /** The data row in the file, from 1. */
      row: z.number().int().positive(),
      /** The class that stands there, and the one that models expect that were not trained on the row. */
      label: z.string(),
      expected: z.string(),
      /** 0 … 1: the mean of the ranks among all rows that were looked at. */
      suspicion: share,
    }),
  ),
});
export type SuspiciousRows = z.infer<typeof suspiciousRowsSchema>;
