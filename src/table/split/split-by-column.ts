/** Splits as the cells of a column say, or as whole files. */
import { studioError } from "../../base/error.ts";
import { splitText } from "../../base/texts/table.ts";
import type { Split } from "../types.ts";
import { dealByLot } from "./deal-by-lot.ts";
import type { SplitBasis } from "./read-split-column.ts";
import { keepRows } from "./row-groups.ts";
import { type Shares, SPLITS } from "./shares.ts";
import type { SplitOfRow, SplitTask } from "./split-task.ts";
import { noteUntrusted } from "./untrusted-sources.ts";

/**
 * What names no validation rows, or no test rows, leaves them to be drawn by lot from its training rows; repeats stay together
 * there.
 *
 * @throws StudioError E_SPLIT_PARTS where no training rows are named, or nothing else.
 */
export function splitByParts(task: SplitTask, basis: Extract<SplitBasis, { by: "column" | "files" }>): SplitOfRow {
  const { columns, untrusted, notes } = task;
  const { splitOf } = basis;
  const column = basis.by === "column" ? basis.column : undefined;
  noteUntrusted(task, (row) => !untrusted.has(row));
  const told: SplitOfRow = (row) => (untrusted.has(row) ? "train" : splitOf(row));
  const counts: Record<Split | "none", number> = { train: 0, validation: 0, test: 0, none: 0 };
  for (const [row, label] of columns.labels.entries()) if (!Number.isNaN(label)) counts[told(row) ?? "none"]++;
  const absent = SPLITS.filter((split) => counts[split] === 0);
  if (counts.train === 0 || absent.length > 1) throw studioError("E_SPLIT_PARTS", { column, absent });
  notes.push(column === undefined ? splitText("files") : splitText("column", { column }));
  if (column !== undefined && counts.none > 0) notes.push(splitText("columnOther", { column, nRows: counts.none }));
  if (absent.length === 0) return told;
  notes.push(
    column === undefined
      ? splitText("filesLack", { split: absent[0] })
      : splitText("columnLacks", { column, split: absent[0] }),
  );
  const groups = keepRows(task.repeats, (row) => !untrusted.has(row) && splitOf(row) === "train");
  const dealt = dealByLot({ ...task, groups, shares: sharesWith(absent[0], task.shares) });
  return (row) => dealt(row) ?? told(row);
}

/** Shares of training and another split among the rows that both are drawn from. */
function sharesWith(split: Split, shares: Shares): Shares {
  const part = shares[split] / (shares.train + shares[split]);
  return { train: 1 - part, validation: 0, test: 0, [split]: part };
}
