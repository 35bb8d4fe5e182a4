import type { describedText, usageText } from "../../../base/texts/cli-usage.ts";
import { countOf } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";

const quotedPart = ({ name, text }: { readonly name: string; readonly text: string }) =>
  `${JSON.stringify(text)} in ${JSON.stringify(name)}`;

export const cliUsage = {
  usage: ({ line }) => `Aufruf: ${line}`,
  options: "[Optionen]",
  overview: ({ lines, example }) =>
    `Trainiert eine ganze Pipeline aus Datenaufbereitung und Modell von Anfang bis Ende, wie das Studio es tut.

Aufruf:
${lines.join("\n")}

Jeder Befehl erklärt sich selbst: ${example}
`,
  endings: `"-" anstelle einer Datei ist die Standardeingabe, wo gelesen, und die Standardausgabe, wo geschrieben wird. Eine Datei wird neben ihrem
Platz geschrieben und nimmt ihn ein, sobald sie vollständig ist; bis dahin, und wo etwas fehlschlägt, bleibt, was vorher dort war. Keine Datei darf
zugleich gelesen und geschrieben werden.

Exit-Codes: 0 alles ist geschrieben · 1 es ist fehlgeschlagen, der Grund steht auf stderr · 2 die Wörter des Befehls sind falsch · 130 mit Strg+C
aufgegeben · 143 durch SIGTERM beendet, 129 durch SIGHUP · 141 niemand liest stdout mehr. Bei allen außer 0 enthalten die Dateien, was sie vorher
enthielten, oder das Neue vollständig.`,
  none: "nichts",
  neither: "keines von beiden",
  several: ({ count }) => `${count} davon`,
  both: ({ words }) => words.join(" und "),
  either: ({ words }) => words.join(" oder "),
  optionsAmong: ({ names }) => `Optionen aus ${names.join(" ")}`,
  value: "ein Wert",
  emptyText: "ein leerer Text",
  oneOf: ({ words }) => `eines von: ${words.join(", ")}`,
  number: ({ isInteger, range }) => [isInteger ? "eine ganze Zahl" : "eine Zahl", range].filter(Boolean).join(" "),
  numbers: ({ most, range }) => `bis zu ${most} Zahlen ${range}, durch Kommas getrennt`,
  splitParts: ({ splits }) => `Werte mit ${splits.join(", ")}, durch Kommas getrennt, zum Beispiel A=train,B=test`,
  costs: `JSON wie {"yes": {"no": 10}}: zu einer Zeile mit „yes“ kostet „no“ 10`,
  costsAlone: "Kosten, oder eine Klasse mit einer Wahrscheinlichkeit",
  leftOut: "block:ID, column:NAME oder source:FILE",
  quote: 'ein Zeichen oder "none"',
  matches: "Namen und wie sie in anderen Dateien heißen, durch Kommas getrennt, zum Beispiel salary=income",
  onlyOne: ({ decides }) => `keine andere Option für ${decides === "split" ? "die Aufteilung" : decides}`,
  beside: ({ option }) => `--${option} daneben`,
  missingText: "ein Text hinter dem Gleichheitszeichen",
  oneMeaning: ({ name, text }) =>
    `eine einzige Bedeutung; ein Name in doppelten Anführungszeichen ist eindeutig, etwa "${name}"=${text}`,
  meanings: ({ given, parts }) => `${given}, was heißen kann: ${parts.map(quotedPart).join(" oder ")}`,
  oneResumed: "eine einzige Datei mit CSV oder JSON Lines, und --out FILE",
  oneStdin: "die Standardeingabe anstelle einer einzigen Datei",
  noTarget: ({ target }) => `eine Spalte, die nicht die Zielspalte ist (${JSON.stringify(target)})`,
  oneWord: ({ column }) => `ein einziges Wort für ${JSON.stringify(column)}`,
  oneMark: "ein einziges Zeichen für alle Spalten",
  bothMarks: ", und .",
  beginningGone: "ihr Anfang ist nicht mehr da",
  isFolder: "das ist ein Ordner",
} satisfies Translation<typeof usageText>;

export const cliDescribed = {
  size: ({ nRows, nColumns }) => `${countOf(nRows, "Zeile", "Zeilen")}, ${countOf(nColumns, "Spalte", "Spalten")}`,
  column: "Spalte",
  type: "Typ",
  role: "Rolle",
  missing: "fehlend",
  why: "Grund",
  unlabelled: ({ nRows }) => `${countOf(nRows, "Zeile", "Zeilen")} ohne Zielwert.`,
  place: ({ where, lines }) => `${where}, Zeile ${lines.join(", ")}`,
} satisfies Translation<typeof describedText>;
