import type { severalFilesText } from "../../../base/texts/several-files.ts";
import { countOf, listQuoted, listWords } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";

type Match = Parameters<(typeof severalFilesText.english)["mayMatch"]>[0];
type Pairs = Parameters<(typeof severalFilesText.english)["maySay"]>[0]["pairs"];

function valueWords({ values, shared }: Pick<Match, "values" | "shared">): string {
  switch (values) {
    case "same levels":
      return `beide enthalten ${listQuoted(shared)}`;
    case "yes and no":
      return "beide sagen ja und nein";
    case "numbers alike":
      return "ihre Zahlen liegen ähnlich";
    case "dates":
      return "beide enthalten Datumsangaben";
    default:
      return values satisfies never;
  }
}

const pairWords = (pairs: Pairs) => listWords(pairs.map(({ text, as }) => `${text} ist ${as}`));

export const severalFiles = {
  title: ({ count }) =>
    count === 1
      ? "1 Spalte, die in anderen Dateien anders heißt oder anders ausgefüllt ist"
      : `${countOf(count, "Spalte", "Spalten")}, die in anderen Dateien anders heißen oder anders ausgefüllt sind`,
  list: "Spalten mehrerer Dateien",
  mayMatch: ({ name, as, files, otherFiles, areNamesNear, values, shared }) =>
    `"${name}" in ${listWords(files)} könnte "${as}" in ${listWords(otherFiles)} sein: ${areNamesNear ? "Die Namen ähneln sich, und " : ""}${valueWords({ values, shared })}.`,
  maySay: ({ file, otherFile, column, pairs }) =>
    `${column}: ${listWords(pairs.map(({ text }) => text))} in ${file} könnte dasselbe bedeuten wie ${listWords(pairs.map(({ as }) => as))} in ${otherFile}: ${pairWords(pairs)}.`,
  matched: ({ file, name, as, by }) =>
    by === "looks"
      ? `"${name}" in ${file} wird als "${as}" gelesen, denn die Namen unterscheiden sich nur in Groß- und Kleinschreibung, Leer- oder Sonderzeichen.`
      : `"${name}" in ${file} wird als "${as}" gelesen, so haben Sie es entschieden.`,
  said: ({ file, column, pairs }) => `${column} in ${file}: ${pairWords(pairs)}, so haben Sie es entschieden.`,
  readAs: ({ name, as }) => `"${name}" als "${as}" lesen`,
  readWords: ({ column, file }) => `${column} aus ${file} so lesen`,
  keepApart: ({ name, as }) => `"${name}" und "${as}" getrennt lassen`,
  undoWords: ({ column, file }) => `${column} aus ${file} lesen, wie es dasteht`,
  matchOption: ({ name, as }) => `Angeben lässt es sich mit --match "${name}=${as}".`,
} satisfies Translation<typeof severalFilesText>;
