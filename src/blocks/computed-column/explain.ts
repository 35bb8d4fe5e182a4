import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";
import { text } from "./words.ts";

/** What is computed; nothing is learned here. */
export function explain({ settings: { name, formula } }: ExplainContext<Spec>): Explanation {
  if (formula.trim() === "") return { summary: text("none"), details: [], certainty: "none" };
  return { summary: text("computed", { name, formula }), details: [text("missing", { name })], certainty: "none" };
}
