/** Where edits of cells stand in the table that is open. */
import { indexOfRow } from "../../../table/drawn-rows.ts";
import { type FileEdits, listEdits, type PlacedEdit } from "../../../table/edits/cell-edits.ts";
import type { SourceFile } from "../../../table/types.ts";

/** Of the table, from 0; undefined where the file is not open, or shorter. */
export function rowOfEdit(sources: readonly SourceFile[], { file, hash, row }: PlacedEdit): number | undefined {
  const index = sources.findIndex((source) =>
    hash !== "" && source.hash !== "" ? source.hash === hash : source.name === file,
  );
  const place = index < 0 ? undefined : indexOfRow(sources[index], row);
  if (place === undefined) return undefined;
  return sources.slice(0, index).reduce((sum, { nRows }) => sum + nRows, 0) + place;
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
