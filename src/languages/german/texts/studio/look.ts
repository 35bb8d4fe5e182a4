import { formatCount, formatNumber, percent } from "../../../../base/numbers.ts";
import type { lookText, surfaceText } from "../../../../base/texts/studio/look.ts";
import type { Translation } from "../../../translation.ts";
import { cells, columns } from "../../nouns.ts";

const STATES = {
  training: "Wie gerade trainiert wird.",
  trained: "Wie trainiert wurde: die Mischung, der Sie zugesehen haben.",
  untrained: "Bevor diese Pipeline trainiert wurde.",
} as const;

const SURFACE_STATES = {
  training: "Was die Mischung sagt, während sie trainiert wird.",
  trained: "Was die eingesetzte Pipeline sagt.",
  untrained: "Was die Pipeline vor jedem Training sagt.",
} as const;

const MARKS: Readonly<Record<string, string>> = {
  lower: "untere Grenze",
  upper: "obere Grenze",
  constants: "füllt mit",
};

const ROWS = { first: "Erste Zeilen", changed: "Zeilen, die sich am meisten ändern" } as const;

const LEGEND = { before: "kommt an", after: "geht weiter", start: "zu Beginn", now: "gelernt" } as const;

const rowsNotForTesting = (nRows: number) =>
  nRows === 1 ? "1 Zeile, die nicht zum Testen dient" : `${formatCount(nRows)} Zeilen, die nicht zum Testen dienen`;

export const look = {
  block: "Verlässt den Block",
  noBlock:
    "Wählen Sie einen Block, um die Tabelle zu sehen, die ihn verlässt, und was er geändert hat. Ein Doppelklick auf einen Block tut dasselbe.",
  nothing: "Diesen Block erreicht keine Spalte.",
  rows: "Zeilen",
  rowsOf: ({ rows: which }) => ROWS[which],
  find: "Spalte suchen",
  table: ({ block }) => `Tabelle, die ${block} verlässt`,
  scrollable: ({ block }) => `Tabelle, die ${block} verlässt, rollbar`,
  state: ({ state }) => STATES[state],
  changes: ({ nLooked, nRows, nFilled, nChanged, nWhole }) => {
    const of =
      nLooked < nRows
        ? `Von ${formatCount(nLooked)} der ${rowsNotForTesting(nRows)}`
        : `Von ${rowsNotForTesting(nRows)}`;
    const found = [
      nFilled > 0 && `${cells(nFilled)} gefüllt`,
      nChanged > 0 && `${cells(nChanged)} geändert`,
      nWhole > 0 && `${columns(nWhole)} im Ganzen geändert`,
    ].filter(Boolean);
    return `${of}: ${found.length > 0 ? found.join(", ") : "keine Zelle geändert"}.`;
  },
  someColumns: ({ nShown, nColumns }) =>
    `Die ersten ${nShown} von ${columns(nColumns)}: Andere finden Sie über ihren Namen.`,
  weights: "Auch Gewichte der Zeilen verlassen ihn; es gibt sie nur während des Trainings.",
  none: "Hier ändert sich keine Zeile.",
  row: "Zeile",
  target: ({ name }) => `${name} (Ziel)`,
  missing: "fehlt",
  filled: ({ count }) => `${formatCount(count)} gefüllt`,
  changed: ({ count }) => `${formatCount(count)} geändert`,
  whole: "im Ganzen geändert",
  new: "hier entstanden",
  mark: ({ name, now, start }) => {
    const [is, was] = [formatNumber(now), formatNumber(start)];
    return `${MARKS[name] ?? name} ${is}${is === was ? "" : ` (zu Beginn ${was})`}`;
  },
  caps: ({ now, start }) => {
    const [is, was] = [now, start].map((ends) => ends.map(formatNumber).join(" – "));
    return `Grenzen ${is}${is === was ? "" : ` (zu Beginn ${was})`}`;
  },
  range: ({ low, high, isCut }) =>
    isCut ? `… ${formatNumber(low)} – ${formatNumber(high)} …` : `${formatNumber(low)} – ${formatNumber(high)}`,
  levels: ({ labels, shares }) => labels.map((label, index) => `${label} ${percent(shares[index])}`).join(", "),
  legend: ({ what }) => LEGEND[what],
  loading: "Wird angesehen …",
} satisfies Translation<typeof lookText>;

export const surface = {
  about:
    "Das Bild zeigt, was zu jedem Paar von Werten zweier Spalten gesagt wird, alle anderen festgehalten: Es bewegt sich, während die Pipeline trainiert. Punkte sind Zeilen, die nicht zum Testen dienen.",
  across: "Waagrecht",
  up: "Senkrecht",
  fewColumns: "Dafür braucht es eine Tabelle mit einem Ziel und zwei Spalten.",
  state: ({ state }) => SURFACE_STATES[state],
  held: ({ like }) =>
    like === undefined
      ? "Andere Spalten stehen auf ihrer Mitte oder auf dem, was die meisten Zeilen haben."
      : `Andere Spalten stehen auf dem, was Zeile ${formatCount(like + 1)} hat.`,
  heldAt: "Andere stehen",
  heldMiddle: "auf ihrer Mitte",
  heldLike: ({ row }) => `wie in Zeile ${formatCount(row + 1)}`,
  figure: ({ across, up }) => `Was über ${across} und ${up} gesagt wird`,
  summaryClasses: ({ label, most, least }) => `„${label}“ bekommt ${percent(least)} bis ${percent(most)}.`,
  summaryNumbers: ({ least, most }) => `Werte von ${formatNumber(least)} bis ${formatNumber(most)}.`,
  pinned: "Angeheftete Zeilen",
  noPins:
    "Heften Sie Zeilen an, um zu verfolgen, was zu ihnen gesagt wird: durch einen Klick auf einen Punkt oder über ihre Nummer.",
  rowNumber: "Nummer der Zeile",
  pin: "Anheften",
  unpin: ({ row }) => `Zeile ${formatCount(row + 1)} lösen`,
  notPinned: ({ row }) =>
    `Zeile ${formatCount(row)} ist eine Testzeile, hat keinen Zielwert oder existiert nicht: Testzeilen werden nicht angesehen.`,
  mostPins: ({ count }) => `Mehr als ${count} Zeilen können nicht angeheftet werden.`,
  pinOf: ({ row, label }) => `Zeile ${formatCount(row + 1)} · ${label}`,
  saidClass: ({ share, label }) => `${percent(share)} ${label}`,
  saidNumber: ({ value }) => formatNumber(value),
} satisfies Translation<typeof surfaceText>;
