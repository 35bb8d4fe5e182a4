import { formatCount } from "../../../../base/numbers.ts";
import type { scatterText } from "../../../../base/texts/studio/scatter.ts";
import type { Translation } from "../../../translation.ts";
import { rows as rowsWords } from "../../nouns.ts";

export const scatter = {
  title: "Zeilen über zwei Spalten",
  across: "Waagrecht",
  up: "Senkrecht",
  figure: ({ across, up }) => `${up} über ${across}`,
  hint: "Ziehen Sie über Punkte, und die Tabelle darüber zeigt ihre Zeilen; Filter der Tabelle wählen hier Punkte aus. Ein Klick auf einen Punkt geht zu seiner Zeile, die einen Ring hat. Mit der Tastatur filtert die Karte einer Spalte nach ihren Zahlen.",
  nothing: "Keine Zeile hat in beiden Spalten einen Wert.",
  loading: "Die Zeilen werden angesehen …",
  summary: ({ across, up, nPoints, nMet, nLooked, nRows, hasBoxes }) => {
    const drawn = `${up} über ${across}: ${rowsWords(nPoints)} als ${nPoints === 1 ? "Punkt" : "Punkte"}`;
    const of =
      nLooked < nRows ? `, von ${formatCount(nLooked)}, die zufällig aus ${formatCount(nRows)} gezogen wurden` : "";
    const met = nMet === nPoints ? "; die Tabelle zeigt alle." : `; die Tabelle zeigt ${formatCount(nMet)} davon.`;
    return `${drawn}${of}${met}${hasBoxes ? " Kästen: die mittlere Hälfte jeder Stufe, mit ihrem Median; die Linien enden bei 5 und 95 %." : ""}`;
  },
  withoutFar: "Ohne Zahlen weit außerhalb",
  everything: "Alle Zeilen zeigen",
  pinRow: ({ row }) => `Zeile ${formatCount(row + 1)} anheften`,
  pinChosen: "Ausgewählte Zeilen anheften",
  pinHint: ({ most }) =>
    `Angeheftete Zeilen, höchstens ${most}, werden unter „Entscheidungsfläche“ verfolgt und haben hier ein Quadrat.`,
  pinned: ({ rows }) =>
    rows.length === 0
      ? "Keine Zeile ist angeheftet."
      : `Angeheftet: ${rows.map((row) => formatCount(row + 1)).join(", ")}.`,
  save: "Bild der Zeilen speichern",
} satisfies Translation<typeof scatterText>;
