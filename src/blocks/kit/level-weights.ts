import type { CategoryData } from "../ports.ts";

/** Σ of cell weights at each code of a category column; [levels of the column]. */
export function levelWeights(data: CategoryData, column: number): readonly number[] {
  const totals = new Array<number>(data.columns[column].levels.length).fill(0);
  for (const { codes, weights } of data.pairs) {
    for (let i = column; i < codes.length; i += data.columns.length) totals[codes[i]] += weights[i];
  }
  return totals;
}
