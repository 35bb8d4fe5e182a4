import { runText } from "../base/texts/training.ts";
import type { ColumnRule } from "../table/types.ts";

/** What a run took for granted about numbers, in words: it may explain a result. */
export function doubtNotes(rules: readonly ColumnRule[]): readonly string[] {
  const numbers = rules.filter(({ type, role }) => type === "number" && role !== "aside");
  const values = new Set(numbers.flatMap(({ sentinelCandidates = [] }) => sentinelCandidates));
  // The habit of the other columns is no thin evidence.
  const unsure = numbers.filter(({ decimalDoubt }) => decimalDoubt !== undefined && decimalDoubt !== "other columns");
  const named = (which: readonly ColumnRule[]) => which.map(({ name }) => name);
  return [
    ...[...values].map((value) => {
      const columns = named(numbers.filter(({ sentinelCandidates }) => sentinelCandidates?.includes(value)));
      return runText("doubtfulNumber", { value, columns });
    }),
    ...([".", ","] as const).flatMap((mark) => {
      const columns = named(unsure.filter(({ decimalMark }) => decimalMark === mark));
      return columns.length > 0 ? [runText("doubtfulMark", { mark, columns })] : [];
    }),
  ];
}
