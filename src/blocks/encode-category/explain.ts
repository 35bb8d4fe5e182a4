import { countOf } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { numbersOf, textsOf } from "../kit/statistics.ts";
import type { EncodeCategorySettings } from "./spec.ts";

/** How many features each column became; nothing is learned here. */
export function explain({ statistics }: ExplainContext<EncodeCategorySettings>): Explanation {
  const columns = textsOf(statistics, "columns");
  const depths = numbersOf(statistics, "depths", columns.length);
  const total = depths.reduce((sum, depth) => sum + depth, 0);
  return {
    summary: `Turns ${countOf(columns.length, "category column")} into ${countOf(total, "feature")}; nothing is learned here.`,
    details: columns.map(
      (name, index) => `${name}: ${countOf(depths[index], "feature")}, missing and unseen included.`,
    ),
    certainty: "none",
  };
}
