/** Codes of reading files and choosing a target. */

import type { ErrorText, Text } from "../language.ts";
import { formatBytes, formatCount } from "../numbers.ts";
import { listQuoted } from "../words.ts";
import type { ReferenceOf } from "./reference.ts";

const AS_CSV = "Export the table as CSV.";
const UNPACK = "Unpack it, and add the file with the table.";
const PICTURE = "Choose a file with a table, such as CSV.";
const NOT_CSV = {
  xls: { got: "an old Excel workbook (.xls), or one with a password", fix: "Save it as .xlsx without a password." },
  xlsb: { got: "a binary Excel workbook (.xlsb)", fix: "Save it as .xlsx, and add that file." },
  ods: { got: "an OpenDocument file", fix: "Save the sheet as .xlsx or CSV, and add that file." },
  numbers: { got: "a Numbers spreadsheet", fix: "Export it to Excel or CSV, and add that file." },
  office: { got: "a Word or PowerPoint document", fix: AS_CSV },
  bzip2: { got: "a bzip2 archive", fix: UNPACK },
  zstd: { got: "a zstd archive", fix: UNPACK },
  xz: { got: "an xz archive", fix: UNPACK },
  sevenZip: { got: "a 7-Zip archive", fix: UNPACK },
  rar: { got: "a RAR archive", fix: UNPACK },
  tar: { got: "a tar archive", fix: UNPACK },
  pdf: { got: "a PDF document", fix: AS_CSV },
  encryptedParquet: { got: "an encrypted Parquet file", fix: "Save it without encryption." },
  arrow: { got: "an Arrow or Feather file", fix: "Save the table as Parquet or CSV." },
  orc: { got: "an ORC file", fix: "Save the table as Parquet or CSV." },
  avro: { got: "an Avro file", fix: "Save the table as Parquet or CSV." },
  sqlite: { got: "an SQLite database", fix: AS_CSV },
  hdf5: { got: "an HDF5 file", fix: AS_CSV },
  numpy: { got: "a NumPy array", fix: AS_CSV },
  rData: { got: "data saved by R", fix: "Save it with write.csv." },
  spss: { got: "an SPSS file", fix: AS_CSV },
  stata: { got: "a Stata file", fix: AS_CSV },
  sas: { got: "a SAS file", fix: AS_CSV },
  png: { got: "a PNG picture", fix: PICTURE },
  jpeg: { got: "a JPEG picture", fix: PICTURE },
  gif: { got: "a GIF picture", fix: PICTURE },
  binary: { got: "binary data", fix: AS_CSV },
} as const;

/** What a file was found to be instead of a table of text. */
export type NotCsv = keyof typeof NOT_CSV;

const NO_RECORD = {
  units: "A row of units below the header was",
  names: "A row of names or descriptions below the header was",
  rule: "Lines that only draw a rule were",
  header: "Repeated headers were",
  comment: "Comments were",
  total: "Totals at the end were",
  footer: "Notes below the table were",
  blank: "Blank rows at the end were",
} as const;

const TEXT_TABLE = "a table, such as CSV, Excel (.xlsx) or Parquet";

