import { randomNormal, randomPermutation, randomUniform } from "../../base/random.ts";
import { columnFromTexts } from "../column-builder.ts";
import { cellsOfRows } from "../raw-column.ts";
import type { RawColumn } from "../types.ts";
import { type DirtTask, keyOf, type Plant, usedColumns } from "./dirt-task.ts";

/** Nothing in the names gives them away. */
const junkName = (number: number) => `extra_${number}`;

const LETTERS = ["a", "b", "c", "d", "e"];
/** Ways to make a column that says nothing of the target; they take turns. */
const WAYS = ["normal", "copy", "uniform", "letters", "long tail"] as const;

/** Columns of chance are put beside those of the file, in all rows: none of the file's own cells is changed. */
export const plantJunkColumns: Plant = (task) => {
  const { recipe, table, draft } = task;
  const taken = new Set(table.columns.map(({ name }) => name));
  for (let count = 0, number = 1; count < recipe.amounts.junk; number++) {
    const name = junkName(number);
    if (taken.has(name)) continue;
    draft.addColumn(junkColumn(task, { name, number: count }));
    count++;
  }
};

function junkColumn(task: DirtTask, { name, number }: { readonly name: string; readonly number: number }): RawColumn {
  const { nRows } = task.table;
  const key = keyOf(task, "junk", number);
  const made = (text: (row: number) => string) =>
    columnFromTexts(
      name,
      Array.from({ length: nRows }, (_, row) => text(row)),
    );
  const way = WAYS[number % WAYS.length];
  switch (way) {
    case "normal":
      return made((row) => (50 + 10 * randomNormal(key, row)).toFixed(1));
    case "uniform":
      return made((row) => randomUniform(key, row).toFixed(3));
    case "letters":
      return made((row) => LETTERS[Math.floor(randomUniform(key, row) * LETTERS.length)]);
    case "long tail":
      return made((row) => Math.exp(2 * randomNormal(key, row)).toFixed(2));
    case "copy": {
      const columns = usedColumns(task);
      if (columns.length === 0) return made((row) => randomUniform(key, row).toFixed(2));
      const { column } = columns[Math.floor(number / WAYS.length) % columns.length];
      return { ...cellsOfRows(column, randomPermutation(key, nRows)), name };
    }
    default:
      return way satisfies never;
  }
}
