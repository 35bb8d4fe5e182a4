/** What the words of a command say of columns, as decisions of the document: a trained file says them again, and retrains by them. */

import { describeTable } from "../app/describe-table.ts";
import type { OpenTable } from "../app/open-table.ts";
import { studioError } from "../base/error.ts";
import { cliText } from "../base/texts/cli.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import type { ColumnOverride, TableDecisions } from "../pipeline/document.ts";
import { withOverride, withOverrides } from "../pipeline/table-decisions.ts";
import { numberSpellings } from "../table/cells/number-spellings.ts";
import { readNumberCells } from "../table/cells/read-cells.ts";
import { asWritten } from "../table/column-builder.ts";
import { columnNamed, nearestName } from "../table/infer/column-names.ts";
import { profileColumn } from "../table/profile.ts";
import type { ColumnRule, DecimalMark, RawColumn } from "../table/types.ts";
import { type CommandOf, usageError } from "./arguments.ts";
import { missingWord } from "./missing-word.ts";
import type { ColumnWord } from "./option-kinds.ts";

type Words = Pick<CommandOf<"describe">, "decimal" | "type" | "role" | "missing"> & {
  /** Columns that are left out. */
  readonly without?: readonly string[];
};

interface ColumnWordsOptions {
  readonly open: OpenTable;
  /** What was decided before. */
  readonly decided: TableDecisions;
  readonly words: Words;
  /** Told of texts that no cell has. */
  readonly warn: (text: string) => void;
}

/** With what the command says of columns. @throws E_CLI_COLUMN, E_CLI_DECIMAL, E_CLI_ARGUMENTS */
export function withColumnWords({ open, decided, words, warn }: ColumnWordsOptions): TableDecisions {
  const { decimal = [], type = [], role = [], missing = [], without = [] } = words;
  const names = open.table.columns.map(({ name }) => name);
  const types = namedWords("type", type, names);
  const roles = namedWords("role", role, names);
  const marks = namedWords("decimal", decimal, names);
  const aside = without.map((column) => ({ column, word: "aside" as const }));
  const leftOut = namedWords("without", aside, names);
  const target = columnNamed(names, decided.target?.name ?? "");
  if (target !== undefined && roles.has(target)) {
    const expected = usageText("noTarget", { target });
    throw usageError({ where: "--role", expected, got: `${target}=${roles.get(target)}` });
  }
  if (target !== undefined && leftOut.has(target)) {
    const expected = usageText("noTarget", { target });
    throw usageError({ where: "--without", expected, got: target });
  }
  const named = [
    ...[...types].map(([name, type]) => ({ name, type })),
    ...[...roles].map(([name, role]) => ({ name, role })),
    ...[...leftOut].map(([name, role]) => ({ name, role })),
    ...[...marks].map(([name, decimalMark]) => ({ name, decimalMark })),
  ].reduce(withOverride, decided);
  const all = markOfAll(decimal);
  const marked = all === undefined ? named : withMark(open, named, { mark: all, but: new Set(marks.keys()) });
  tellLost({ open, before: decided, after: marked, columns: new Set([...types.keys(), ...marks.keys()]), warn });
  return missing.length > 0 ? withMissing({ open, decided: marked, missing, warn }) : marked;
}

/** A type or a mark that was asked for takes the meaning from cells that are written otherwise. */
function tellLost(options: {
  readonly open: OpenTable;
  readonly before: TableDecisions;
  readonly after: TableDecisions;
  /** Those about which something was asked for. */
  readonly columns: ReadonlySet<string>;
  readonly warn: (text: string) => void;
}): void {
  const { open, columns, warn } = options;
  if (columns.size === 0) return;
  const [before, after] = [options.before, options.after].map(
    ({ overrides }) => describeTable(open, { overrides }).rules,
  );
  const raw = new Map(open.table.columns.map((column) => [column.name, column]));
  for (const [index, rule] of after.entries()) {
    const column = columns.has(rule.name) ? raw.get(rule.name) : undefined;
    if (column === undefined) continue;
    const [then, now] = [profileColumn(column, before[index]), profileColumn(column, rule)];
    const marker = rule.missingMarkers.find((text) => !before[index].missingMarkers.includes(text));
    const example = now.unreadable?.first ?? marker;
    const count = now.nMissing - then.nMissing;
    if (count > 0 && example !== undefined)
      warn(cliText("lost", { column: rule.name, type: rule.type, count, example }));
  }
}

