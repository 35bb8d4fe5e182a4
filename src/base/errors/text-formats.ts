/** Codes of tables that are text and not CSV: fixed columns, JSON. */
import type { ErrorText, Text } from "../language.ts";
import { formatCount } from "../numbers.ts";
import { listQuoted } from "../words.ts";
import type { ReferenceOf } from "./reference.ts";

const JSON_TABLE =
  "JSON that is a table: a list of objects, a list of lists, an object that holds one of these, or an object a line";

interface JsonShape {
  readonly file: string;
  /** "object": one that holds no list of rows; "several": it holds more than one; "values": a list of single values. */
  readonly found: "object" | "several" | "values" | "empty" | "other";
  /** Of the lists. */
  readonly names?: readonly string[];
}

function jsonFound({ found, names = [] }: JsonShape): string {
  switch (found) {
    case "object":
      return "one object without a list of rows";
    case "several":
      return `several lists of rows: ${listQuoted(names)}`;
    case "values":
      return "a list of single values";
    case "empty":
      return "objects with nothing in them";
    case "other":
      return "a single value";
    default:
      return found satisfies never;
  }
}

export const textFormatErrors = {
  E_JSON_BROKEN: ({
    file,
    line,
    reason,
  }: {
    readonly file: string;
    readonly line: number;
    readonly reason: string;
  }) => ({
    where: `${file}, line ${line}`,
    expected: JSON_TABLE,
    got: reason,
    fix: "Export the file again; if it was edited by hand, look at that line.",
  }),
  E_JSON_SHAPE: (args: JsonShape) => ({
    where: args.file,
    expected: JSON_TABLE,
    got: jsonFound(args),
    fix: "Save the list that is the table as a file of its own, or as CSV. A pipeline is opened with “Open pipeline”.",
  }),
  E_JSON_COLUMNS: ({
    file,
    nRows,
    most,
  }: {
    readonly file: string;
    readonly nRows: number;
    readonly most: number;
  }) => ({
    where: file,
    expected: `at most ${formatCount(most)} names, most of them in most objects`,
    got: `more in the first ${formatCount(nRows)} objects`,
    fix: "Names that differ from object to object, such as numbers, belong into values: export the table with one object a row.",
  }),
  E_JSON_LARGE: ({ file, most }: { readonly file: string; readonly most: number }) => ({
    where: file,
    expected: `at most ${formatCount(most)} characters, since a list is held as a whole`,
    got: "more",
    fix: "Save it as JSON lines, an object a line, which are read piece by piece, or as CSV.",
  }),
  E_JSON_CUT: ({ file, line }: { readonly file: string; readonly line: number }) => ({
    where: file,
    expected: "a file that can be read to its end",
    got: `JSON that breaks off, or is broken, on line ${line}`,
    fix: "Download or export the file again, or mend that line.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

/** Things to know about such a file that was read. */
export const textFormatWarnings = {
  W_CSV_CROSSED:
    "Texts of these lines do not stand where the columns of the file are; each was put into the column that it touches first, or that is nearest. If cells look wrong, say where columns begin.",
  W_CSV_JOINED_NAMES: ({ names }: { readonly names: readonly string[] }) =>
    `The header has two lines; names of columns were made of both: ${listQuoted(names)}.`,
  W_CSV_LONG_NAME: ({ names }: { readonly names: readonly string[] }) =>
    `Names of columns were longer than 500 characters and have been cut: ${listQuoted(names)}. Look whether a quote in the header is not closed.`,
  W_JSON_LEFT_OUT: ({ line, reason }: { readonly line: number; readonly reason: string }) =>
    `Values that are no row of this table were left out; line ${line} has ${reason}.`,
  W_JSON_CUT: ({ line }: { readonly line: number }) =>
    `From line ${line} on the file cannot be read as JSON; it may have been cut off. Only the rows above are here.`,
  W_JSON_LISTS: ({ names }: { readonly names: readonly string[] }) =>
    `Lists inside objects are kept as their JSON text: ${listQuoted(names)}.`,
  W_JSON_REPEATED_NAME: ({ names }: { readonly names: readonly string[] }) =>
    `Objects have a name more than once; the later values are columns of their own, numbered: ${listQuoted(names)}.`,
  W_JSON_BESIDE: ({ name, others }: { readonly name: string; readonly others: readonly string[] }) =>
    `The rows are those of ${JSON.stringify(name)}; what stands beside it is not used: ${listQuoted(others)}.`,
} satisfies Readonly<Record<string, Text>>;

export const textFormatReference: ReferenceOf<typeof textFormatErrors & typeof textFormatWarnings> = {
  E_JSON_BROKEN: {
    when: "No row of a JSON file can be read.",
    samples: [{ file: "rows.jsonl", line: 1, reason: "something else where a value should stand" }],
  },
  E_JSON_SHAPE: {
    when: "A file is JSON and not a table.",
    samples: [
      { file: "rows.json", found: "object" },
      { file: "rows.json", found: "several", names: ["train", "test"] },
      { file: "rows.json", found: "values" },
      { file: "rows.json", found: "empty" },
      { file: "rows.json", found: "other" },
    ],
  },
  E_JSON_COLUMNS: {
    when: "Objects of a JSON file have so many names that the table would be empty nearly everywhere.",
    samples: [{ file: "rows.json", nRows: 12_000, most: 10_000 }],
  },
  E_JSON_LARGE: {
    when: "A JSON file that is one list is too large.",
    samples: [{ file: "rows.json", most: 400_000_000 }],
  },
  E_JSON_CUT: {
    when: "A table is to be trained on of which rows are lost, since its file is JSON that breaks off.",
    samples: [{ file: "rows.json", line: 900 }],
  },
  W_CSV_CROSSED: {
    when: "A file has columns at fixed places, and a line has text across two of them or between them.",
  },
  W_CSV_JOINED_NAMES: {
    when: "The first line of a file names groups of columns, the second the columns in them, with names that repeat.",
    samples: [{ names: ["2019 temp", "2019 hum"] }],
  },
  W_CSV_LONG_NAME: {
    when: "A name in the header is very long.",
    samples: [{ names: ["a note, and then all that follows…"] }],
  },
  W_JSON_LEFT_OUT: {
    when: "Lines or items of a JSON file are broken, or are no object among objects.",
    samples: [{ line: 7, reason: "something else where a quote that ends the text should stand" }],
  },
  W_JSON_CUT: {
    when: "A JSON file ends in the middle, or is broken beyond repair at some place.",
    samples: [{ line: 900 }],
  },
  W_JSON_LISTS: { when: "Values of objects are lists.", samples: [{ names: ["tags"] }] },
  W_JSON_REPEATED_NAME: { when: "An object of a JSON file has one name twice.", samples: [{ names: ["id"] }] },
  W_JSON_BESIDE: {
    when: "The list of rows of a JSON file stands beside other things.",
    samples: [{ name: "data", others: ["meta", "count"] }],
  },
};
