/** Rows stand in the splits that they had before cells were edited: no edit makes a row that tests what was learned one that is trained on. */
import { type RowSplit, type SplitOptions, splitRowsInPieces } from "../split/split-rows.ts";
import type { Columns } from "../types.ts";

/**
 * As `splitRows` of the table before its edits. A row that has lost its label is in no split; one that was given a label trains
 * where rows are split by lot, and is in no split where something else tells.
 *
 * @param before the columns of the unedited table, as that is read by itself.
 * @throws as `splitRows`
 */
export function* splitAsUnedited(columns: Columns, before: Columns, options: SplitOptions): Generator<void, RowSplit> {
  const { split, groups, notes } = yield* splitRowsInPieces(before, options);
  const { labels } = columns;
  const isByLot = options.basis === undefined || options.basis.by === "random" || options.basis.by === "largest-first";
  const takesPart = (row: number) => options.only === undefined || options.only[row] === 1;
  const isNew = (row: number) =>
    isByLot && takesPart(row) && !Number.isNaN(labels[row]) && Number.isNaN(before.labels[row]);
  const labelled = (rows: Uint32Array) => rows.filter((row) => !Number.isNaN(labels[row]));
  const added = Uint32Array.from(labels.keys()).filter(isNew);
  let nGroups = groups.reduce((most, group) => Math.max(most, group), -1) + 1;
  return {
    split: {
      train: Uint32Array.from([...labelled(split.train), ...added]).sort(),
      validation: labelled(split.validation),
      test: labelled(split.test),
    },
    groups: groups.map((group, row) => (Number.isNaN(labels[row]) ? -1 : isNew(row) ? nGroups++ : group)),
    notes,
  };
}
