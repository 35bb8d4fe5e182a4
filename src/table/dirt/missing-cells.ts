import { cellText } from "../raw-column.ts";
import { keyOf, type Plant, someRows, usedColumns } from "./dirt-task.ts";

/** Some filled cells of every column that is learned from are emptied, whatever stands in them. */
export const plantMissingCells: Plant = (task) => {
  const { recipe, reached, draft } = task;
  for (const { column, place } of usedColumns(task)) {
    for (const row of someRows(reached, recipe.amounts.missing, keyOf(task, "missing", place))) {
      if (cellText(column, row).trim() !== "") draft.set("missing", column.name, row, "");
    }
  }
};
