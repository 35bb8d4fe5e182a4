import { asWritten } from "../column-builder.ts";
import type { ColumnRule, RawColumn } from "../types.ts";
import { numberReader } from "./read-number.ts";

/** Every text of a column that stands for a number: "0" and "0.0"; the plain one always, whether or not it stands there. */
export function numberSpellings(
  column: RawColumn,
  rule: Pick<ColumnRule, "decimalMark" | "numberFormat">,
  value: number,
): readonly string[] {
  const reader = numberReader(rule);
  const { dictionary, numbers: own } = asWritten(column);
  const texts = dictionary.filter((text) => reader.ofText(text) === value).map((text) => text.trim());
  // Where the comma is decimal, a cell 9.999 is 9999.
  const numbers = own.filter((number) => !Number.isNaN(number) && reader.ofNumber(number) === value);
  return [...new Set([String(value), ...texts, ...Array.from(new Set(numbers), String)])];
}
