/** How much of each kind of dirt can be planted, and what is planted at first. Pure. */
import { type DirtKind, type DirtRecipe, dirtRecipeSchema } from "../../../table/dirt/recipe.ts";

interface AmountRange {
  readonly max: number;
  readonly step: number;
}

/** More would leave nothing to learn from. */
export const AMOUNTS: Readonly<Record<DirtKind, AmountRange>> = {
  labels: { max: 0.5, step: 0.01 },
  source: { max: 0.5, step: 0.05 },
  units: { max: 0.5, step: 0.01 },
  outliers: { max: 0.2, step: 0.01 },
  missing: { max: 0.6, step: 0.01 },
  junk: { max: 20, step: 1 },
};

export const FIRST_RECIPE: DirtRecipe = dirtRecipeSchema.parse({ seed: 1, amounts: {} });

/** One file has rows that become the source, of several one has labels that are dealt anew, all of them at most. */
export function rangeOf(kind: DirtKind, nFiles: number): AmountRange {
  return kind === "source" && nFiles > 1 ? { max: 1, step: 0.05 } : AMOUNTS[kind];
}
