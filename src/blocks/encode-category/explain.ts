import { defineTexts } from "../../base/define-texts.ts";
import { countOf } from "../../base/words.ts";
import { FIRST_LEVEL_CODE } from "../../table/types.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { dimensionsOf, hasManyLevels, nAlone } from "./many-levels.ts";
import type { Spec } from "./spec.ts";

export const text = defineTexts("explain.encode-category", {
  turns: ({ nColumns, nFeatures }: { readonly nColumns: number; readonly nFeatures: number }) =>
    `Turns ${countOf(nColumns, "category column")} into ${countOf(nFeatures, "feature")}; nothing is learned here.`,
  turnsAndLearns: ({ nColumns, nFeatures }: { readonly nColumns: number; readonly nFeatures: number }) =>
    `Turns ${countOf(nColumns, "category column")} into ${countOf(nFeatures, "feature")}; for levels of columns with many, numbers are learned.`,
  column: ({ column, nFeatures }: { readonly column: string; readonly nFeatures: number }) =>
    `${column}: ${countOf(nFeatures, "feature")}, missing and unseen included.`,
  many: ({
    column,
    nLevels,
    nAlone,
    dimensions,
  }: {
    readonly column: string;
    readonly nLevels: number;
    readonly nAlone: number;
    readonly dimensions: number;
  }) =>
    `${column}: ${countOf(nLevels, "level")}; a feature for each of the ${nAlone} commonest, ${dimensions === 0 ? "none for the others" : `and ${countOf(dimensions, "learned number")} for each level`}.`,
});

/** How many features each column became, and of how many levels numbers are learned. */
export function explain({ settings, statistics }: ExplainContext<Spec>): Explanation {
  const { columns, depths } = statistics;
  const all = depths.map((depth) => ({ levels: { length: depth } }));
  const dimensions = dimensionsOf(all, settings);
  const nOf = (column: number) =>
    nAlone(all[column], settings) + (hasManyLevels(all[column], settings) ? dimensions : 0);
  const nFeatures = columns.reduce((sum, _, column) => sum + nOf(column), 0);
  const told = { nColumns: columns.length, nFeatures };
  const hasLearned = dimensions > 0 && all.some((column) => hasManyLevels(column, settings));
  return {
    summary: hasLearned ? text("turnsAndLearns", told) : text("turns", told),
    details: columns.map((column, index) =>
      hasManyLevels(all[index], settings)
        ? text("many", {
            column,
            nLevels: depths[index] - FIRST_LEVEL_CODE,
            nAlone: settings.levels,
            dimensions,
          })
        : text("column", { column, nFeatures: depths[index] }),
    ),
    certainty: "none",
  };
}
