import { randomNormal, randomPermutation, randomUniform } from "../../base/random.ts";
import { columnFromTexts } from "../column-builder.ts";
import { cellsOfRows } from "../raw-column.ts";
import type { RawColumn } from "../types.ts";
import { type DirtTask, keyOf, type Plant, randomBelow, usedColumns } from "./dirt-task.ts";
import { junkNames } from "./junk-names.ts";

/** Draws of this kind that no column takes: there are fewer columns. */
const OF_NAMES = 0x100000;
const OF_PLACES = 0x200000;

const LETTERS = ["a", "b", "c", "d", "e"];
/** Ways to make a column that says nothing of the target; they take turns. */
const WAYS = ["normal", "copy", "uniform", "letters", "long tail"] as const;

/**
 * Columns of chance are put among those of the file, in all rows: none of the file's own cells is changed. Neither their names nor their places
 * give them away.
 */
export const plantJunkColumns: Plant = (task) => {
  const { recipe, table, draft } = task;
  const own = table.columns.map(({ name }) => name);
  const names = junkNames(own, recipe.amounts.junk, keyOf(task, "junk", OF_NAMES));
  for (const [number, name] of names.entries()) {
    const place = randomBelow(own.length + 1, keyOf(task, "junk", OF_PLACES), number);
    draft.addColumn(junkColumn(task, { name, number }), place);
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
