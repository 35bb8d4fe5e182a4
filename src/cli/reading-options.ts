/** The options that say how files are read and what their columns mean; rows of options.ts. */
import { z } from "zod";
import { COLUMN_ROLES, COLUMN_TYPES, DECIMAL_MARKS } from "../table/types.ts";
import { choice, columnMatches, columnsWord, columnWord, flag, number, quoteWord, text } from "./option-kinds.ts";
import type { OptionRow } from "./option-row.ts";

/** Verbs that read tables. */
const TABLE_VERBS = ["describe", "train", "predict", "evaluate"] as const;

/** Verbs that say what columns mean; elsewhere the pipeline says it. */
const COLUMN_VERBS = ["describe", "train"] as const;

export const READING_OPTIONS = [
  {
    name: "delimiter",
    key: "delimiter",
    verbs: TABLE_VERBS,
    kind: text,
    value: "TEXT",
    help: 'what stands between cells, such as ";"; \\t is a tab, \\s+ any white space, fixed:1,9,15 where columns begin (default: detected)',
  },
  {
    name: "quote",
    key: "quote",
    verbs: TABLE_VERBS,
    kind: quoteWord,
    value: "CHARACTER",
    help: 'what cells are quoted by; "none" where quotes are characters like others (default: detected)',
  },
  {
    name: "encoding",
    key: "encoding",
    verbs: TABLE_VERBS,
    kind: text,
    value: "NAME",
    help: "such as utf-8, windows-1252, shift_jis (default: detected)",
  },
  {
    name: "header",
    key: "header",
    verbs: TABLE_VERBS,
    kind: choice(["yes", "no"]),
    value: "yes|no",
    help: "whether the first row names the columns (default: detected)",
  },
  {
    name: "skip-rows",
    key: "skipRows",
    verbs: TABLE_VERBS,
    kind: number(z.int().min(0)),
    value: "N",
    help: "rows above the table to pass over (default: detected)",
  },
  {
    name: "sheet",
    key: "sheet",
    verbs: TABLE_VERBS,
    kind: text,
    value: "NAME",
    help: "the sheet of an Excel workbook (default: the first that holds a table)",
  },
  {
    name: "member",
    key: "member",
    verbs: TABLE_VERBS,
    kind: text,
    value: "NAME",
    help: "the file in a zip archive (default: the largest table)",
  },
  {
    name: "keep-all",
    key: "keepAll",
    verbs: TABLE_VERBS,
    kind: flag,
    help: "keep rows that look like no records: units, totals, notes",
  },
  {
    name: "one-row-in",
    key: "oneRowIn",
    verbs: COLUMN_VERBS,
    kind: number(z.int().min(2).max(1_000_000)),
    value: "N",
    help: "reads one row in N of each file, drawn at random and always the same: for tables that do not fit into the memory (default: all rows)",
  },
  {
    name: "decimal",
    key: "decimal",
    verbs: COLUMN_VERBS,
    kind: columnsWord(DECIMAL_MARKS),
    isList: true,
    value: "MARK",
    example: "price=,",
    help: '"," or "." for all columns of numbers, NAME=, or NAME=. for one; may be given several times (default: detected)',
  },
  {
    name: "type",
    key: "type",
    verbs: COLUMN_VERBS,
    kind: columnWord(COLUMN_TYPES),
    isList: true,
    value: "NAME=TYPE",
    help: `${COLUMN_TYPES.join(", ")}; may be given several times (default: detected)`,
  },
  {
    name: "role",
    key: "role",
    verbs: COLUMN_VERBS,
    kind: columnWord(COLUMN_ROLES.filter((role) => role !== "target")),
    isList: true,
    value: "NAME=ROLE",
    help: "used, aside for a column that is not learned from, or weight for the column that says how much each row counts; may be given several times (default: proposed)",
  },
  {
    name: "missing",
    key: "missing",
    verbs: COLUMN_VERBS,
    kind: text,
    isList: true,
    value: "TEXT",
    example: "chol=0",
    help: 'a text that means "missing" in all columns, NAME=TEXT in one, =TEXT in all where it has an equals sign; may be given several times',
  },
  {
    name: "match",
    key: "matches",
    verbs: TABLE_VERBS,
    kind: columnMatches,
    value: "LIST",
    help: "columns that are called otherwise, such as salary=income: salary of these files is read as income",
  },
] as const satisfies readonly OptionRow[];
