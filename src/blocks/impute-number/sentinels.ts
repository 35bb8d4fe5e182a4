/** Numbers that mean missing, as cells of the columns that arrive. */
import type { z } from "zod";
import type { ColumnRef } from "../ports.ts";
import type { spec } from "./spec.ts";

type Sentinels = z.output<typeof spec.settings>["sentinels"];

/** A cell is as good as the number within this share of it: engines hold numbers in float32. */
const TOLERANCE = 1e-6;

export interface Sentinel {
  /** Place among the columns. */
  readonly column: number;
  /** float32, less the column's offset. */
  readonly value: number;
  readonly tolerance: number;
}

/** Those of columns that are there; others belong to another table. */
export function sentinelsAmong(columns: readonly ColumnRef[], sentinels: Sentinels): readonly Sentinel[] {
  return sentinels.flatMap(({ column: name, value: inFile }) => {
    const column = columns.findIndex((each) => each.name === name || each.original === name);
    if (column < 0) return [];
    const value = Math.fround(inFile - (columns[column].offset ?? 0));
    return [{ column, value, tolerance: TOLERANCE * Math.abs(value) }];
  });
}

/** Whether a number of a column is one of its sentinels. */
export const isSentinel = (sentinels: readonly Sentinel[], column: number, value: number): boolean =>
  sentinels.some((each) => each.column === column && Math.abs(value - each.value) <= each.tolerance);
