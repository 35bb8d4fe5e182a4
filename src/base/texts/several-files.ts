/** Words of columns of several files that mean the same under other names. */
import { defineTexts } from "../define-texts.ts";
import { countOf, listQuoted, listWords } from "../words.ts";

interface Columns {
  readonly name: string;
  readonly as: string;
}

interface Match extends Columns {
  readonly files: readonly string[];
  readonly otherFiles: readonly string[];
  readonly areNamesNear: boolean;
  readonly values: "same levels" | "yes and no" | "numbers alike" | "dates";
  readonly shared: readonly string[];
}

interface Words {
  readonly file: string;
  readonly otherFile: string;
  readonly column: string;
  readonly pairs: readonly { readonly text: string; readonly as: string }[];
}

function valueWords({ values, shared }: Pick<Match, "values" | "shared">): string {
  switch (values) {
    case "same levels":
      return `both hold ${listQuoted(shared)}`;
    case "yes and no":
      return "both say yes and no";
    case "numbers alike":
      return "their numbers lie alike";
    case "dates":
      return "both hold dates";
    default:
      return values satisfies never;
  }
}

const pairWords = (pairs: Words["pairs"]) => listWords(pairs.map(({ text, as }) => `${text} is ${as}`));

export const severalFilesText = defineTexts("severalFiles", {
  title: ({ count }: { readonly count: number }) =>
    `${countOf(count, "column")} called, or filled in, otherwise in other files`,
  list: "Columns of several files",
  mayMatch: ({ name, as, files, otherFiles, areNamesNear, values, shared }: Match) =>
    `"${name}" in ${listWords(files)} may be "${as}" in ${listWords(otherFiles)}: ${areNamesNear ? "the names are alike, and " : ""}${valueWords({ values, shared })}.`,
  maySay: ({ file, otherFile, column, pairs }: Words) =>
    `${column}: ${listWords(pairs.map(({ text }) => text))} in ${file} may say what ${listWords(pairs.map(({ as }) => as))} say in ${otherFile}: ${pairWords(pairs)}.`,
  matched: ({ file, name, as, by }: Columns & { readonly file: string; readonly by: "decision" | "looks" }) =>
    `"${name}" in ${file} is read as "${as}", ${by === "looks" ? "since the names differ in case, spaces or signs alone" : "as you decided"}.`,
  said: ({ file, column, pairs }: Omit<Words, "otherFile">) =>
    `${column} in ${file}: ${pairWords(pairs)}, as you decided.`,
  readAs: ({ name, as }: Columns) => `Read "${name}" as "${as}"`,
  readWords: ({ column, file }: { readonly column: string; readonly file: string }) => `Read ${column} of ${file} so`,
  keepApart: ({ name, as }: Columns) => `Keep "${name}" and "${as}" apart`,
  undoWords: ({ column, file }: { readonly column: string; readonly file: string }) =>
    `Read ${column} of ${file} as it stands`,
  matchOption: ({ name, as }: Columns) => `Say so with --match "${name}=${as}".`,
});
