/** Raw cells as numbers, marks and codes, in the SQL of SQLite. */
import { studioError } from "../../base/error.ts";
import { TABLE_INPUTS } from "../../program/inputs.ts";
import { markersOf, missingNumbers } from "../../table/cells/markers.ts";
import { type ColumnRule, type DatePart, FIRST_LEVEL_CODE, MISSING_CODE, UNSEEN_CODE } from "../../table/types.ts";
import { sqlName, sqlNumber, sqlText } from "./sql-expression.ts";

export interface CellColumns {
  /** "expression AS name" of the first layer. */
  readonly columns: readonly string[];
  /** Names of the columns of each input of the program. */
  readonly names: Readonly<Record<string, readonly string[]>>;
}

/** @throws E_EXPORT_SQL for cells that SQL cannot read. */
export function cellColumns(rules: readonly ColumnRule[]): CellColumns {
  const numbers: string[] = [];
  const codes: string[] = [];
  for (const rule of rules) {
    if (rule.type === "number") numbers.push(numberCell(rule));
    else if (rule.type === "date") numbers.push(...rule.dateParts.map((part) => dateCell(rule, part)));
    else codes.push(levelCell(rule));
  }
  const named = (list: readonly string[], prefix: string) => list.map((_, at) => `${prefix}_${at + 1}`);
  const [numberNames, codeNames] = [named(numbers, "number"), named(codes, "code")];
  return {
    columns: [
      ...numbers.map((sql, at) => `${sql} AS ${numberNames[at]}`),
      ...codes.map((sql, at) => `${sql} AS ${codeNames[at]}`),
    ],
    names: { [TABLE_INPUTS.numbers]: numberNames, [TABLE_INPUTS.categories]: codeNames },
  };
}

const textOf = (rule: ColumnRule) => `trim(CAST(${sqlName(rule.name)} AS TEXT))`;

function refuse(rule: ColumnRule, how: "duration" | "limits" | "affixes" | "date format"): never {
  throw studioError("E_EXPORT_SQL", { reason: "cells", column: rule.name, how });
}

/** A number, or a text that is one as JSON writes it; with a decimal comma where the rule says so. */
function numberCell(rule: ColumnRule): string {
  const { numberFormat: format, decimalMark, offset } = rule;
  if (format?.duration) refuse(rule, "duration");
  if (rule.hasLimitColumn) refuse(rule, "limits");
  if (format?.affixes.some(({ before, after, factor }) => before + after !== "" || factor !== 1))
    refuse(rule, "affixes");
  const name = sqlName(rule.name);
  const absent = [...missingNumbers(markersOf(rule))].map(sqlNumber);
  const marked = absent.length === 0 ? "" : `WHEN CAST(${name} AS REAL) IN (${absent.join(", ")}) THEN NULL `;
  const text = decimalMark === "," ? `replace(${textOf(rule)}, ',', '.')` : textOf(rule);
  const isPlain = decimalMark === "," ? `${textOf(rule)} NOT GLOB '*[^0-9,-]*'` : `${text} NOT GLOB '*[^0-9.eE+-]*'`;
  const value = offset === 0 ? "" : ` - ${sqlNumber(offset)}`;
  return (
    `CASE ${marked}WHEN typeof(${name}) IN ('integer', 'real') THEN ${name}${value}\n` +
    `         WHEN ${isPlain} AND json_valid(${text}) THEN CAST(${text} AS REAL)${value} END`
  );
}

/** ISO dates alone: SQLite reads no others. */
function dateCell(rule: ColumnRule, part: DatePart): string {
  if (rule.dateFormat !== "iso") refuse(rule, "date format");
  const text = textOf(rule);
  const day = `substr(${text}, 1, 10)`;
  const value = {
    days: `julianday(${text}) - 2440587.5 - ${sqlNumber(rule.offset)}`,
    month: `CAST(strftime('%m', ${day}) AS REAL)`,
    weekday: `(CAST(strftime('%w', ${day}) AS INTEGER) + 6) % 7 + 1.0`,
    hour: `(julianday(substr(${text}, 1, 19)) - julianday(${day})) * 24.0`,
  }[part];
  // Of the 31st of June, SQLite makes the 1st of July.
  return `CASE WHEN date(julianday(${day})) = ${day} THEN ${value} END`;
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
  const missing = `WHEN ${sqlName(rule.name)} IS NULL OR lower(${text}) IN (${list(markersOf(rule))}) THEN ${MISSING_CODE}`;
  const other = pool < 0 ? UNSEEN_CODE : FIRST_LEVEL_CODE + pool;
  return `CASE ${[missing, ...exact, ...alike, `ELSE ${other} END`].join("\n         ")}`;
}
