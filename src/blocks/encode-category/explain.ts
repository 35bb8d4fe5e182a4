import { defineTexts } from "../../base/define-texts.ts";
import { countOf } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";

export const text = defineTexts("explain.encode-category", {
  turns: ({ nColumns, nFeatures }: { readonly nColumns: number; readonly nFeatures: number }) =>
    `Turns ${countOf(nColumns, "category column")} into ${countOf(nFeatures, "feature")}; nothing is learned here.`,
  column: ({ column, nFeatures }: { readonly column: string; readonly nFeatures: number }) =>
    `${column}: ${countOf(nFeatures, "feature")}, missing and unseen included.`,
});

/** How many features each column became; nothing is learned here. */
export function explain({ statistics }: ExplainContext<Spec>): Explanation {
  const { columns, depths } = statistics;
  const total = depths.reduce((sum, depth) => sum + depth, 0);
  return {
    summary: text("turns", { nColumns: columns.length, nFeatures: total }),
    details: columns.map((column, index) => text("column", { column, nFeatures: depths[index] })),
    certainty: "none",
  };
}
