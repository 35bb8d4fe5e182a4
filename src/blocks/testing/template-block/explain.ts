import { defineTexts } from "../../../base/define-texts.ts";
import { percent } from "../../../base/numbers.ts";
import { countOf } from "../../../base/words.ts";
import type { ExplainContext, Explanation } from "../../block.ts";
import type { Spec } from "./spec.ts";

export const text = defineTexts("explain.template-block", {
  shifts: ({ nColumns }: { readonly nColumns: number }) => `Shifts ${countOf(nColumns, "column")}.`,
  column: ({ column, share }: { readonly column: string; readonly share: number }) =>
    `${column}: shifted by ${percent(share)} of its mean.`,
});

/** How far each column was shifted, the furthest first. */
export function explain({ probes }: ExplainContext<Spec>): Explanation {
  const { rowLabels = [], values = [] } = probes.shares ?? {};
  const details = rowLabels
    .map((column, index) => ({ column, share: values[index] }))
    .sort((first, second) => second.share - first.share)
    .map((shift) => text("column", shift));
  return { summary: text("shifts", { nColumns: details.length }), details, certainty: "none" };
}
