import { formatNumber } from "../../../base/numbers.ts";
import type { compareText } from "../../../base/texts/compare.ts";
import { countOf } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";

export const compare = {
  ours: "die trainierte Pipeline",
  theirs: ({ file }) => `„${file}“`,
  ignored: ({ nRows }) =>
    nRows === 1
      ? "Eine Vorhersage für eine Zeile, die keine Testzeile ist, wurde weggelassen."
      : `${countOf(nRows, "Vorhersage", "Vorhersagen")} für Zeilen, die keine Testzeilen sind, wurden weggelassen.`,
  rescaled: ({ nRows }) =>
    `Die Wahrscheinlichkeiten von ${countOf(nRows, "Zeile", "Zeilen")} ergaben zusammen nicht genau 1, wie es bei gerundeten vorkommt, und wurden durch ihre Summe geteilt.`,
  probability: ({ low, high }) => `eine Wahrscheinlichkeit, von ${low} bis ${high}`,
  number: "eine Zahl",
  rowNumber: "die Nummer einer Datenzeile, ab 1 gezählt",
  rowOnce: "jede Zeile nur einmal",
  sumToOne: ({ sum }) =>
    `Wahrscheinlichkeiten, die zusammen 1 ergeben, nicht ${formatNumber(Number(sum.toPrecision(3)))}`,
  oneOf: ({ labels }) => `eines von: ${labels.join(", ")}`,
  classesAlone:
    "In der Datei stehen keine Wahrscheinlichkeiten, deshalb werden nur die vorhergesagten Klassen verglichen.",
} satisfies Translation<typeof compareText>;
