/** In what the SQL of databases differs: how texts become numbers and dates. All else of a statement is the same in each. */
import type { ColumnRule, DatePart } from "../../table/types.ts";

/** SQLite from 3.38, DuckDB from 1.0. */
export const SQL_DIALECTS = { sqlite: "SQLite 3.38 or later", duckdb: "DuckDB 1.0 or later" } as const;
export type SqlDialect = keyof typeof SQL_DIALECTS;

interface NumberCell {
  /** The column, as SQL names it. */
  readonly name: string;
  /** Its cell as a text without spaces at the ends. */
  readonly text: string;
  readonly decimalMark: ColumnRule["decimalMark"];
}

interface CellRules {
  /** Whether the database itself has it as a number; absent where the text of one gives it back to the last bit. */
  readonly ofItself?: (name: string) => string;
  readonly isNumber: (cell: NumberCell) => string;
  readonly numberOf: (cell: NumberCell) => string;
  /** Of any cell, also where it is none. */
  readonly asNumber: (name: string) => string;
  /** Whether ten letters are a day of the calendar. */
  readonly isDay: (day: string) => string;
  /** Of a text that begins with such ten letters. */
  readonly partOf: Readonly<Record<DatePart, (text: string, day: string) => string>>;
}

const withPoint = ({ text, decimalMark }: NumberCell) => (decimalMark === "," ? `replace(${text}, ',', '.')` : text);

export const CELL_RULES: Readonly<Record<SqlDialect, CellRules>> = {
  sqlite: {
    // A text of one has fifteen digits.
    ofItself: (name) => `typeof(${name}) IN ('integer', 'real')`,
    isNumber: (cell) => {
      const letters = cell.decimalMark === "," ? "0-9,-" : "0-9.eE+-";
      return `${cell.text} NOT GLOB '*[^${letters}]*' AND json_valid(${withPoint(cell)})`;
    },
    numberOf: (cell) => `CAST(${withPoint(cell)} AS REAL)`,
    asNumber: (name) => `CAST(${name} AS REAL)`,
    // Of the 31st of June, SQLite makes the 1st of July.
    isDay: (day) => `date(julianday(${day})) = ${day}`,
    partOf: {
      days: (text) => `julianday(${text}) - 2440587.5`,
      month: (_, day) => `CAST(strftime('%m', ${day}) AS REAL)`,
      weekday: (_, day) => `(CAST(strftime('%w', ${day}) AS INTEGER) + 6) % 7 + 1.0`,
      hour: (text, day) => `(julianday(substr(${text}, 1, 19)) - julianday(${day})) * 24.0`,
    },
  },
  duckdb: {
    isNumber: ({ text, decimalMark }) => {
      const rest = decimalMark === "," ? "(,[0-9]+)?" : "(\\.[0-9]+)?([eE][+-]?[0-9]+)?";
      return `regexp_full_match(${text}, '-?(0|[1-9][0-9]*)${rest}')`;
    },
    numberOf: (cell) => `TRY_CAST(${withPoint(cell)} AS DOUBLE)`,
    asNumber: (name) => `TRY_CAST(${name} AS DOUBLE)`,
    isDay: (day) => `CAST(TRY_CAST(${day} AS DATE) AS TEXT) = ${day}`,
    partOf: {
      days: (text) => `epoch(TRY_CAST(${text} AS TIMESTAMP)) / 86400e0`,
      month: (_, day) => `CAST(month(TRY_CAST(${day} AS DATE)) AS DOUBLE)`,
      weekday: (_, day) => `CAST(isodow(TRY_CAST(${day} AS DATE)) AS DOUBLE)`,
      hour: (text, day) =>
        `(epoch(TRY_CAST(substr(${text}, 1, 19) AS TIMESTAMP)) - epoch(TRY_CAST(${day} AS TIMESTAMP))) / 3600e0`,
    },
  },
};
