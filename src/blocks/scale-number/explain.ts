import { defineTexts } from "../../base/define-texts.ts";
import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { explainChoice } from "../kit/explain-choice.ts";
import { optionName } from "../kit/option-name.ts";
import { SCALINGS, type Spec } from "./spec.ts";

export const text = defineTexts("explain.scale-number", {
  /** Starts a sentence on what was chosen. */
  subject: "Scaling",
  nothing: "No number column to scale.",
  asSet: ({ nColumns, scaling }: { readonly nColumns: number; readonly scaling: string }) =>
    `${countOf(nColumns, "column")} scaled by ${scaling}, as set.`,
  constant: ({ columns }: { readonly columns: readonly string[] }) =>
    `Constant in training, so 0 from here on: ${listWords(columns, 12)}.`,
});

/** Which scaling each column took, and which columns do not vary. */
export function explain({ settings, statistics, probes }: ExplainContext<Spec>): Explanation {
  const { columns, perDeviation } = statistics;
  const constant = columns.filter((_, index) => perDeviation[index] === 0);
  const notes = constant.length > 0 ? [text("constant", { columns: constant })] : [];
  const reading = probes.scaling;
  if (!reading) {
    const summary =
      columns.length === 0
        ? text("nothing")
        : text("asSet", { nColumns: columns.length, scaling: optionName(settings.use) });
    return { summary, details: notes, certainty: "none" };
  }
  return explainChoice({ subject: text("subject"), reading, preferred: SCALINGS.indexOf("z-score"), more: notes });
}
