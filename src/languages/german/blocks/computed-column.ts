import type { text as english } from "../../../blocks/computed-column/words.ts";
import type { Translation } from "../../translation.ts";

const EXPECTED = {
  operand: "eine Spalte, eine Zahl oder eine öffnende Klammer",
  operator: "+, −, *, / oder das Ende",
  bracket: "eine schließende Klammer",
  closing: "ein Spaltenname, der mit ] endet",
  less: "weniger Klammern in Klammern",
} as const;

export const explain = {
  problem: ({ at, expected, got, name, functions }) => {
    const place = `an Stelle ${at} der Formel`;
    if (expected === "function") return `eine der Funktionen ${functions.join(", ")} ${place}, nicht „${got}“`;
    if (expected === "arguments") {
      const nExpected = name === "max" || name === "min" ? "zwei Werte, durch ein Komma getrennt," : "ein Wert";
      return `${nExpected} in den Klammern von ${name} ${place}, nicht ${got}`;
    }
    return `${EXPECTED[expected]} ${place}, nicht ${got === "" ? "deren Ende" : `„${got}“`}`;
  },
  none: "Keine Formel ist gesetzt: Nichts wird berechnet.",
  computed: ({ name, formula }) => `Berechnet ${name} = ${formula} für jede Zeile; hier wird nichts gelernt.`,
  missing: ({ name }) =>
    `${name} fehlt, wo eine Spalte der Formel fehlt, wo sie durch 0 teilt, und wo Logarithmus oder Wurzel keinen Wert haben.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Berechnete Spalte",
  summary: "Berechnet mit einer Formel eine weitere Zahlenspalte aus denen, die ankommen.",
  "inputs.numbers": "Zahlenspalten",
  "outputs.numbers": "Diese und die berechnete Spalte",
  "settings.name": "Name",
  "settings.name.description": "Wie die neue Spalte heißt.",
  "settings.formula": "Formel",
  "settings.formula.description":
    "Spalten, Zahlen, + − * / und Klammern, log, exp, sqrt, abs, min, max, und year von einem Datum, etwa [bill length] / weight. Namen aus mehr als einem Wort stehen in [eckigen Klammern].",
};
