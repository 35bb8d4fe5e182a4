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
  classesAlone: "There are no probabilities in the file, so predicted classes alone are compared.",
});
