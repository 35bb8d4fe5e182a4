import { quantile } from "../../base/quantile.ts";
import { randomUniform } from "../../base/random.ts";
import { keyOf, type Plant, someRows } from "./dirt-task.ts";
import { areWhole, numberColumns, numberTextOf } from "./number-text.ts";

/** Distances between the quartiles that a planted number lies beyond them: from the outer fences of Tukey well outwards. */
const [NEAREST, FARTHEST] = [5, 15];

/** Some numbers of each column lie far out, to either side, of columns without negative numbers above alone. */
export const plantOutliers: Plant = (task) => {
  const { recipe, reached, draft } = task;
  for (const { column, rule, place, values } of numberColumns(task)) {
    const filled = reached.filter((row) => !Number.isNaN(values[row]));
    const sorted = Float64Array.from(filled, (row) => values[row]).sort();
    const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
    // Where most cells are one number, the whole range has to do.
    const spread = high - low || sorted[sorted.length - 1] - sorted[0];
    if (!(spread > 0)) continue;
    const [isPositive, isWhole] = [sorted[0] >= 0, areWhole(values)];
    const [lot, size, side] = [3 * place, 3 * place + 1, 3 * place + 2].map((draw) => keyOf(task, "outliers", draw));
    for (const row of someRows(filled, recipe.amounts.outliers, lot)) {
      const reach = spread * (NEAREST + (FARTHEST - NEAREST) * randomUniform(size, row));
      const value = isPositive || randomUniform(side, row) < 0.5 ? high + reach : low - reach;
      draft.set("outliers", column.name, row, numberTextOf(rule, isWhole ? Math.round(value) : value));
    }
  }
};
