import { FIRST_LEVEL_CODE, MISSING_CODE } from "../../table/types.ts";
import type { FitContext, StatisticsOf } from "../block.ts";
import { boundColumns } from "../kit/columns.ts";
import { levelWeights } from "../kit/level-weights.ts";
import type { Spec } from "./spec.ts";

/** The first of the heaviest levels; "missing" itself where a column has no level at all. */
function mostFrequent(weights: readonly number[]): number {
  let best = MISSING_CODE;
  for (let code = FIRST_LEVEL_CODE; code < weights.length; code++) {
    if (best === MISSING_CODE ? weights[code] > 0 : weights[code] > weights[best]) best = code;
  }
  return best;
}

/** For each bound column: the code of its most frequent level, that level's label and the share of missing cells. */
export function fit({ settings, inputs, nRows }: FitContext<Spec>): StatisticsOf<Spec> {
  const { columns } = inputs.categories;
  const bound = boundColumns(columns, settings.columns);
  const weights = bound.map((column) => levelWeights(inputs.categories, column));
  const codes = weights.map(mostFrequent);
  return {
    columns: bound.map((column) => columns[column].name),
    mostFrequent: codes,
    labels: bound.map((column, position) => columns[column].levels[codes[position]]),
    missingShare: weights.map((levels) => levels[MISSING_CODE] / Math.max(nRows, 1)),
  };
}
