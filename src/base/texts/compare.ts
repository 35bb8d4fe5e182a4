/** Words of comparing a trained pipeline with predictions that somebody else made of its test rows. */
import { defineTexts } from "../define-texts.ts";
import { countOf } from "../words.ts";

export const compareText = defineTexts("compare", {
  ours: "the trained pipeline",
  theirs: ({ file }: { readonly file: string }) => `“${file}”`,
  ignored: ({ nRows }: { readonly nRows: number }) =>
    `${countOf(nRows, "prediction")} of rows that are no test rows ${nRows === 1 ? "was" : "were"} left out.`,
  rescaled: ({ nRows }: { readonly nRows: number }) =>
    `The probabilities of ${countOf(nRows, "row")} did not quite sum to 1, as rounded ones do not, and were divided by their sum.`,
  /** What a cell of such a file is expected to be. */
  probability: ({ low, high }: { readonly low: number; readonly high: number }) =>
    `a probability, from ${low} to ${high}`,
  number: "a number",
  rowNumber: "the number of a data row, counted from 1",
  rowOnce: "each row once",
  sumToOne: ({ sum }: { readonly sum: number }) => `probabilities that sum to 1, not to ${sum.toPrecision(3)}`,
  oneOf: ({ labels }: { readonly labels: readonly string[] }) => `one of ${labels.join(", ")}`,
  classesAlone: "There are no probabilities in the file, so predicted classes alone are compared.",
});
