import { countOf, percent } from "../../../base/words.ts";
import type { ExplainContext, Explanation } from "../../block.ts";
import type { Spec } from "./spec.ts";

/** How far each column was shifted, the furthest first. */
export function explain({ probes }: ExplainContext<Spec>): Explanation {
  const { rowLabels = [], values = [] } = probes.shares ?? {};
  const details = rowLabels
    .map((name, index) => ({ name, share: values[index] }))
    .sort((first, second) => second.share - first.share)
    .map(({ name, share }) => `${name}: shifted by ${percent(share)} of its mean.`);
  return { summary: `Shifts ${countOf(details.length, "column")}.`, details, certainty: "none" };
}
