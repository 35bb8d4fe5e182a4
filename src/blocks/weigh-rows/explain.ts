import { defineTexts } from "../../base/define-texts.ts";
import { percent } from "../../base/numbers.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";

interface Share {
  readonly share: number;
}

export const text = defineTexts("explain.weigh-rows", {
  even: "No clear preference: every training row counts about the same.",
  belowHalf: ({ share }: Share) => `Training counts ${percent(share)} of its rows less than half.`,
  belowQuarter: ({ share }: Share) => `${percent(share)} of the rows count less than a quarter.`,
  effective: ({ share }: Share) => `The weights are worth ${percent(share)} of the rows counted evenly.`,
});

/** Rows count evenly where their effective share is above the first; unevenly beyond doubt where it is below the second. */
const NONE_ABOVE = 0.98;
const CLEAR_BELOW = 0.8;

/** How unevenly training counts its rows. */
export function explain({ probes }: ExplainContext<Spec>): Explanation {
  const values = probes.weights?.values ?? [1, 0, 0];
  const [effective, belowHalf, belowQuarter] = values;
  if (effective > NONE_ABOVE) {
    return {
      summary: text("even"),
      details: [],
      certainty: "none",
    };
  }
  return {
    summary: text("belowHalf", { share: belowHalf }),
    details: [text("belowQuarter", { share: belowQuarter }), text("effective", { share: effective })],
    certainty: effective < CLEAR_BELOW ? "clear" : "slight",
  };
}