/** The word about each column that is named. */
function namedWords<Word extends string>(
  option: "decimal" | "type" | "role" | "without",
  given: readonly ColumnWord<Word>[],
  names: readonly string[],
): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  for (const { column: wanted, word } of given) {
    if (wanted === undefined) continue;
    const column = columnNamed(names, wanted);
    if (column === undefined) {
      throw studioError("E_CLI_COLUMN", { option, columns: names, got: wanted, near: nearestName(names, wanted) });
    }
    const other = words.get(column);
    if (other !== undefined && other !== word) {
      const expected = usageText("oneWord", { column });
      throw usageError({ where: `--${option}`, expected, got: usageText("both", { words: [other, word] }) });
    }
    words.set(column, word);
  }
  return words;
}

function markOfAll(given: readonly ColumnWord<DecimalMark>[]): DecimalMark | undefined {
  const marks = new Set(given.flatMap(({ column, word }) => (column === undefined ? [word] : [])));
  if (marks.size > 1)
    throw usageError({ where: "--decimal", expected: usageText("oneMark"), got: usageText("bothMarks") });
  return [...marks][0];
}

/** Cells that lose their meaning by a mark are too many where they are more than so many of the column's. */
const MOST_LOST = 0.05;

function withMark(
  open: OpenTable,
  table: TableDecisions,
  { mark, but }: { readonly mark: DecimalMark; readonly but: ReadonlySet<string> },
): TableDecisions {
  const isMeant = ({ name, type }: ColumnRule) => type === "number" && !but.has(name);
  const before = describeTable(open, { overrides: table.overrides }).rules.filter(isMeant);
  const marked = withOverrides(
    table,
    before.map(({ name }) => ({ name, decimalMark: mark })),
  );
  const after = new Map(describeTable(open, { overrides: marked.overrides }).rules.map((rule) => [rule.name, rule]));
  const columns = new Map(open.table.columns.map((column) => [column.name, column]));
  const lost = before.flatMap((rule) => {
    const [column, now] = [columns.get(rule.name), after.get(rule.name)];
    return column && now ? cellsLost(column, rule, now) : [];
  });
  if (lost.length > 0) throw studioError("E_CLI_DECIMAL", { mark, columns: lost });
  return marked;
}

function cellsLost(column: RawColumn, before: ColumnRule, after: ColumnRule) {
  const [then, now] = [readNumberCells(column, before), readNumberCells(column, after)];
  const count = now.unreadable.count - then.unreadable.count;
  const nRead = then.values.reduce((sum, value) => sum + Number(!Number.isNaN(value)), 0);
  const [example] = now.unreadable.examples;
  return count > nRead * MOST_LOST ? [{ column: column.name, count, text: example?.text ?? "" }] : [];
}

function withMissing({
  open,
  decided,
  missing,
  warn,
}: Omit<ColumnWordsOptions, "words"> & { readonly missing: readonly string[] }): TableDecisions {
  const names = open.table.columns.map(({ name }) => name);
  const words = missing.map((given) => ({ given, ...missingWord(names, given) }));
  const { rules } = describeTable(open, { overrides: decided.overrides });
  const columns = new Map(open.table.columns.map((column) => [column.name, column]));
  const standing = new Set<string>();
  const overrides = rules.flatMap((rule): ColumnOverride[] => {
    const raw = columns.get(rule.name);
    const meant = words.filter(({ column }) => column === undefined || column === rule.name);
    if (raw === undefined || meant.length === 0) return [];
    const texts = meant.flatMap(({ given, text }) => {
      const spellings = spellingsOf(raw, rule, text);
      if (spellings.some((spelling) => stands(raw, spelling))) standing.add(given);
      return spellings;
    });
    return [{ name: rule.name, missingMarkers: [...new Set([...rule.missingMarkers, ...texts])] }];
  });
  for (const { given } of words) if (!standing.has(given)) warn(cliText("noSuchCell", { given }));
  return withOverrides(decided, overrides);
}

/** A number stands for all the ways in which its column writes it. */
function spellingsOf(column: RawColumn, rule: ColumnRule, text: string): readonly string[] {
  const value = rule.type === "number" && text !== "" ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? [...new Set([text, ...numberSpellings(column, rule, value)])] : [text];
}

function stands(column: RawColumn, text: string): boolean {
  const { dictionary, numbers } = asWritten(column);
  const lower = text.toLowerCase();
  if (dictionary.some((cell) => cell.trim().toLowerCase() === lower)) return true;
  return String(Number(text)) === text && numbers.includes(Number(text));
}
