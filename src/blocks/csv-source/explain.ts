import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";

/** What the table gives; nothing is learned here. */
export function explain({ statistics }: ExplainContext<Spec>): Explanation {
  const { numbers, categories, sources } = statistics;
  return {
    summary: `Gives ${countOf(numbers.length, "number column")} and ${countOf(categories.length, "category column")}; nothing is learned here.`,
    details: [
      ...(numbers.length > 0 ? [`Numbers: ${listWords(numbers, 12)}.`] : []),
      ...(categories.length > 0 ? [`Categories: ${listWords(categories, 12)}.`] : []),
      ...(sources.length > 1 ? [`Sources: ${listWords(sources, 12)}.`] : []),
    ],
    certainty: "none",
  };
}
