import type { ColumnRule, RawTable } from "../types.ts";
import { assignRoles } from "./assign-roles.ts";
import { type Evidence, explains, gatherEvidence } from "./column-evidence.ts";
import { viewColumn } from "./column-view.ts";
import { inferTypedRule, type TableHints } from "./infer-type.ts";
import { isSuspiciousWord } from "./missing-markers.ts";

/** A rule for every column, in the table's order: type, markers, levels and role, each with its reason. */
export function inferRules(table: RawTable): ColumnRule[] {
  const evidence = table.columns.map((column) => gatherEvidence(viewColumn(column)));
  const hints = hintsOf(evidence);
  const rules = table.columns.map((column, index): ColumnRule => {
    return { ...inferTypedRule(column, evidence[index], hints), role: "used", roleReason: "" };
  });
  return assignRoles(table, rules, undefined);
}

/** What the columns of a table tell about each other. */
export function hintsOf(evidence: readonly Evidence[]): TableHints {
  let commas = 0;
  let points = 0;
  let dayFirst = 0;
  let monthFirst = 0;
  const columnsOfWord = new Map<string, number>();
  const note = (words: readonly string[]): void => {
    for (const word of new Set(words.map((text) => text.toLowerCase()))) {
      columnsOfWord.set(word, (columnsOfWord.get(word) ?? 0) + 1);
    }
  };
  for (const { numbers, dates, nFilled } of evidence) {
    const difference = numbers[","].readable - numbers["."].readable;
    const better = difference > 0 ? numbers[","] : numbers["."];
    if (explains(better, nFilled)) {
      if (difference > 0) commas++;
      else if (numbers[","].readable > 0 && difference < 0) points++;
      note(better.words);
    }
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
    decimalMark: commas > points ? "," : ".",
    dateOrder: dayFirst === monthFirst ? undefined : dayFirst > monthFirst ? "dmy" : "mdy",
    markerWords,
  };
}
