import { countOf } from "../../../base/words.ts";
import type { text as english } from "../../../blocks/encode-category/explain.ts";
import type { Translation } from "../../translation.ts";
import { features } from "../nouns.ts";

export const explain = {
  turns: ({ nColumns, nFeatures }) =>
    `Macht aus ${countOf(nColumns, "Kategoriespalte", "Kategoriespalten")} ${features(nFeatures)}; hier wird nichts gelernt.`,
  turnsAndLearns: ({ nColumns, nFeatures }) =>
    `Macht aus ${countOf(nColumns, "Kategoriespalte", "Kategoriespalten")} ${features(nFeatures)}; für Ausprägungen von Spalten mit vielen werden Zahlen gelernt.`,
  many: ({ column, nLevels, nAlone, dimensions }) =>
    `${column}: ${countOf(nLevels, "Ausprägung", "Ausprägungen")}; ein Merkmal für jede der ${nAlone} häufigsten, ${dimensions === 0 ? "keines für die anderen" : `und ${countOf(dimensions, "gelernte Zahl", "gelernte Zahlen")} für jede Ausprägung`}.`,
  column: ({ column, nFeatures }) => `${column}: ${features(nFeatures)}, auch für fehlende und nie gesehene Werte.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Kategorien kodieren",
  summary:
    "Macht aus jeder Ausprägung einer Kategoriespalte ein eigenes Merkmal, auch aus „fehlt“ und „nie gesehen“; sind es viele, aus seltenen ein paar Zahlen, die gelernt werden.",
  "settings.levels": "Merkmale je Spalte",
  "settings.levels.description":
    "So viele Ausprägungen einer Spalte, die häufigsten, haben je ein Merkmal. Hat eine Spalte mehr, stehen daneben ein paar Zahlen, die für jede Ausprägung gelernt werden.",
  "settings.dimensions": "Zahlen je Ausprägung",
  "settings.dimensions.description":
    "Wie viele Zahlen für jede Ausprägung einer Spalte mit vielen gelernt werden. 0: keine, und seltene Ausprägungen sind nicht zu unterscheiden.",
  "inputs.categories": "Kategoriespalten",
  "outputs.features": "Ein Merkmal je Ausprägung",
};
