import { formatCount, formatDay, formatNumber, formatPart, percent } from "../../../../base/numbers.ts";
import type { cardText, gridText, missingMapText } from "../../../../base/texts/studio/grid.ts";
import { countOf, listWords } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";
import { rows } from "../../nouns.ts";

const PROBLEMS = { missing: "fehlend", unreadable: "nicht lesbar", far: "weit außerhalb" } as const;

export const grid = {
  title: "Zeilen der Tabelle",
  hint: "Zellen, wie sie in den Dateien stehen; bearbeitete haben eine Marke am linken Rand. Die Pfeiltasten gehen von Zelle zu Zelle, Eingabe, F2 oder ein Doppelklick schreiben eine neu; die Karte beschreibt die Spalte.",
  row: "Zeile",
  loading: "…",
  count: ({ nRows, nAll }) => (nRows === nAll ? rows(nAll) : `${formatCount(nRows)} von ${rows(nAll)}`),
  sortBy: ({ column }) => `Nach ${column} sortieren`,
  state: ({ state }) => PROBLEMS[state],
  next: "Nächstes Problem",
  previous: "Voriges Problem",
  nextIn: ({ column }) => `Nächstes Problem in ${column}`,
  problemsHint: "Fehlende Zellen, Zellen, die sich nicht lesen lassen, und Zahlen weit außerhalb.",
  found: ({ row, column, problem }) => `Zeile ${formatCount(row)}, ${column}: ${PROBLEMS[problem]}.`,
  noProblem: "In diesen Zeilen fehlt nichts, alles ist lesbar, und nichts liegt weit außerhalb.",
  clear: "Alle Zeilen zeigen",
  noRows: "Keine Zeile erfüllt all das.",
  filterProblem: ({ column, problem }) => `${column} ${PROBLEMS[problem]}`,
  filterText: ({ column, text }) => `${column} enthält „${text}“`,
  filterLevels: ({ column, levels }) => `${column}: ${levels.join(", ")}`,
  filterRange: ({ column, low, high }) =>
    low === ""
      ? `${column} höchstens ${high}`
      : high === ""
        ? `${column} mindestens ${low}`
        : `${column} ${low} bis ${high}`,
  remove: ({ words }) => `Filter „${words}“ entfernen`,
} satisfies Translation<typeof gridText>;

export const columnCard = {
  type: "Typ",
  role: "Rolle",
  unit: "Einheit",
  missing: "Fehlend",
  unreadable: "Nicht lesbar",
  unreadableWords: ({ count, first }) => `${formatCount(count)}, zum Beispiel „${first}“`,
  distinct: "Verschiedene Werte",
  far: "Weit außerhalb",
  farWords: ({ count, low, high, isDate }) => {
    const show = isDate ? formatDay : formatNumber;
    return `${formatCount(count)}, unter ${show(low)} oder über ${show(high)}`;
  },
  farHint: "Mehr als das Dreifache des Quartilsabstands jenseits der Quartile.",
  part: ({ count, total }) => `${formatCount(count)} (${formatPart(count, total)})`,
  spread: "Verteilung",
  spreadWords: ({ mean, median, std }) =>
    `Mittelwert ${formatNumber(mean)}, Median ${formatNumber(median)}, Standardabweichung ${formatNumber(std)}`,
  tails: ({ nBelow, nAbove }) =>
    `Die Balken lassen ${formatCount(nBelow)} darunter und ${formatCount(nAbove)} darüber weg: das niedrigste und das höchste Hundertstel.`,
  nRows: "Zeilen",
  top: "Am häufigsten",
  shift: ({ source, distance }) =>
    source === undefined
      ? `Validierungszeilen unterscheiden sich darin von Trainingszeilen (Abstand ${percent(distance)}).`
      : `Zeilen von ${source} unterscheiden sich darin von allen anderen (Abstand ${percent(distance)}).`,
  ascending: "Aufsteigend sortieren",
  descending: "Absteigend sortieren",
  unsorted: "Wie in den Dateien",
  only: ({ problem }) =>
    `Nur zeigen, was ${problem === "missing" ? "fehlt" : problem === "unreadable" ? "nicht lesbar ist" : "weit außerhalb liegt"}`,
  contains: "Enthält",
  least: "Mindestens",
  most: "Höchstens",
  filter: "Filtern",
  notNumber: "Bitte eine Zahl.",
} satisfies Translation<typeof cardText>;

export const missingMap = {
  title: "Wo Zellen fehlen",
  none: "Keine Zelle fehlt, und alle sind lesbar.",
  hint: "Von der ersten Zeile, links, bis zur letzten; je dunkler, desto mehr Zellen fehlen oder sind nicht lesbar.",
  more: ({ count }) => `und ${countOf(count, "weitere Spalte", "weitere Spalten")} mit fehlenden Zellen`,
  summary: ({ columns }) =>
    `Am meisten fehlen in ${listWords(columns.map(({ name, share }) => `${name} (${percent(share)})`))}.`,
} satisfies Translation<typeof missingMapText>;
