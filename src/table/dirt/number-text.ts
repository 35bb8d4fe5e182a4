/** Numbers as a column writes them, and what its numbers are. */
import { readNumberCells } from "../cells/read-cells.ts";
import type { ColumnRule } from "../types.ts";
import { type DirtTask, type UsedColumn, usedColumns } from "./dirt-task.ts";

/** Fewer different numbers are codes, and nothing lies far out of them. */
const FEWEST_VALUES = 3;

export interface NumberCells extends UsedColumn {
  /** float64 [nRows], NaN where there is none. */
  readonly values: Float64Array;
}

/** Columns of numbers that are measured or counted. */
export function numberColumns(task: DirtTask): readonly NumberCells[] {
  return usedColumns(task).flatMap((used) => {
    if (used.rule.type !== "number") return [];
    const { values } = readNumberCells(used.column, used.rule);
    const different = new Set<number>();
    for (const value of values) {
      if (different.size >= FEWEST_VALUES) break;
      if (!Number.isNaN(value)) different.add(value);
    }
    return different.size >= FEWEST_VALUES ? [{ ...used, values }] : [];
  });
}

/** With so many digits that matter, and the decimal mark of the column. */
const DIGITS = 5;

export function numberTextOf({ decimalMark }: Pick<ColumnRule, "decimalMark">, value: number): string {
  const text = String(Number(value.toPrecision(DIGITS)));
  return decimalMark === "," ? text.replace(".", ",") : text;
}

/** Whether every number is whole. */
export function areWhole(values: Float64Array): boolean {
  return values.every((value) => Number.isNaN(value) || Number.isInteger(value));
}
