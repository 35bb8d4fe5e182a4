import type { FitContext, StatisticsOf } from "../block.ts";
import { levelWeights } from "../kit/level-weights.ts";
import { FREQUENCY_UNIT, hasManyLevels } from "./many-levels.ts";
import type { Spec } from "./spec.ts";

/** How often each level of each column occurs in training rows (sums to 1 a column), and which levels ever do. */
export function fit({ settings, inputs, nRows, nTrainRows, codeCounts }: FitContext<Spec>): StatisticsOf<Spec> {
  const { columns } = inputs.categories;
  const weights = columns.map((_, column) => levelWeights(inputs.categories, column));
  const isSample = nRows < nTrainRows;
  return {
    columns: columns.map((column) => column.name),
    depths: weights.map((levels) => levels.length),
    frequencies: weights.flatMap((own, column) => {
      const shares = own.map((weight) => weight / Math.max(nRows, 1));
      if (!hasManyLevels(columns[column], settings)) return shares;
      const counts = isSample ? codeCounts(columns[column].original) : [];
      // A sample may lack a rare level that the model is trained on.
      return shares.map((share, code) => rounded(share > 0 ? share : (counts[code] ?? 0) / nTrainRows));
    }),
  };
}

function rounded(frequency: number): number {
  if (frequency === 0) return 0;
  return Math.max(Math.round(frequency / FREQUENCY_UNIT), 1) / Math.round(1 / FREQUENCY_UNIT);
}
