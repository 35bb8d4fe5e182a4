import { cliText } from "../base/texts/cli.ts";
import type { ColumnRule } from "../table/types.ts";

/** What a person may want to decide otherwise before anything is trained, and by which option. */
export function proposalLines(rules: readonly ColumnRule[]): readonly string[] {
  return rules
    .filter(({ type, role }) => type === "number" && role !== "aside")
    .flatMap(({ name: column, role, decimalMark, decimalDoubt, sentinelCandidates = [] }) => [
      ...(sentinelCandidates.length > 0
        ? [cliText("mayBeMissing", { column, values: sentinelCandidates, isTarget: role === "target" })]
        : []),
      // The habit of the other columns is no thin evidence.
      ...(decimalDoubt !== undefined && decimalDoubt !== "other columns"
        ? [cliText("doubtfulMark", { column, mark: decimalMark })]
        : []),
    ]);
}
