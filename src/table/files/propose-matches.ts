/** Columns of several files that may mean the same under other names, and cells that may say the same in other words. */
import { readDateCells, readNumberCells } from "../cells/read-cells.ts";
import { sayYesNo } from "../cells/yes-no.ts";
import { nearestName } from "../infer/column-names.ts";
import { isMarker } from "../infer/missing-markers.ts";
import { columnStatistics } from "../new-rows/column-statistics.ts";
import { distanceTo } from "../new-rows/judge-numbers.ts";
import { cellText } from "../raw-column.ts";
import type { ColumnRule, RawColumn, RawTable } from "../types.ts";
import type { UnmatchedColumn } from "./align-names.ts";

/** Files that were stacked. */
interface Stacked {
  readonly table: RawTable;
  /** Columns that not every file has. */
  readonly unmatched: readonly UnmatchedColumn[];
}

/** What speaks for two columns being one. */
export interface MatchReason {
  /** Their names are alike. */
  readonly areNamesNear: boolean;
  readonly values: "same levels" | "yes and no" | "numbers alike" | "dates";
  /** Levels that both have, at most three. */
  readonly shared: readonly string[];
}

export interface MatchProposal {
  readonly kind: "columns";
  /** Files that have it under the one name, and the other. */
  readonly files: readonly string[];
  readonly name: string;
  readonly as: string;
  readonly otherFiles: readonly string[];
  readonly reason: MatchReason;
}

export interface WordsProposal {
  readonly kind: "words";
  readonly file: string;
  readonly otherFile: string;
  readonly column: string;
  readonly pairs: readonly { readonly text: string; readonly as: string }[];
}

export type FilesProposal = MatchProposal | WordsProposal;

export function proposeMatches({ table, unmatched }: Stacked, rules: readonly ColumnRule[]): readonly FilesProposal[] {
  if (table.sources.length < 2) return [];
  return [
    ...proposeColumns({ table, unmatched }, rules),
    ...table.columns.flatMap((column) => proposeWords(table, column)),
  ];
}

/** So near are numbers of the same kind, as a distance of distributions. */
const ALIKE = 0.35;
const FEWEST = 5;

function proposeColumns({ table, unmatched }: Stacked, rules: readonly ColumnRule[]): readonly MatchProposal[] {
  const found: MatchProposal[] = [];
  for (const [at, one] of unmatched.entries()) {
    for (const other of unmatched.slice(at + 1)) {
      if (one.presentIn.some((file) => other.presentIn.includes(file))) continue;
      const reason = reasonFor({ table, rules }, one, other);
      if (reason === undefined) continue;
      const { column: as, presentIn: otherFiles } = one;
      found.push({ kind: "columns", files: other.presentIn, name: other.column, as, otherFiles, reason });
    }
  }
  const times = (name: string) => found.filter((each) => each.name === name || each.as === name).length;
  // Of several that could be meant, the names have to say it.
  return found.filter(({ name, as, reason }) => reason.areNamesNear || (times(name) === 1 && times(as) === 1));
}

function reasonFor(
  { table, rules }: { readonly table: RawTable; readonly rules: readonly ColumnRule[] },
  one: UnmatchedColumn,
  other: UnmatchedColumn,
): MatchReason | undefined {
  const areNamesNear = nearestName([one.column], other.column) !== undefined;
  const [a, b] = [one, other].map(({ column: name }) => ({
    column: table.columns.find((column) => column.name === name),
    rule: rules.find((rule) => rule.name === name),
  }));
  if (!a.column || !b.column || !a.rule || !b.rule) return undefined;
  const [texts, otherTexts] = [levelsOf(a.column), levelsOf(b.column)];
  if (texts && otherTexts && a.rule.type !== "number") {
    const shared = texts.filter((text) => otherTexts.includes(text));
    const all = new Set([...texts, ...otherTexts]).size;
    const share = shared.length / all;
    const areSame = shared.length >= 2 && share >= (areNamesNear ? 0.5 : 0.8);
    if (areSame) return { areNamesNear, values: "same levels", shared: shared.slice(0, 3) };
    if (areNamesNear && sayYesNo(otherTexts, texts)) return { areNamesNear, values: "yes and no", shared: [] };
  }
  if (!areNamesNear || a.rule.type !== b.rule.type) return undefined;
  if (a.rule.type === "number" && areAlike(table, a.rule, { column: b.column, rule: b.rule })) {
    return { areNamesNear, values: "numbers alike", shared: [] };
  }
  const areDates = a.rule.type === "date" && readDateCells(b.column, b.rule).unreadable.count === 0;
  return areDates ? { areNamesNear, values: "dates", shared: [] } : undefined;
}

function areAlike(table: RawTable, rule: ColumnRule, other: { readonly column: RawColumn; readonly rule: ColumnRule }) {
  const [usual] = columnStatistics(table, [{ ...rule, role: "used" }], undefined);
  const values = readNumberCells(other.column, other.rule).values.filter((value) => !Number.isNaN(value));
  return values.length >= FEWEST && usual.nFilled >= FEWEST && distanceTo(values, usual) <= ALIKE;
}

const MOST_LEVELS = 50;

/** Its different texts but for markers, where they are few. @param rows those that count; absent: all */
function levelsOf(column: RawColumn, rows?: (row: number) => boolean): readonly string[] | undefined {
  const texts = new Set<string>();
  for (let row = 0; row < column.codes.length; row++) {
    if (rows && !rows(row)) continue;
    const text = cellText(column, row).trim();
    if (text === "" || isMarker(text)) continue;
    texts.add(text);
    if (texts.size > MOST_LEVELS) return undefined;
  }
  return texts.size > 0 ? [...texts] : undefined;
}

/** 1 and 0 in one file, yes and no in another. */
function proposeWords({ sources, sourceOfRow }: RawTable, column: RawColumn): readonly WordsProposal[] {
  const byFile = sources.map((_, file) => levelsOf(column, (row) => sourceOfRow[row] === file));
  const first = byFile.findIndex((texts) => texts?.length === 2);
  const labels = byFile[first];
  if (labels === undefined) return [];
  return byFile.flatMap((texts, file): WordsProposal[] => {
    if (file === first || texts === undefined || texts.some((text) => labels.includes(text))) return [];
    const said = sayYesNo(texts, labels);
    const pairs = said?.map(({ text, label }) => ({ text, as: label }));
    const [name, otherFile] = [sources[file].name, sources[first].name];
    // 1 beside 1.0 is one number as it is.
    return pairs?.some(({ text, as }) => Number(text) !== Number(as))
      ? [{ kind: "words", file: name, otherFile, column: column.name, pairs }]
      : [];
  });
}
