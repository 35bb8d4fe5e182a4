import { studioError } from "../../base/error.ts";
import type { FitContext, StatisticsOf } from "../block.ts";
import { levelWeights } from "../kit/level-weights.ts";
import type { Spec } from "./spec.ts";

/**
 * The groups that get a weight and their share of training rows: sources, or levels of the chosen column.
 *
 * @returns names and shares (each above 0) of the groups, and their codes.
 * @throws E_BLOCK_COLUMN when the chosen column does not arrive.
 */
export function fit({ settings, inputs, nRows, schema, sourceShares }: FitContext<Spec>): StatisticsOf<Spec> {
  if (settings.by === "") return present(schema.sources, sourceShares);
  const { categories } = inputs;
  const column = categories?.columns.findIndex((candidate) => candidate.name === settings.by) ?? -1;
  if (!categories || column < 0) {
    throw studioError("E_BLOCK_COLUMN", {
      block: "select-sources",
      setting: "by",
      input: "Categories to weigh by",
      columns: categories?.columns.map((candidate) => candidate.name) ?? [],
      got: settings.by,
    });
  }
  const shares = levelWeights(categories, column).map((weight) => weight / nRows);
  return present(categories.columns[column].levels, shares);
}

/** Groups without a training row have nothing to learn from and are left out. */
function present(names: readonly string[], shares: readonly number[]): StatisticsOf<Spec> {
  const codes = names.flatMap((_, code) => (shares[code] > 0 ? [code] : []));
  return { codes, names: codes.map((code) => names[code]), shares: codes.map((code) => shares[code]) };
}
