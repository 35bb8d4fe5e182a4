import { percent } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";

/** Rows count evenly where their effective share is above the first; unevenly beyond doubt where it is below the second. */
const NONE_ABOVE = 0.98;
const CLEAR_BELOW = 0.8;

/** How unevenly training counts its rows. */
export function explain({ probes }: ExplainContext<Spec>): Explanation {
  const values = probes.weights?.values ?? [1, 0, 0];
  const [effective, belowHalf, belowQuarter] = values;
  if (effective > NONE_ABOVE) {
    return {
      summary: "No clear preference: every training row counts about the same.",
      details: [],
      certainty: "none",
    };
  }
  return {
    summary: `Training counts ${percent(belowHalf)} of its rows less than half.`,
    details: [
      `${percent(belowQuarter)} of the rows count less than a quarter.`,
      `The weights are worth ${percent(effective)} of the rows counted evenly.`,
    ],
    certainty: effective < CLEAR_BELOW ? "clear" : "slight",
  };
}
