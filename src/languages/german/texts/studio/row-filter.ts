import { formatCount } from "../../../../base/numbers.ts";
import type { computedText, filterPanelText } from "../../../../base/texts/studio/row-filter.ts";
import type { Translation } from "../../../translation.ts";
import { columns, rows } from "../../nouns.ts";

const KINDS = {
  is: "ist",
  isNot: "ist nicht",
  between: "liegt zwischen",
  missing: "fehlt",
  filled: "ist ausgefüllt",
} as const;

export const filterPanel = {
  title: "Zeilenfilter",
  all: "alle Zeilen sind dabei",
  left: ({ nLeft, nRows }) => `${formatCount(nLeft)} von ${rows(nRows)} sind dabei`,
  hint: "Zeilen, die alle Bedingungen erfüllen, dienen Training, Validierung und Test; die anderen sind in keinem Teil. Vorhergesagt wird jede neue Zeile, was immer in ihr steht: Die Ergebnisse sagen nichts über Zeilen, die der Filter auslässt.",
  conditions: "Bedingungen",
  remove: ({ condition }) => `Bedingung entfernen: ${condition}`,
  removeShort: "Entfernen",
  removeAll: "Alle Zeilen dabei sein lassen",
  column: "Zeilen, deren",
  kind: "Bedingung",
  kindName: ({ kind }) => KINDS[kind],
  value: "Wert",
  low: "Von",
  high: "Bis",
  add: "Bedingung hinzufügen",
} satisfies Translation<typeof filterPanelText>;

export const computed = {
  title: "Berechnete Spalten",
  count: ({ count }) => columns(count),
  hint: "Eine Spalte, die mit einer Formel aus anderen folgt: eine Differenz, ein Verhältnis, ein Logarithmus. Sie ist ein Block der Pipeline gleich hinter der Tabelle, damit neue Zeilen und exportierte Pipelines sie ebenso berechnen.",
  add: "Berechnete Spalte hinzufügen",
  noNumbers: "Die Pipeline nimmt keine Zahlenspalten aus der Tabelle: Verbinden Sie erst welche.",
  leaveOut: ({ title }) => `${title} weglassen`,
  leaveOutShort: "Weglassen",
} satisfies Translation<typeof computedText>;
