/** Which numbers of a column lie far out. */
import { type CountedNumbers, cellAt, summaryUnder } from "./column-summary.ts";
import { dateCells, numberCells } from "./infer/read-summary.ts";
import type { ColumnRule, RawColumn } from "./types.ts";

export interface Fences {
  readonly low: number;
  readonly high: number;
}

/** Of the distance between the quartiles: how far a value may lie beyond them. */
const REACH = 3;

/**
 * What lies outside is far out: more than three times the distance between the quartiles beyond them.
 *
 * @returns undefined where half of the cells or more are one number: everything else would be far out.
 * @source Tukey, "Exploratory Data Analysis" (1977): outer fences.
 */
export function fencesOf(numbers: CountedNumbers): Fences | undefined {
  const { nCells } = numbers;
  if (nCells < 4) return undefined;
  const [first, third] = [cellAt(numbers, Math.floor(nCells / 4)), cellAt(numbers, Math.floor((3 * nCells) / 4))];
  const reach = REACH * (third - first);
  return reach > 0 ? { low: first - reach, high: third + reach } : undefined;
}

/** Cells outside of the fences. */
export function countFar({ values, counts }: CountedNumbers, { low, high }: Fences): number {
  let count = 0;
  for (let place = 0; place < values.length && values[place] < low; place++) count += counts[place];
  for (let place = values.length - 1; place >= 0 && values[place] > high; place--) count += counts[place];
  return count;
}

/** Of a column under a rule; undefined for texts and categories. */
export function columnFences(column: RawColumn, rule: ColumnRule): Fences | undefined {
  const numbers = numbersUnder(column, rule);
  return numbers && fencesOf(numbers);
}

function numbersUnder(column: RawColumn, rule: ColumnRule): CountedNumbers | undefined {
  const summary = summaryUnder(column, rule);
  if (rule.type === "number") return numberCells(summary, rule).numbers;
  return rule.type === "date" ? dateCells(summary, rule).days : undefined;
}
