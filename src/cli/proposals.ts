import type { OpenTable } from "../app/open-table.ts";
import { cliText } from "../base/texts/cli.ts";
import { severalFilesText } from "../base/texts/several-files.ts";
import { filesProposalWords } from "../table/files/match-words.ts";
import { proposeMatches } from "../table/files/propose-matches.ts";
import type { ColumnRule } from "../table/types.ts";

/** Columns of several files that are read as one, that may be, and by which option. */
export function matchLines(open: OpenTable, rules: readonly ColumnRule[]): readonly string[] {
  return proposeMatches(open, rules).map((proposal) =>
    [
      filesProposalWords(proposal),
      ...(proposal.kind === "columns" ? [severalFilesText("matchOption", proposal)] : []),
    ].join(" "),
  );
}

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
