import { defineTexts } from "../../base/define-texts.ts";
import { percent } from "../../base/numbers.ts";
import { countOf } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { explainChoice } from "../kit/explain-choice.ts";
import type { Spec } from "./spec.ts";

export const text = defineTexts("explain.impute-category", {
  /** Starts a sentence on what was chosen. */
  subject: "Filling gaps",
  noGap: "No gap in the training rows: nothing to fill.",
  asSet: ({ nColumns, isOwnLevel }: { readonly nColumns: number; readonly isOwnLevel: boolean }) =>
    `Gaps in ${countOf(nColumns, "column")} ${isOwnLevel ? "stay a level of their own" : "become the most frequent level"}, as set.`,
  column: ({ column, missingShare, level }: { column: string; missingShare: number; level: string }) =>
    `${column}: ${percent(missingShare)} missing; most frequent level “${level}”.`,
});

/** Whether gaps became the most frequent level or stayed a level of their own, and how large they were. */
export function explain({ settings, statistics, probes }: ExplainContext<Spec>): Explanation {
  const { columns, labels, missingShare } = statistics;
  const gappy = columns.flatMap((_, index) => (missingShare[index] > 0 ? [index] : []));
  if (gappy.length === 0) {
    return { summary: text("noGap"), details: [], certainty: "none" };
  }
  const details = [...gappy]
    .sort((a, b) => missingShare[b] - missingShare[a])
    .map((index) =>
      text("column", { column: columns[index], missingShare: missingShare[index], level: labels[index] }),
    );
  const reading = probes.filling;
  if (!reading) {
    const found = { nColumns: gappy.length, isOwnLevel: settings.use === "own level" };
    return { summary: text("asSet", found), details, certainty: "none" };
  }
  return explainChoice({ subject: text("subject"), reading, preferred: -1, more: details });
}
