/** How the command line is used: its help beside the rows of verbs and options, and what the words of a command are expected to be. */
import { defineTexts } from "../define-texts.ts";
import { formatCount } from "../numbers.ts";

export const usageText = defineTexts("cliUsage", {
  usage: ({ line }: { readonly line: string }) => `Usage: ${line}`,
  options: "[options]",
  overview: ({ lines, example }: { readonly lines: readonly string[]; readonly example: string }) =>
    `Trains a whole data-preparation and model pipeline end to end, as the studio does.

Usage:
${lines.join("\n")}

Each command explains itself: ${example}
`,
  /** What holds for every verb. */
  endings: `"-" in the place of a file is stdin where it is read, stdout where it is written. A file is written beside its place and takes it when
all of it is there; until then, and where something fails, what was there before stays. No file may be both read and written.

Exit codes: 0 all is written · 1 it failed, for the reason on stderr · 2 the words of the command are wrong · 130 given up by Ctrl+C ·
143 ended by SIGTERM, 129 by SIGHUP · 141 nobody reads stdout any more. With any but 0, files have what they had before, or all of the new.`,
  none: "none",
  neither: "neither",
  several: ({ count }: { readonly count: number }) => `${count} of them`,
  both: ({ words }: { readonly words: readonly string[] }) => words.join(" and "),
  either: ({ words }: { readonly words: readonly string[] }) => words.join(" or "),
  optionsAmong: ({ names }: { readonly names: readonly string[] }) => `options among ${names.join(" ")}`,
  value: "a value",
  emptyText: "an empty text",
  oneOf: ({ words }: { readonly words: readonly string[] }) => `one of ${words.join(", ")}`,
  number: ({ isInteger, range }: { readonly isInteger: boolean; readonly range: string }) =>
    [isInteger ? "a whole number" : "a number", range].filter(Boolean).join(" "),
  numbers: ({ most, range }: { readonly most: number; readonly range: string }) =>
    `up to ${most} numbers ${range}, between commas`,
  splitParts: ({ splits }: { readonly splits: readonly string[] }) =>
    `values with ${splits.join(", ")}, between commas, such as A=train,B=test`,
  costs: `JSON such as {"yes": {"no": 10}}: of a row that is "yes", "no" costs 10`,
  costsAlone: "costs, or a class with a probability",
  leftOut: "block:ID, column:NAME or source:FILE",
  quote: 'one character, or "none"',
  matches: "names with what they are in other files, between commas, such as salary=income",
  onlyOne: ({ decides }: { readonly decides: string }) => `no other option for the ${decides}`,
  beside: ({ option }: { readonly option: string }) => `--${option} beside it`,
  missingText: "a text behind the equals sign",
  oneMeaning: ({ name, text }: { readonly name: string; readonly text: string }) =>
    `one meaning; a name in double quotes is clear, as in "${name}"=${text}`,
  meanings: ({
    given,
    parts,
  }: {
    readonly given: string;
    readonly parts: readonly { readonly name: string; readonly text: string }[];
  }) =>
    `${given}, which may be ${parts.map(({ name, text }) => `${JSON.stringify(text)} in ${JSON.stringify(name)}`).join(" or ")}`,
  oneResumed: "one file of CSV or JSON lines, and --out FILE",
  oneStdin: "stdin in the place of one file",
  noTarget: ({ target }: { readonly target: string }) =>
    `a column that is not the target, which is ${JSON.stringify(target)}`,
  oneWord: ({ column }: { readonly column: string }) => `one word for ${JSON.stringify(column)}`,
  oneMark: "one mark for all columns",
  bothMarks: ", and .",
  beginningGone: "its beginning is gone",
  isFolder: "it is a folder",
});

/** The table that `diffml describe` prints. */
export const describedText = defineTexts("cliDescribed", {
  size: ({ nRows, nColumns }: { readonly nRows: number; readonly nColumns: number }) =>
    `${formatCount(nRows)} rows, ${formatCount(nColumns)} columns`,
  column: "column",
  type: "type",
  role: "role",
  missing: "missing",
  why: "why",
  unlabelled: ({ nRows }: { readonly nRows: number }) => `${formatCount(nRows)} rows without a target.`,
  place: ({ where, lines }: { readonly where: string; readonly lines: readonly number[] }) =>
    `${where}, line ${lines.join(", ")}`,
});
