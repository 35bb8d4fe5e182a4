import type { FitContext, StatisticsOf } from "../block.ts";
import { levelWeights } from "../kit/level-weights.ts";
import type { Spec } from "./spec.ts";

/** How often each level of each column occurs in training rows (sums to 1 a column), and which levels ever do. */
export function fit({ inputs, nRows }: FitContext<Spec>): StatisticsOf<Spec> {
  const { columns } = inputs.categories;
  const weights = columns.map((_, column) => levelWeights(inputs.categories, column));
  return {
    columns: columns.map((column) => column.name),
    depths: weights.map((levels) => levels.length),
    frequencies: weights.flat().map((weight) => weight / Math.max(nRows, 1)),
  };
}
