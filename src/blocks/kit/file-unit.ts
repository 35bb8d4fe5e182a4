/** Numbers for people: in the unit of the file, where a column's values are the file's less an offset. */
import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import type { ColumnRef } from "../ports.ts";

/** What to add to values of each column; a statistic that explanations read. */
export function offsetsOf(columns: readonly ColumnRef[]): readonly number[] {
  return columns.map((column) => column.offset ?? 0);
}

/**
 * A learned value as people know it, for a probe.
 *
 * @param value float32 row-free [nColumns], column units.
 * @returns float32 row-free [nColumns], the file's unit.
 */
export function inFileUnit(builder: ProgramBuilder, value: ValueId, columns: readonly ColumnRef[]): ValueId {
  const offsets = offsetsOf(columns);
  if (offsets.every((offset) => offset === 0)) return value;
  return builder.add(value, builder.constant([columns.length], offsets));
}

/** A column whose values are no longer in the file's unit, so that nothing is to be added to them. */
export function withoutUnit({ name, original }: ColumnRef): ColumnRef {
  return { name, original };
}

/** The inverse of `inFileUnit` for a number that was read from a probe. */
export function inColumnUnit(probed: number, offset: number): number {
  return probed - Math.fround(offset);
}

/** Four significant digits, as a person would write them: of what a column's values are without its offset. */
export function plainNumber(value: number, offset = 0): string {
  const rounded = Number(value.toPrecision(4));
  // The last digits of the sum of two decimal numbers are noise.
  return String(offset === 0 ? rounded : Number((rounded + offset).toPrecision(15)));
}
