/** Raw cells as numbers, marks and codes, in SQL. */
import { studioError } from "../../base/error.ts";
import { TABLE_INPUTS } from "../../program/inputs.ts";
import { markersOf, missingNumbers } from "../../table/cells/markers.ts";
import { type ColumnRule, type DatePart, FIRST_LEVEL_CODE, MISSING_CODE, UNSEEN_CODE } from "../../table/types.ts";
import { CELL_RULES, type SqlDialect } from "./sql-dialects.ts";
import { sqlName, sqlNumber, sqlText } from "./sql-expression.ts";

/** What the table is called in the statement. A column of a named table is never taken for a text where it is absent, as SQLite would. */
export const SQL_SOURCE = "given";

const sourceName = (rule: ColumnRule) => `${SQL_SOURCE}.${sqlName(rule.name)}`;

export interface CellColumns {
  /** "expression AS name" of the first layer: the cells, and what they are read as. */
  readonly columns: readonly string[];
  /** Names of the columns of each input of the program. */
  readonly names: Readonly<Record<string, readonly string[]>>;
}

/** @throws E_EXPORT_SQL for cells that SQL cannot read, and columns that it cannot tell apart. */
export function cellColumns(rules: readonly ColumnRule[], dialect: SqlDialect): CellColumns {
  const taken = new Map<string, string>();
  for (const { name } of rules) {
    const alike = name.toLowerCase();
    const other = taken.get(alike);
    if (other !== undefined) throw studioError("E_EXPORT_SQL", { reason: "names", column: other, other: name });
    taken.set(alike, name);
  }
  const numbers: string[] = [];
  const codes: string[] = [];
  for (const rule of rules) {
    if (rule.type === "number") numbers.push(numberCell(rule, dialect));
    else if (rule.type === "date") numbers.push(...rule.dateParts.map((part) => dateCell(rule, part, dialect)));
    else codes.push(levelCell(rule));
  }
  const named = (list: readonly string[], prefix: string) => {
    let count = 0;
    return list.map(() => {
      do count++;
      while (taken.has(`${prefix}_${count}`));
      return `${prefix}_${count}`;
    });
  };
  const [numberNames, codeNames] = [named(numbers, "number"), named(codes, "code")];
  return {
    columns: [
      ...rules.map((rule) => `${sourceName(rule)} AS ${sqlName(rule.name)}`),
      ...numbers.map((sql, at) => `${sql} AS ${numberNames[at]}`),
      ...codes.map((sql, at) => `${sql} AS ${codeNames[at]}`),
    ],
    names: { [TABLE_INPUTS.numbers]: numberNames, [TABLE_INPUTS.categories]: codeNames },
  };
}

const textOf = (rule: ColumnRule) => `trim(CAST(${sourceName(rule)} AS TEXT))`;

function refuse(rule: ColumnRule, how: "duration" | "limits" | "affixes" | "date format"): never {
  throw studioError("E_EXPORT_SQL", { reason: "cells", column: rule.name, how });
}

/** A number, or a text that is one as JSON writes it; with a decimal comma where the rule says so. */
function numberCell(rule: ColumnRule, dialect: SqlDialect): string {
  const { numberFormat: format, decimalMark, offset } = rule;
  if (format?.duration) refuse(rule, "duration");
  if (rule.hasLimitColumn) refuse(rule, "limits");
  if (format?.affixes.some(({ before, after, factor }) => before + after !== "" || factor !== 1))
    refuse(rule, "affixes");
  const name = sourceName(rule);
  const { isNumber, numberOf, asNumber, ofItself } = CELL_RULES[dialect];
  const absent = [...missingNumbers(markersOf(rule))].map(sqlNumber);
  const marked = absent.length === 0 ? "" : `WHEN ${asNumber(name)} IN (${absent.join(", ")}) THEN NULL `;
  const cell = { name, text: textOf(rule), decimalMark };
  const value = offset === 0 ? "" : ` - ${sqlNumber(offset)}`;
  const own = ofItself?.(name);
  const first = own === undefined ? "" : `WHEN ${own} THEN ${name}${value}\n         `;
  return `CASE ${marked}${first}WHEN ${isNumber(cell)} THEN ${numberOf(cell)}${value} END`;
}

/** ISO dates alone: databases read no others. */
function dateCell(rule: ColumnRule, part: DatePart, dialect: SqlDialect): string {
  if (rule.dateFormat !== "iso") refuse(rule, "date format");
  const text = textOf(rule);
  const day = `substr(${text}, 1, 10)`;
  const { isDay, partOf } = CELL_RULES[dialect];
  const offset = part === "days" && rule.offset !== 0 ? ` - ${sqlNumber(rule.offset)}` : "";
  return `CASE WHEN ${isDay(day)} THEN ${partOf[part](text, day)}${offset} END`;
}

function levelCell(rule: ColumnRule): string {
  const text = textOf(rule);
  const list = (texts: Iterable<string>) => [...new Set(texts)].map(sqlText).join(", ");
  const pool = rule.otherLabel === "" ? -1 : rule.levels.findIndex(({ label }) => label === rule.otherLabel);
  const levels = rule.levels.filter(({ spellings }) => spellings.length > 0);
  const codeOf = (level: ColumnRule["levels"][number]) => FIRST_LEVEL_CODE + rule.levels.indexOf(level);
  const exact = levels.map((level) => `WHEN ${text} IN (${list(level.spellings)}) THEN ${codeOf(level)}`);
  const alike = levels.map((level) => {
    const spellings = level.spellings.map((spelling) => spelling.toLowerCase());
    return `WHEN lower(${text}) IN (${list(spellings)}) THEN ${codeOf(level)}`;
  });
  const missing = `WHEN ${sourceName(rule)} IS NULL OR lower(${text}) IN (${list(markersOf(rule))}) THEN ${MISSING_CODE}`;
  const other = pool < 0 ? UNSEEN_CODE : FIRST_LEVEL_CODE + pool;
  return `CASE ${[missing, ...exact, ...alike, `ELSE ${other} END`].join("\n         ")}`;
}
