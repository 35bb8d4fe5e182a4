import { defineTexts } from "../../base/define-texts.ts";
import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";

interface Names {
  readonly names: readonly string[];
}

export const text = defineTexts("explain.csv-source", {
  gives: ({ nNumbers, nCategories }: { readonly nNumbers: number; readonly nCategories: number }) =>
    `Gives ${countOf(nNumbers, "number column")} and ${countOf(nCategories, "category column")}; nothing is learned here.`,
  numbers: ({ names }: Names) => `Numbers: ${listWords(names, 12)}.`,
  categories: ({ names }: Names) => `Categories: ${listWords(names, 12)}.`,
  sources: ({ names }: Names) => `Sources: ${listWords(names, 12)}.`,
});

/** What the table gives; nothing is learned here. */
export function explain({ statistics }: ExplainContext<Spec>): Explanation {
  const { numbers, categories, sources } = statistics;
  return {
    summary: text("gives", { nNumbers: numbers.length, nCategories: categories.length }),
    details: [
      ...(numbers.length > 0 ? [text("numbers", { names: numbers })] : []),
      ...(categories.length > 0 ? [text("categories", { names: categories })] : []),
      ...(sources.length > 1 ? [text("sources", { names: sources })] : []),
    ],
    certainty: "none",
  };
}
