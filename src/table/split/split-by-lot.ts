/** Splits by lot: rows, or groups of rows that a column names. */
import { studioError } from "../../base/error.ts";
import { splitText } from "../../base/texts/table.ts";
import { dealByLot } from "./deal-by-lot.ts";
import type { SplitBasis } from "./read-split-column.ts";
import { keepGroups, type RowGroups, sizesOfGroups } from "./row-groups.ts";
import { SPLITS } from "./shares.ts";
import type { SplitOfRow, SplitTask } from "./split-task.ts";
import { noteUntrusted } from "./untrusted-sources.ts";

/** Rows that repeat exactly stay together. */
export function splitByRow(
  task: SplitTask,
  basis: Extract<SplitBasis, { by: "random" | "largest-first" }>,
): SplitOfRow {
  const { repeats, notes } = task;
  const nRepeats = sizesOfGroups(repeats).reduce((sum, size) => sum + size - 1, 0);
  const isLargestFirst = basis.by === "largest-first";
  if (nRepeats > 0) notes.push(splitText("repeated", { nRows: nRepeats }));
  if (nRepeats > 0 && isLargestFirst) notes.push(splitText("largestFirst"));
  const judged = trustedGroups(task);
  return orTrain(dealByLot({ ...task, groups: judged, isLargestFirst }));
}

/** @throws StudioError E_SPLIT_GROUPS where there are fewer than three groups. */
export function splitByGroup(task: SplitTask, { column }: Extract<SplitBasis, { by: "group" }>): SplitOfRow {
  const groups = trustedGroups(task);
  const { nGroups } = groups;
  if (nGroups < SPLITS.length) throw studioError("E_SPLIT_GROUPS", { column, nGroups });
  const nLargest = sizesOfGroups(groups).reduce((most, size) => Math.max(most, size), 0);
  task.notes.push(splitText("groups", { column, nGroups, nLargest }));
  return orTrain(dealByLot({ ...task, groups, groupColumn: column }));
}

/** Groups with a row of a source that is only trained on are not dealt, or one of its rows could be judged by. */
function trustedGroups(task: SplitTask): RowGroups {
  if (task.untrusted.files.length === 0) return task.groups;
  const judged = keepGroups(task.groups, (row) => !task.untrusted.has(row));
  noteUntrusted(task, (row) => judged.ofRow[row] >= 0);
  return judged;
}

/** Groups that were not dealt are trained on. */
function orTrain(dealt: SplitOfRow): SplitOfRow {
  return (row) => dealt(row) ?? "train";
}
