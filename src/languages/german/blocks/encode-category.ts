import { countOf } from "../../../base/words.ts";
import type { text as english } from "../../../blocks/encode-category/explain.ts";
import type { Translation } from "../../translation.ts";
import { features } from "../nouns.ts";

export const explain = {
  turns: ({ nColumns, nFeatures }) =>
    `Macht aus ${countOf(nColumns, "Kategoriespalte", "Kategoriespalten")} ${features(nFeatures)}; hier wird nichts gelernt.`,
  column: ({ column, nFeatures }) => `${column}: ${features(nFeatures)}, auch für fehlende und nie gesehene Werte.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Kategorien kodieren",
  summary: "Macht aus jeder Ausprägung einer Kategoriespalte ein eigenes Merkmal, auch aus „fehlt“ und „nie gesehen“.",
  "inputs.categories": "Kategoriespalten",
  "outputs.features": "Ein Merkmal je Ausprägung",
};