export const tableErrors = {
  E_CSV_BINARY: ({ file, kind }: { readonly file: string; readonly kind: NotCsv }) => ({
    where: file,
    expected: TEXT_TABLE,
    ...NOT_CSV[kind],
  }),
  E_CSV_WEB_PAGE: ({ file }: { readonly file: string }) => ({
    where: file,
    expected: TEXT_TABLE,
    got: "a web page",
    fix: "Use the page's download link instead of saving the page.",
  }),
  E_CSV_EMPTY: ({ file, sizeBytes }: { readonly file: string; readonly sizeBytes: number }) => ({
    where: file,
    expected: "a table with at least one row",
    got: sizeBytes === 0 ? "an empty file" : "nothing but blank lines",
    fix: "Choose another file.",
  }),
  E_TABLE_SPARSE: ({
    file,
    width,
    nRows,
  }: {
    readonly file: string;
    readonly width: number;
    readonly nRows: number;
  }) => ({
    where: file,
    expected: "a table in which one cell of a hundred is filled, at least",
    got: `${formatCount(width)} columns that are empty nearly everywhere, in the first ${formatCount(nRows)} rows`,
    fix: "Look for a cell or a line far out that makes the table so wide, and leave it out.",
  }),
  E_TABLE_LARGE: ({ file, what, most, got }: { file: string; what: string; most: number; got: number }) => ({
    where: file,
    expected: `at most ${formatCount(most)} ${what}`,
    got: `${formatCount(got)}, or more`,
    fix: "No table of rows and columns that is trained on comes near that: the file is damaged, lacks a closing quote or line ends, or was made to overload whoever opens it.",
  }),
  E_TABLE_MEMORY: ({
    file,
    nRows,
    most,
    got,
    oneIn,
  }: {
    readonly file: string;
    readonly nRows: number;
    readonly most: number;
    readonly got: number;
    readonly oneIn: number;
  }) => ({
    where: file,
    expected: `a table that takes at most ${formatBytes(most)} of the memory, half of what this device has`,
    got: `about ${formatCount(nRows)} rows, which would take about ${formatBytes(got)}`,
    fix: `Read one row in ${formatCount(oneIn)}, drawn at random (--one-row-in ${oneIn} on the command line), or open fewer of its columns; or use a device with more memory.`,
  }),
  E_CSV_NO_ROWS: ({ file, hasHeader }: { readonly file: string; readonly hasHeader: boolean }) => ({
    where: file,
    expected: "at least one row of data",
    got: hasHeader ? "a header and no rows" : "no rows",
    fix: hasHeader ? "Add rows, or say that the first row is data." : "Choose another file.",
  }),
  E_CSV_DIALECT: ({ file, part, got }: { file: string; part: "delimiter" | "quote" | "encoding"; got: string }) => ({
    where: `${file}, ${part === "quote" ? "quote character" : part}`,
    expected: {
      delimiter:
        'one or more characters that are no quote and no line end, or "fixed:" and where columns begin, such as fixed:1,9,15',
      quote: "one character, or none",
      encoding: 'an encoding such as "utf-8" or "windows-1252"',
    }[part],
    got: JSON.stringify(got),
    fix: `Choose another ${part === "encoding" ? part : "character"}, or leave it to be detected.`,
  }),
  E_CSV_LOST_ROWS: ({
    where,
    line,
    nLines,
  }: {
    readonly where: string;
    readonly line: number;
    readonly nLines: number;
  }) => ({
    where,
    expected: "a quote that is closed",
    got: `a quote on line ${line} that swallows the ${formatCount(nLines)} lines after it`,
    fix: `Mend line ${line}, or set the quote character to none.`,
  }),
  E_TARGET_COLUMN: ({ columns, got, near }: NoTarget) => ({
    where: "target",
    expected: `one of the columns ${listQuoted(columns, 20)}`,
    got: JSON.stringify(got),
    fix:
      near === undefined
        ? "Choose a column of the table."
        : `Did you mean ${JSON.stringify(near)}? Choose a column of the table.`,
  }),
  E_TARGET_CONSTANT: ({ column, value }: { readonly column: string; readonly value?: string }) => ({
    where: targetPlace(column),
    expected: "at least two different values",
    got: value === undefined ? "no value at all" : `only ${JSON.stringify(value)}`,
    fix: "Choose another column, or add rows.",
  }),
  E_TARGET_TASK: (
    args:
      | { readonly column: string; readonly task: "regression"; readonly labels: readonly string[] }
      | { readonly column: string; readonly task: "binary"; readonly nValues: number },
  ) =>
    args.task === "regression"
      ? {
          where: targetPlace(args.column),
          expected: "numbers for a regression",
          got: `texts such as ${listQuoted(args.labels, 3)}`,
          fix: "Choose classification, or set the column's type to number.",
        }
      : {
          where: targetPlace(args.column),
          expected: "two values for a binary task",
          got: `${formatCount(args.nValues)} values`,
          fix: "Choose multiclass, or another column.",
        },
  E_TABLE_WEIGHTS: ({ column, found }: { readonly column: string; readonly found: WrongWeights }) => ({
    where: `column ${JSON.stringify(column)}, by which rows count`,
    expected: "one column of numbers, 0 or more in each row that is trained on or measured, and not all 0",
    got: wrongWeightsWords(found),
    fix: "Fill or correct these cells, choose another column of weights, or set this one aside so that all rows count alike.",
  }),
  E_TARGET_CLASSES: ({ column, most, nValues, isNumber }: TooManyClasses) => ({
    where: targetPlace(column),
    expected: `at most ${most} classes`,
    got: `${formatCount(nValues)} different values`,
    fix: isNumber ? "Choose regression." : "Choose another column, or join rare classes first.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

/** What is wrong with a column of weights. */
type WrongWeights =
  | { readonly kind: "several"; readonly columns: readonly string[] }
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "zero" }
  /** @param row counted from 1 */
  | { readonly kind: "rows"; readonly count: number; readonly row: number };

function wrongWeightsWords(found: WrongWeights): string {
  switch (found.kind) {
    case "several":
      return `several of them: ${listQuoted(found.columns)}`;
    case "type":
      return `a column of type ${found.type}`;
    case "zero":
      return "0 in all training rows, or in all rows of another split";
    case "rows":
      return `${formatCount(found.count)} ${found.count === 1 ? "cell that is" : "cells that are"} missing, no number or below 0, the first in data row ${formatCount(found.row)}`;
    default:
      return found satisfies never;
  }
}

interface NoTarget {
  readonly columns: readonly string[];
  readonly got: string;
  /** The column whose name is most like it. */
  readonly near?: string | undefined;
}

interface TooManyClasses {
  readonly column: string;
  readonly most: number;
  readonly nValues: number;
  readonly isNumber: boolean;
}

function targetPlace(column: string): string {
  return `target column "${column}"`;
}

/** Things to know about a file that was read: nothing is dropped silently. */
export const tableWarnings = {
  W_CSV_ENCODING: ({ encoding, certainty }: { readonly encoding: string; readonly certainty: number }) =>
    `The file is not UTF-8; it was read as ${encoding}. ${certainty < 0.8 ? "Nothing speaks for another encoding" : "Its letters suggest that"}. If letters look wrong, choose its encoding.`,
  W_CSV_BAD_BYTES: "Bytes that are not valid UTF-8 were replaced by \uFFFD.",
  W_CSV_NUL: "Cells contain NUL characters; they are kept.",
  W_CSV_NO_HEADER: ({ width }: { readonly width: number }) =>
    `There is no header row; the columns are named "column 1" to "column ${width}".`,
  W_CSV_UNNAMED_COLUMN: ({ names }: { readonly names: readonly string[] }) =>
    `Columns without a name are called ${listQuoted(names)}.`,
  W_CSV_DUPLICATE_NAME: ({ names }: { readonly names: readonly string[] }) =>
    `Repeated column names were numbered: ${listQuoted(names)}.`,
  W_CSV_TRIMMED_NAME: "Spaces around column names were removed.",
  W_TABLE_SAMPLED: ({
    oneIn,
    nRead,
    nRows,
  }: {
    readonly oneIn: number;
    readonly nRead: number;
    readonly nRows: number;
  }) =>
    `Not all rows were read, but one in ${formatCount(oneIn)}, drawn at random and always the same: ${formatCount(nRead)} of ${formatCount(nRows)}.`,
  W_CSV_PREAMBLE: ({ lines }: { readonly lines: readonly string[] }) =>
    `Lines above the table were skipped: ${listQuoted(lines)}.`,
  W_CSV_ROW_NAMES: 'Rows have one cell more than the header; the first is taken as "column 1".',
  W_CSV_BLANK_LINES: "Blank lines were skipped.",
  W_CSV_EMPTY_ROWS: "Rows have nothing but empty cells; they are kept, all missing.",
  W_CSV_SET_ASIDE: ({ kind, rows }: { readonly kind: keyof typeof NO_RECORD; readonly rows: readonly string[] }) => {
    const shown = kind === "blank" || kind === "rule" ? "" : `: ${listQuoted(rows, 3)}`;
    return `${NO_RECORD[kind]} set aside${shown}. They can be kept as rows.`;
  },
  W_CSV_BLANK_COLUMNS: ({ nColumns }: { readonly nColumns: number }) =>
    nColumns === 1
      ? "One blank column at the right end of the table was left out."
      : `${formatCount(nColumns)} blank columns at the right end of the table were left out.`,
  W_CSV_SHORT_ROWS: ({ width }: { readonly width: number }) =>
    `Rows have fewer than ${width} cells; the rest of each is missing.`,
  W_CSV_LONG_ROWS: ({ width, extras }: { readonly width: number; readonly extras: readonly string[] }) =>
    `Rows have more than ${width} cells; the extra cells are not used: ${listQuoted(extras)}.`,
  W_CSV_TRAILING_DELIMITERS: "Rows end in extra delimiters with nothing between them.",
  W_CSV_BAD_QUOTES: "A quote stands inside a quoted cell; the cell was read to its last quote.",
  W_CSV_STRAY_QUOTE:
    "A quote at the beginning of a cell is never closed as it should be; it was read as a character, so that the rows after it are rows.",
  W_CSV_UNCLOSED_QUOTE: ({ nLines }: { readonly nLines: number }) => {
    const rest = nLines > 0 ? `, so the ${formatCount(nLines)} lines after it are inside that cell` : "";
    return `A quote is never closed${rest}. If quotes mean nothing in this file, set the quote character to none.`;
  },
} satisfies Readonly<Record<string, Text>>;

export const tableReference: ReferenceOf<typeof tableErrors> = {
  E_CSV_BINARY: {
    when: "A file that was added as a table is something else.",
    samples: [{ file: "rows.xls", kind: "xls" }],
  },
  E_CSV_WEB_PAGE: {
    when: "A file that was added as a table is a web page, as browsers save them.",
    samples: [{ file: "rows.csv" }],
  },
  E_CSV_EMPTY: {
    when: "A file has nothing in it.",
    samples: [
      { file: "rows.csv", sizeBytes: 0 },
      { file: "rows.csv", sizeBytes: 12 },
    ],
  },
  E_TABLE_SPARSE: {
    when: "A file of few cells would make a table of ten million and more, since one row is very wide.",
    samples: [{ file: "rows.xlsx", width: 16_384, nRows: 611 }],
  },
  E_TABLE_LARGE: {
    when: "A file of a table has, or says that it has, more of something than any table that is trained on.",
    samples: [{ file: "rows.csv", what: "characters of a row", most: 8_388_608, got: 8_400_000 }],
  },
  E_TABLE_MEMORY: {
    when: "What has been read of a file tells that all of it would not fit into the memory.",
    samples: [{ file: "rows.csv", nRows: 900_000_000, most: 4e9, got: 1.8e10, oneIn: 5 }],
  },
  E_CSV_NO_ROWS: {
    when: "A file has no row of data.",
    samples: [
      { file: "rows.csv", hasHeader: true },
      { file: "rows.csv", hasHeader: false },
    ],
  },
  E_CSV_DIALECT: {
    when: "A delimiter, quote character or encoding was asked for that no file can have.",
    samples: [
      { file: "rows.csv", part: "delimiter", got: "\n" },
      { file: "rows.csv", part: "quote", got: "''" },
      { file: "rows.csv", part: "encoding", got: "utf-99" },
    ],
  },
  E_CSV_LOST_ROWS: {
    when: "Rows are inside a cell whose quote is never closed, and nobody has said that this is meant.",
    samples: [{ where: "rows.csv, row 40", line: 41, nLines: 560 }],
  },
  E_TARGET_COLUMN: {
    when: "The target is no column of the table.",
    samples: [{ columns: ["species", "island"], got: "specis", near: "species" }],
  },
  E_TARGET_CONSTANT: {
    when: "The target has fewer than two different values.",
    samples: [{ column: "species", value: "Adelie" }, { column: "species" }],
  },
  E_TARGET_TASK: {
    when: "The task that was asked for does not fit the values of the target.",
    samples: [
      { column: "species", task: "regression", labels: ["Adelie", "Gentoo"] },
      { column: "species", task: "binary", nValues: 3 },
    ],
  },
  E_TABLE_WEIGHTS: {
    when: "The column by which rows count says nothing that rows could count by.",
    samples: [
      { column: "w", found: { kind: "several", columns: ["w", "v"] } },
      { column: "w", found: { kind: "type", type: "category" } },
      { column: "w", found: { kind: "zero" } },
      { column: "w", found: { kind: "rows", count: 12, row: 7 } },
    ],
  },
  E_TARGET_CLASSES: {
    when: "The target has more classes than a model can learn.",
    samples: [
      { column: "price", most: 100, nValues: 344, isNumber: true },
      { column: "name", most: 100, nValues: 344, isNumber: false },
    ],
  },
};

export const tableWarningsReference: ReferenceOf<typeof tableWarnings> = {
  W_CSV_ENCODING: {
    when: "The encoding had to be guessed.",
    samples: [{ encoding: "windows-1252", certainty: 0.5 }],
  },
  W_CSV_BAD_BYTES: { when: "Bytes mean nothing in the encoding of the file." },
  W_CSV_NUL: { when: "Cells hold characters of code 0." },
  W_CSV_NO_HEADER: { when: "The first row is data, so columns have no names of their own.", samples: [{ width: 4 }] },
  W_CSV_UNNAMED_COLUMN: { when: "Cells of the header are empty.", samples: [{ names: ["column 3"] }] },
  W_CSV_DUPLICATE_NAME: { when: "Several columns have one name.", samples: [{ names: ["weight (2)"] }] },
  W_CSV_TRIMMED_NAME: { when: "Names in the header begin or end with spaces." },
  W_TABLE_SAMPLED: {
    when: "A sample of the rows of a file was asked for.",
    samples: [{ oneIn: 13, nRead: 77_120, nRows: 1_000_000 }],
  },
  W_CSV_PREAMBLE: { when: "A table begins below other lines.", samples: [{ lines: ["Report of March"] }] },
  W_CSV_ROW_NAMES: { when: "Rows begin with a name that the header does not speak of." },
  W_CSV_BLANK_LINES: { when: "Lines of a table with several columns are blank." },
  W_CSV_EMPTY_ROWS: { when: "Rows have delimiters and nothing else." },
  W_CSV_SET_ASIDE: {
    when: "Rows of a file are no records: units, rules, repeated headers, comments, totals, notes, blank rows at the end.",
    samples: [{ kind: "units", rows: ["m °C"] }],
  },
  W_CSV_BLANK_COLUMNS: {
    when: "A table ends in columns without a name and without a cell.",
    samples: [{ nColumns: 1 }, { nColumns: 800 }],
  },
  W_CSV_SHORT_ROWS: { when: "Rows are shorter than the table is wide.", samples: [{ width: 4 }] },
  W_CSV_LONG_ROWS: {
    when: "Rows are longer than the table is wide.",
    samples: [{ width: 4, extras: ["row 7: lost, too"] }],
  },
  W_CSV_TRAILING_DELIMITERS: { when: "Rows are longer than the table is wide by empty cells." },
  W_CSV_BAD_QUOTES: { when: "Quotes inside quoted cells are not doubled." },
  W_CSV_STRAY_QUOTE: { when: "A quote begins a cell that would swallow the rows after it." },
  W_CSV_UNCLOSED_QUOTE: { when: "A quote opens a cell and none ends it.", samples: [{ nLines: 12 }, { nLines: 0 }] },
};
