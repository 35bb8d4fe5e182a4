/** Every cell in quotes: no reader takes one for something else. */
function line(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join()}\n`;
}

/** A table as CSV. @param cellOf of a column, by its place, and a row. */
export function quotedCsv(
  names: readonly string[],
  nRows: number,
  cellOf: (column: number, row: number) => string,
): string {
  const lines = [line(names)];
  for (let row = 0; row < nRows; row++) lines.push(line(names.map((_, column) => cellOf(column, row))));
  return lines.join("");
}
