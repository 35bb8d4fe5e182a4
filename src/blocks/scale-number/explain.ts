import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { explainChoice } from "../kit/explain-choice.ts";
import { SCALINGS, type Spec } from "./spec.ts";

/** Which scaling each column took, and which columns do not vary. */
export function explain({ settings, statistics, probes }: ExplainContext<Spec>): Explanation {
  const { columns, perDeviation } = statistics;
  const constant = columns.filter((_, index) => perDeviation[index] === 0);
  const notes = constant.length > 0 ? [`Constant in training, so 0 from here on: ${listWords(constant, 12)}.`] : [];
  const reading = probes.scaling;
  if (!reading) {
    const summary =
      columns.length === 0
        ? "No number column to scale."
        : `${countOf(columns.length, "column")} scaled by ${settings.use}, as set.`;
    return { summary, details: notes, certainty: "none" };
  }
  return explainChoice({ subject: "Scaling", reading, preferred: SCALINGS.indexOf("z-score"), more: notes });
}
