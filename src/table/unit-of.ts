import type { ColumnRule } from "./types.ts";

/** What stands round the numbers of a column, or in the row below its header; "" where nothing does, and for what is no number. */
export function unitOf(rules: readonly ColumnRule[], name: string): string {
  const rule = rules.find((other) => other.name === name);
  return rule?.type === "number" ? rule.numberFormat?.unit || (rule.unit ?? "") : "";
}
