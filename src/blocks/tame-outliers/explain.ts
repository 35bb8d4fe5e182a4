import { countOf, percent } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { explainChoice } from "../kit/explain-choice.ts";
import { inColumnUnit, plainNumber } from "../kit/file-unit.ts";
import { FENCE_SPREADS } from "./fences.ts";
import type { Spec } from "./spec.ts";

/** Whether outliers were tamed, and for each column the learned thresholds and those that training began with. */
export function explain({ settings, statistics, probes }: ExplainContext<Spec>): Explanation {
  const { columns, offset, q25, q75, spread, beyond } = statistics;
  const { lower, upper } = probes;
  if (!lower || !upper) {
    const why = settings.use === "leave alone" ? "as set" : "no column varies";
    return { summary: `Outliers are left alone: ${why}.`, details: [], certainty: "none" };
  }
  const details = lower.rowLabels
    .map((name, index) => ({ name, at: columns.indexOf(name), low: lower.values[index], high: upper.values[index] }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => beyond[b.at] - beyond[a.at])
    .map(({ name, at, low, high }) => {
      const words = (ends: readonly number[]) => ends.map((end) => plainNumber(end, offset[at])).join(" to ");
      const begin = words([q25[at] - FENCE_SPREADS * spread[at], q75[at] + FENCE_SPREADS * spread[at]]);
      const range = words([low, high].map((end) => inColumnUnit(end, offset[at])));
      return `${name}: thresholds ${range} (began at ${begin}); ${percent(beyond[at])} of training cells began outside.`;
    });
  const reading = probes.treatment;
  if (!reading) {
    return {
      summary: `Outliers of ${countOf(details.length, "column")} are tamed, as set.`,
      details,
      certainty: "none",
    };
  }
  const nothingOutside = beyond.every((share) => share === 0);
  if (nothingOutside) {
    return {
      summary: "No training cell lies beyond the starting thresholds: hardly matters here.",
      details,
      certainty: "none",
    };
  }
  return explainChoice({ subject: "Taming outliers", reading, preferred: -1, more: details });
}
