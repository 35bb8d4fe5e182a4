/** How much single columns tell of the target by themselves: what remains visible where a network has too many columns to learn from. */

import type { Dataset } from "../../table/types.ts";
import { placesOf } from "../dealt-out.ts";

/** Numbers are taken in so many groups of about as many rows, by rank; gaps are one more. A target of numbers is taken in as many as it has here. */
const N_GROUPS = 8;
const N_TARGET_GROUPS = 4;
/** More rows say no more. */
const MOST_ROWS = 5000;
/** More classes or levels than these are taken together, the last ones. */
const MOST_GROUPS = 32;

/**
 * For each column of the file how far a table of its groups and those of the target is from what chance gives: (χ² − df) / √(2 df), the highest of all that
 * the column became.
 *
 * @param all those that may be looked at.
 * @source Pearson's test of independence; as a filter: Forman, "An extensive empirical study of feature selection metrics for text
 *   classification" (JMLR 2003).
 */
export function associations(dataset: Dataset, all: Uint32Array): ReadonlyMap<string, number> {
  const every = Math.ceil(all.length / MOST_ROWS);
  const rows = all.filter((_, at) => at % every === 0);
  const { schema, numbers, missing, categories, labels } = dataset;
  const target =
    schema.target.task === "regression"
      ? groupedByRank(
          Float64Array.from(rows, (row) => labels[row]),
          N_TARGET_GROUPS,
        )
      : Int32Array.from(rows, (row) => Math.min(labels[row], MOST_GROUPS - 1));
  const [nNumbers, nCategories] = [schema.numbers.length, schema.categories.length];
  return new Map(
    [...placesOf(schema)].map(([column, places]) => {
      const groups = [
        ...places.numbers.map((place) => {
          const values = Float64Array.from(rows, (row) =>
            missing[row * nNumbers + place] ? Number.NaN : numbers[row * nNumbers + place],
          );
          return groupedByRank(values, N_GROUPS);
        }),
        ...places.categories.map((place) =>
          Int32Array.from(rows, (row) => Math.min(categories[row * nCategories + place], MOST_GROUPS - 1)),
        ),
      ];
      return [column, Math.max(...groups.map((own) => dependence(own, target)))];
    }),
  );
}

/** Groups 1, 2, … of about as many values each, equal ones together; 0 of NaN. */
function groupedByRank(values: Float64Array, nGroups: number): Int32Array {
  const order = Uint32Array.from(values.keys()).filter((at) => !Number.isNaN(values[at]));
  order.sort((a, b) => values[a] - values[b]);
  const groups = new Int32Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    const group = 1 + Math.floor((((start + end - 1) / 2) * nGroups) / order.length);
    for (let at = start; at < end; at++) groups[order[at]] = group;
  }
  return groups;
}

function dependence(first: Int32Array, second: Int32Array): number {
  const width = second.reduce((most, group) => Math.max(most, group), 0) + 1;
  const height = first.reduce((most, group) => Math.max(most, group), 0) + 1;
  const counts = new Float64Array(width * height);
  const [ofFirst, ofSecond] = [new Float64Array(height), new Float64Array(width)];
  first.forEach((group, at) => {
    counts[group * width + second[at]]++;
    ofFirst[group]++;
    ofSecond[second[at]]++;
  });
  let statistic = 0;
  counts.forEach((count, at) => {
    const expected = (ofFirst[Math.floor(at / width)] * ofSecond[at % width]) / first.length;
    if (expected > 0) statistic += (count - expected) ** 2 / expected;
  });
  const present = (totals: Float64Array) => totals.filter((total) => total > 0).length;
  const df = (present(ofFirst) - 1) * (present(ofSecond) - 1);
  return df > 0 ? (statistic - df) / Math.sqrt(2 * df) : 0;
}
