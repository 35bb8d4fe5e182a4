import { formatCount, formatNumber } from "../../../../base/numbers.ts";
import type { proposalText } from "../../../../base/texts/studio/proposals.ts";
import { countOf } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { cells } from "../../nouns.ts";

const BECAUSE = {
  "other columns": "wie in anderen Spalten",
  delimiter: "denn Zellen sind durch Semikolons getrennt",
  "groups of three": "denn jedem Zeichen folgen drei Ziffern, und kleinere Zahlen haben keines",
  nothing: "und nichts spricht für das eine oder das andere",
} as const;

export const proposal = {
  title: ({ count }) => `${countOf(count, "Entscheidung", "Entscheidungen")} über Zahlen`,
  hint: "Nichts wird geändert, bevor Sie es sagen, und „Rückgängig“ nimmt es zurück. Zeilen ohne Zielwert werden nicht zum Training verwendet.",
  sentinel: ({ value, count }) =>
    count === 1
      ? `${value} könnte „fehlt“ bedeuten`
      : `${value} könnte in ${formatCount(count)} Spalten „fehlt“ bedeuten`,
  evidence: ({ column, isTarget, count, nearest }) =>
    `${column}${isTarget ? ", die Zielspalte" : ""}: ${cells(count)}, weit weg von allen anderen, von denen ${formatNumber(nearest)} am nächsten liegt.`,
  read: ({ value, column }) => `${value} in ${column} als fehlend lesen`,
  readAll: ({ value, count }) => `${value} in allen ${formatCount(count)} Spalten als fehlend lesen`,
  more: ({ count }) => `… und ${countOf(count, "weitere Spalte", "weitere Spalten")}`,
  mark: ({ column, isTarget }) =>
    `Keine Zelle verrät das Dezimalzeichen von ${column}${isTarget ? ", der Zielspalte" : ""}`,
  taken: ({ example, value, because }) => `${example} wird als ${value} gelesen, ${BECAUSE[because]}.`,
  readOtherwise: ({ column, example, otherwise }) => `${example} in ${column} als ${otherwise} lesen`,
  keepReading: ({ column, example, value }) => `${example} in ${column} weiter als ${value} lesen`,
  targetFirst:
    "Bevor Sie trainieren: Werte der Zielspalte könnten „fehlt“ bedeuten oder Versehen sein. Sie stehen unten, jeweils mit einem Knopf.",
} satisfies Translation<typeof proposalText>;
