/** Where a row of a file stands in the table of all open files. Pure. */

/** @returns from 0; undefined where the file is not open, or has no such row. @param row from 1 */
export function placeInTable(
  sources: readonly { readonly name: string; readonly nRows: number }[],
  { file, row }: { readonly file: string; readonly row: number },
): number | undefined {
  let first = 0;
  for (const { name, nRows } of sources) {
    if (name === file) return row >= 1 && row <= nRows ? first + row - 1 : undefined;
    first += nRows;
  }
  return undefined;
}
