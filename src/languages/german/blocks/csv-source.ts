import { countOf, listWords } from "../../../base/words.ts";
import type { text as english } from "../../../blocks/csv-source/explain.ts";
import type { Translation } from "../../translation.ts";

export const explain = {
  gives: ({ nNumbers, nCategories }) =>
    `Gibt ${countOf(nNumbers, "Zahlenspalte", "Zahlenspalten")} und ${countOf(nCategories, "Kategoriespalte", "Kategoriespalten")} weiter; hier wird nichts gelernt.`,
  numbers: ({ names }) => `Zahlen: ${listWords(names, 12)}.`,
  categories: ({ names }) => `Kategorien: ${listWords(names, 12)}.`,
  sources: ({ names }) => `Quellen: ${listWords(names, 12)}.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "CSV-Quelle",
  summary: "Die Spalten der Tabelle, die verwendet werden: Zahlen, Kategorien und die Zeilen selbst.",
  "outputs.numbers": "Zahlenspalten",
  "outputs.categories": "Kategoriespalten",
  "outputs.rows": "Zeilen",
};
