/** Several files that become one table. */
import type { filesWarnings as warnings } from "../../../base/errors/files.ts";
import { listWords } from "../../../base/words.ts";
import type { NoticeTranslation } from "../../translation.ts";

export const filesWarnings = {
  W_FILES_NAMES: ({ pairs }) =>
    `Spaltennamen unterscheiden sich von denen anderer Dateien nur in Groß- und Kleinschreibung, Leer- oder Sonderzeichen und gelten als gleich: ${listWords(pairs.map(({ name, as }) => `${JSON.stringify(name)} als ${JSON.stringify(as)}`))}.`,
  W_FILES_MARKS: ({ column, example, mark }) =>
    `${column}: Zellen wie ${JSON.stringify(example)} könnten auf zwei Arten gelesen werden; diese Datei schreibt ${mark === "." ? "Dezimalpunkte" : "Dezimalkommas"}, also wurden sie so gelesen.`,
  W_FILES_DATES: ({ column, example, order }) =>
    `${column}: Die Dateien schreiben Tag und Monat in verschiedener Reihenfolge; in dieser Datei steht der ${order === "dmy" ? "Tag" : "Monat"} vorn, wie andere Zellen zeigen, und Datumsangaben wie ${JSON.stringify(example)} wurden so gelesen.`,
} satisfies NoticeTranslation<typeof warnings>;
