import { defineTexts } from "../../base/define-texts.ts";
import { percent, withUnit } from "../../base/numbers.ts";
import { countOf } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { explainChoice } from "../kit/explain-choice.ts";
import { inColumnUnit, plainNumber } from "../kit/file-unit.ts";
import { FENCE_SPREADS } from "./fences.ts";
import type { Spec } from "./spec.ts";

interface TamedColumn {
  readonly column: string;
  /** Lower and upper, in the unit of the column: as learned, and as training began. */
  readonly thresholds: readonly string[];
  readonly start: readonly string[];
  readonly beyond: number;
}

export const text = defineTexts("explain.tame-outliers", {
  /** Starts a sentence on what was chosen. */
  subject: "Taming outliers",
  leftAlone: ({ isSet }: { readonly isSet: boolean }) =>
    `Outliers are left alone: ${isSet ? "as set" : "no column varies"}.`,
  asSet: ({ nColumns }: { readonly nColumns: number }) =>
    `Outliers of ${countOf(nColumns, "column")} are tamed, as set.`,
  nothingBeyond: "No training cell lies beyond the starting thresholds: hardly matters here.",
  column: ({ column, thresholds, start, beyond }: TamedColumn) =>
    `${column}: thresholds ${thresholds.join(" to ")} (began at ${start.join(" to ")}); ${percent(beyond)} of training cells began outside.`,
});

/** Whether outliers were tamed, and for each column the learned thresholds and those that training began with. */
export function explain({ settings, statistics, probes, unitOf }: ExplainContext<Spec>): Explanation {
  const { columns, offset, q25, q75, spread, beyond } = statistics;
  const { lower, upper } = probes;
  if (!lower || !upper) {
    const isSet = settings.use === "leave alone";
    return { summary: text("leftAlone", { isSet }), details: [], certainty: "none" };
  }
  const details = lower.rowLabels
    .map((name, index) => ({ name, at: columns.indexOf(name), low: lower.values[index], high: upper.values[index] }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => beyond[b.at] - beyond[a.at])
    .map(({ name, at, low, high }) => {
      const words = (ends: readonly number[]) => {
        const [first, last] = ends.map((end) => plainNumber(end, offset[at]));
        return [first, withUnit(last, unitOf(name))];
      };
      return text("column", {
        column: name,
        thresholds: words([low, high].map((end) => inColumnUnit(end, offset[at]))),
        start: words([q25[at] - FENCE_SPREADS * spread[at], q75[at] + FENCE_SPREADS * spread[at]]),
        beyond: beyond[at],
      });
    });
  const reading = probes.treatment;
  if (!reading) {
    return {
      summary: text("asSet", { nColumns: details.length }),
      details,
      certainty: "none",
    };
  }
  const nothingOutside = beyond.every((share) => share === 0);
  if (nothingOutside) {
    return {
      summary: text("nothingBeyond"),
      details,
      certainty: "none",
    };
  }
  return explainChoice({ subject: text("subject"), reading, preferred: -1, more: details });
}
