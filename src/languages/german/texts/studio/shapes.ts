import { formatCount, formatNumber, formatSigned, withUnit } from "../../../../base/numbers.ts";
import type { shapesText } from "../../../../base/texts/studio/shapes.ts";
import { countOf, listWords } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { trainingRows, validationRows } from "../../nouns.ts";

export const shapes = {
  heading: "Was jede Spalte beiträgt",
  hint: "Das Modell zählt eine Kurve je Spalte zusammen, und mehr tut es nicht: Nehmen Sie die übliche Vorhersage, zählen Sie dazu, was jede Spalte über die Zeile sagt, und Sie haben, was es vorhersagt. Alle Kurven haben denselben Maßstab; zuerst kommen die, die Vorhersagen am meisten bewegen. Balken unten: wo die Zeilen liegen.",
  show: "Kurven zeigen",
  working: "Kurven werden gelesen …",
  none: "Vorhersagen dieser Pipeline sind keine Summe über Spalten der Datei: Ein Block vor dem Modell, etwa eine berechnete Spalte, mischt mehrere.",
  of: ({ of }) =>
    of === "deployed"
      ? "Das sind die Kurven dessen, was eingesetzt wird."
      : "Eingesetzt wird das Mittel mehrerer Pipelines, und das ist keine Summe: Das sind die Kurven der Mischung, der Sie zugesehen haben.",
  usual: ({ level, unit, isShare }) =>
    `Übliche Vorhersage: ${isShare ? `Log-Odds ${formatSigned(level)}` : withUnit(formatNumber(level), unit)}.`,
  rows: ({ nRows, split }) =>
    `Was üblich ist, sagen ${split === "train" ? trainingRows(nRows) : validationRows(nRows)}; Testzeilen werden nicht angerührt.`,
  ofClass: "Klasse",
  adds: ({ label, unit }) =>
    label === undefined
      ? `Beitrag zur Vorhersage${unit === "" ? "" : `, ${unit}`}`
      : `Beitrag zu den Log-Odds von ${label}`,
  shape: ({ column, least, leastAt, most, mostAt }) =>
    `${column}: von ${formatSigned(least)} bei ${leastAt} bis ${formatSigned(most)} bei ${mostAt}.`,
  missing: ({ value }) => `fehlend: ${formatSigned(value)}`,
  moves: ({ spread }) => `± ${formatNumber(spread)}`,
  movesHead: "Bewegt Vorhersagen um",
  movesHint: "± eine Standardabweichung dessen, was die Spalte beiträgt, über die Zeilen",
  signed: ({ value }) => formatSigned(value),
  column: "Spalte",
  value: "Wert",
  rowsHead: "Zeilen",
  flat: ({ columns }) => `Tragen nichts bei: ${listWords(columns, columns.length)}.`,
  more: ({ count }) => `${countOf(count, "weitere Kurve", "weitere Kurven")} zeigen`,
  moreLevels: ({ count }) => `und ${formatCount(count)} weitere ${count === 1 ? "Stufe" : "Stufen"}, in der Tabelle`,
  asTable: "Als Tabelle",
  scrollable: "Kurven als Tabelle, rollbar",
} satisfies Translation<typeof shapesText>;
