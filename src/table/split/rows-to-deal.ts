/** What is dealt by lot: rows that repeat exactly together, unless rows differ in too little for that. */
import { splitText } from "../../base/texts/table.ts";
import type { Columns } from "../types.ts";
import { groupRepeats, keepGroups, type RowGroups } from "./row-groups.ts";
import { SPLITS } from "./shares.ts";
import type { SplitTask } from "./split-task.ts";

/**
 * Labelled rows in groups. Where one column of two levels tells two classes there are four different rows, however many
 * there are: equal rows are then no copies of each other, and each is dealt by itself.
 */
export function groupsToDeal({
  columns,
  untrusted,
  notes,
}: Pick<SplitTask, "columns" | "untrusted" | "notes">): RowGroups {
  const repeats = groupRepeats(columns);
  const judged = untrusted.files.length === 0 ? repeats : keepGroups(repeats, (row) => !untrusted.has(row));
  if (countShared(judged, columns) >= SPLITS.length) return repeats;
  const single = singleRows(repeats);
  if (single.nGroups < SPLITS.length) return repeats;
  if (single.nGroups > repeats.nGroups) notes.push(splitText("fewDifferent", { nDifferent: repeats.nGroups }));
  return single;
}

/** Groups of classes that have one for each split; all groups of a regression. */
function countShared({ ofRow, nGroups }: RowGroups, { labels, schema }: Columns): number {
  if (schema.target.task === "regression") return nGroups;
  const counts = new Map<number, number>();
  const isKnown = new Uint8Array(nGroups);
  for (const [row, group] of ofRow.entries()) {
    if (group < 0 || isKnown[group] === 1) continue;
    isKnown[group] = 1;
    counts.set(labels[row], (counts.get(labels[row]) ?? 0) + 1);
  }
  return [...counts.values()].reduce((sum, count) => sum + (count < SPLITS.length ? 0 : count), 0);
}

function singleRows({ ofRow }: RowGroups): RowGroups {
  let nGroups = 0;
  return { ofRow: ofRow.map((group) => (group < 0 ? -1 : nGroups++)), nGroups };
}
