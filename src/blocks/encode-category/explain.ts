import { countOf } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";

/** How many features each column became; nothing is learned here. */
export function explain({ statistics }: ExplainContext<Spec>): Explanation {
  const { columns, depths } = statistics;
  const total = depths.reduce((sum, depth) => sum + depth, 0);
  return {
    summary: `Turns ${countOf(columns.length, "category column")} into ${countOf(total, "feature")}; nothing is learned here.`,
    details: columns.map(
      (name, index) => `${name}: ${countOf(depths[index], "feature")}, missing and unseen included.`,
    ),
    certainty: "none",
  };
}
