import { percent } from "../../../base/numbers.ts";
import { listWords } from "../../../base/words.ts";
import type { text as english } from "../../../blocks/select-features/explain.ts";
import type { Translation } from "../../translation.ts";
import { columns as columnsOf } from "../nouns.ts";

const LONGEST = 12;

export const explain = {
  all: ({ nColumns }) => `Behält ${columnsOf(nColumns)}: Kein Gate hat sich geschlossen.`,
  some: ({ nColumns, nOpen, nClosed, nBetween }) =>
    `Lässt ${nOpen} von ${columnsOf(nColumns)} durch und schließt ${nClosed}${nBetween > 0 ? `; ${nBetween} dazwischen` : ""}.`,
  open: ({ columns }) => `Durchgelassen: ${listWords(columns, LONGEST)}.`,
  closed: ({ columns }) => `Geschlossen: ${listWords(columns, LONGEST)}.`,
  between: ({ column, gate }) => `${column}: zu ${percent(gate)} durchgelassen, nicht entschieden.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Merkmale auswählen",
  summary: "Lernt ein Gate für jede Spalte der Tabelle und schließt die, die nicht helfen.",
  "inputs.features": "Merkmale",
  "outputs.features": "Durchgelassene Merkmale",
  "settings.strength": "Strenge",
  "settings.strength.description":
    "Was ein offenes Gate kostet: 0 schließt keines; mehr schließt mehr Spalten. In der Regel zwischen 0,05 und 0,5.",
};
