import { cellText } from "../raw-column.ts";
import type { RawColumn } from "../types.ts";

/** Every cell, as it stands. */
export function textsOf(column: RawColumn): readonly string[] {
  return Array.from(column.codes, (_, row) => cellText(column, row));
}
