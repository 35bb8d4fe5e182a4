import { StudioError } from "../../program/error.ts";
import type { FitContext, Statistics } from "../block.ts";
import { dataOf } from "../inputs.ts";
import type { SelectSourcesSettings } from "./spec.ts";

/**
 * The groups that get a weight and their share of training rows: sources, or levels of the chosen column.
 *
 * @returns names and shares (each above 0) of the groups, and their codes.
 * @throws E_BLOCK_COLUMN when the chosen column does not arrive.
 */
export function fit({ settings, inputs, nRows, schema, sourceShares }: FitContext<SelectSourcesSettings>): Statistics {
  if (settings.by === "") return present(schema.sources, sourceShares);
  const categories = dataOf(inputs, "categories", "category");
  const column = categories?.columns.findIndex((candidate) => candidate.name === settings.by) ?? -1;
  if (!categories || column < 0) {
    const names = categories?.columns.map((candidate) => `“${candidate.name}”`).join(", ");
    throw new StudioError({
      code: "E_BLOCK_COLUMN",
      where: "select-sources, settings.by",
      expected: names
        ? `one of the category columns that arrive: ${names}`
        : "category columns at the input “Categories to weigh by”",
      got: `“${settings.by}”`,
      fix: "Choose a column that arrives, connect it, or leave the setting empty to weigh by file.",
    });
  }
  const { levels } = categories.columns[column];
  const shares = new Array<number>(levels.length).fill(0);
  for (const { codes, weights } of categories.pairs) {
    for (let row = 0; row < nRows; row++) {
      const cell = row * categories.columns.length + column;
      shares[codes[cell]] += weights[cell] / nRows;
    }
  }
  return present(levels, shares);
}

/** Groups without a training row have nothing to learn from and are left out. */
function present(names: readonly string[], shares: readonly number[]): Statistics {
  const codes = names.flatMap((_, code) => (shares[code] > 0 ? [code] : []));
  return { codes, names: codes.map((code) => names[code]), shares: codes.map((code) => shares[code]) };
}
