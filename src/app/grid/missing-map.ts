/** Where cells are missing, from the first row to the last. */
import type { TableDescription } from "../describe-table.ts";
import type { OpenTable } from "../open-table.ts";
import { gridColumns } from "./grid-rows.ts";

export interface MissingMap {
  /** In the order of the rules: float32 [nColumns, nParts], the share of cells that are missing or unreadable, row-major. */
  readonly shares: Float32Array;
  /** The rows one after the other, in so many parts of about the same size. */
  readonly nParts: number;
}

const MOST_PARTS = 200;

/** Others can have their turn between columns. */
export function* missingMap(open: OpenTable, description: TableDescription): Generator<void, MissingMap> {
  const { nRows } = open.table;
  const nParts = Math.max(1, Math.min(MOST_PARTS, nRows));
  const columns = gridColumns(open, description);
  const shares = new Float32Array(columns.length * nParts);
  for (const [index, { reader }] of columns.entries()) {
    yield;
    for (let part = 0; part < nParts; part++) {
      const [begin, end] = [Math.floor((part * nRows) / nParts), Math.floor(((part + 1) * nRows) / nParts)];
      let nMissing = 0;
      for (let row = begin; row < end; row++) if (reader.stateOf(row) !== "filled") nMissing++;
      shares[index * nParts + part] = nMissing / Math.max(1, end - begin);
    }
  }
  return { shares, nParts };
}
