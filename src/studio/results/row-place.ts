/** Where a row of a file stands in the table of all open files. Pure. */
import { indexOfRow } from "../../table/drawn-rows.ts";
import type { SourceFile } from "../../table/types.ts";

/** @returns from 0; undefined where the file is not open, or has no such row. @param row from 1 */
export function placeInTable(
  sources: readonly Pick<SourceFile, "name" | "nRows" | "dialect">[],
  { file, row }: { readonly file: string; readonly row: number },
): number | undefined {
  let first = 0;
  for (const source of sources) {
    if (source.name === file) {
      const index = row >= 1 ? indexOfRow(source, row) : undefined;
      return index === undefined ? undefined : first + index;
    }
    first += source.nRows;
  }
  return undefined;
}
