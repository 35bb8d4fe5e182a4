/** Where edits of cells stand in the table that is open. */
import { type FileEdits, listEdits, type PlacedEdit } from "../../../table/edits/cell-edits.ts";
import type { SourceFile } from "../../../table/types.ts";

/** Of the table, from 0; undefined where the file is not open, or shorter. */
export function rowOfEdit(sources: readonly SourceFile[], { file, hash, row }: PlacedEdit): number | undefined {
  const index = sources.findIndex((source) =>
    hash !== "" && source.hash !== "" ? source.hash === hash : source.name === file,
  );
  if (index < 0 || row > sources[index].nRows) return undefined;
  return sources.slice(0, index).reduce((sum, { nRows }) => sum + nRows, 0) + row - 1;
}

/** "row column" of each edited cell. */
export function editedCells(sources: readonly SourceFile[], edits: readonly FileEdits[]): ReadonlySet<string> {
  return new Set(
    listEdits(edits).flatMap((edit) => {
      const row = rowOfEdit(sources, edit);
      return row === undefined ? [] : [`${row} ${edit.column}`];
    }),
  );
}
