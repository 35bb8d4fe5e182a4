import { defineTexts } from "../../base/define-texts.ts";
import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";

export const text = defineTexts("explain.encode-number", {
  turns: ({ nColumns, nFeatures }: { readonly nColumns: number; readonly nFeatures: number }) =>
    `Turns ${countOf(nColumns, "number column")} into ${countOf(nFeatures, "feature")}; nothing is learned here.`,
  nothing: "No number column varies, so nothing is encoded.",
  column: ({ column, nBins }: { readonly column: string; readonly nBins: number }) =>
    `${column}: ${countOf(nBins, "range")} of about equally many rows.`,
  constant: ({ columns }: { readonly columns: readonly string[] }) =>
    `Constant in training, so left out: ${listWords(columns, 12)}.`,
});

/** How many features each column became; nothing is learned here. */
export function explain({ statistics }: ExplainContext<Spec>): Explanation {
  const { columns, nBins } = statistics;
  const encoded = columns.flatMap((column, index) => (nBins[index] > 0 ? [{ column, nBins: nBins[index] }] : []));
  const constant = columns.filter((_, index) => nBins[index] === 0);
  const nFeatures = nBins.reduce((total, count) => total + count, 0);
  return {
    summary: nFeatures === 0 ? text("nothing") : text("turns", { nColumns: encoded.length, nFeatures }),
    details: [
      ...encoded.map((column) => text("column", column)),
      ...(constant.length > 0 ? [text("constant", { columns: constant })] : []),
    ],
    certainty: "none",
  };
}
