import { ignoresZeros } from "../cells/read-number.ts";
import { numberSummaryOf, summaryOf } from "../column-summary.ts";
import type { ColumnRule, DecimalMark, RawTable } from "../types.ts";
import { assignRoles } from "./assign-roles.ts";
import { decimalEvidence, type Evidence, gatherEvidence } from "./column-evidence.ts";
import { mostLevelsOf } from "./column-levels.ts";
import { chooseMark } from "./decimal-mark.ts";
import { inferTypedRule, type TableHints } from "./infer-type.ts";
import { isSuspiciousWord } from "./missing-markers.ts";
import { readNumbers } from "./number-evidence.ts";
import { explains } from "./readings.ts";

/** A rule for every column, in the table's order: type, markers, levels and role, each with its reason. */
export function inferRules(table: RawTable): ColumnRule[] {
  const evidence = table.columns.map(
    (column) => decimalEvidence(numberSummaryOf(column)) ?? gatherEvidence(summaryOf(column)),
  );
  const hints = hintsOf(evidence, table.sources[0]?.dialect.delimiter ?? ",");
  for (const [index, column] of table.columns.entries()) {
    // Zeros at the end of decimals mean nothing to numbers alone.
    const rule = evidence[index].areZerosIgnored ? inferTypedRule(evidence[index], hints) : undefined;
    if (rule && !(rule.type === "number" && ignoresZeros(rule))) evidence[index] = gatherEvidence(summaryOf(column));
  }
  const alone = evidence.map((each) => inferTypedRule(each, hints));
  // What may mean missing in one column may in others, where it stands too seldom to be found by itself.
  const sentinels = new Set(alone.flatMap(({ sentinelCandidates = [] }) => sentinelCandidates));
  const together =
    sentinels.size === 0
      ? alone
      : alone.map((rule, index) =>
          rule.type === "number" ? inferTypedRule(evidence[index], { ...hints, sentinels }) : rule,
        );
  const rules = together.map((rule): ColumnRule => ({ ...rule, role: "used", roleReason: "" }));
  return assignRoles(table, rules, undefined);
}

/** What the columns of a table tell about each other. */
function hintsOf(evidence: readonly Evidence[], delimiter: string): TableHints {
  const habit = { decimalMark: habitOf(evidence), delimiter };
  let dayFirst = 0;
  let monthFirst = 0;
  const columnsOfWord = new Map<string, number>();
  const note = (words: readonly string[]): void => {
    for (const word of new Set(words.map((text) => text.toLowerCase()))) {
      columnsOfWord.set(word, (columnsOfWord.get(word) ?? 0) + 1);
    }
  };
  for (const each of evidence) {
    const { dates, nFilled, written } = each;
    const reading = readNumbers(each, chooseMark(written.votes, habit));
    if (explains(reading, nFilled)) note(reading.words);
    const dmy = dates.get("dmy")?.readable ?? 0;
    const mdy = dates.get("mdy")?.readable ?? 0;
    if (dmy > mdy) dayFirst++;
    else if (mdy > dmy) monthFirst++;
    const bestDate = [...dates.values()].sort((a, b) => b.readable - a.readable)[0];
    if (bestDate !== undefined && explains(bestDate, nFilled)) note(bestDate.words);
  }
  const markerWords = new Set<string>();
  for (const [word, count] of columnsOfWord) if (count >= 2 || isSuspiciousWord(word)) markerWords.add(word);
  return {
    ...habit,
    dateOrder: dayFirst === monthFirst ? undefined : dayFirst > monthFirst ? "dmy" : "mdy",
    markerWords,
    mostLevels: mostLevelsOf(evidence.length),
    sentinels: new Set(),
  };
}

/** The decimal mark that more columns show than the other; only those that show one, without a doubt, count. */
function habitOf(evidence: readonly Evidence[]): DecimalMark | undefined {
  let lead = 0;
  for (const { written, nFilled } of evidence) {
    const { point, comma } = written.votes;
    if (point + comma < nFilled * 0.05) continue;
    if (comma > point) lead++;
    else if (point > comma && written.votes.point > 0) lead--;
  }
  return lead === 0 ? undefined : lead > 0 ? "," : ".";
}
