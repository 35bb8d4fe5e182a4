import type { FitContext, Statistics } from "../block.ts";
import { dataOf } from "../kit/inputs.ts";
import { levelWeights } from "../kit/level-weights.ts";
import type { EncodeCategorySettings } from "./spec.ts";

/** How often each level of each column occurs in training rows (sums to 1 a column), and which levels ever do. */
export function fit({ inputs, nRows }: FitContext<EncodeCategorySettings>): Statistics {
  const data = dataOf(inputs, "categories", "category");
  const weights = (data?.columns ?? []).map((_, column) => levelWeights(data!, column));
  return {
    columns: (data?.columns ?? []).map((column) => column.name),
    depths: weights.map((levels) => levels.length),
    frequencies: weights.flat().map((weight) => weight / Math.max(nRows, 1)),
  };
}
