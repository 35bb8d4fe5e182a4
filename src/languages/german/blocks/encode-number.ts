import { countOf, listWords } from "../../../base/words.ts";
import type { text as english } from "../../../blocks/encode-number/explain.ts";
import type { Translation } from "../../translation.ts";
import { features } from "../nouns.ts";
import { columnsSetting } from "./kit.ts";

export const explain = {
  turns: ({ nColumns, nFeatures }) =>
    `Macht aus ${countOf(nColumns, "Zahlenspalte", "Zahlenspalten")} ${features(nFeatures)}; hier wird nichts gelernt.`,
  nothing: "Keine Zahlenspalte ändert sich, also wird nichts kodiert.",
  column: ({ column, nBins }) => `${column}: ${countOf(nBins, "Bereich", "Bereiche")} mit etwa gleich vielen Zeilen.`,
  constant: ({ columns }) => `Im Training immer gleich, deshalb weggelassen: ${listWords(columns, 12)}.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Zahlen in Bereiche teilen",
  summary: "Teilt jede Zahlenspalte in Bereiche mit je einem Merkmal, damit ein Modell an jedem davon abknicken kann.",
  "inputs.numbers": "Zahlenspalten",
  "outputs.features": "Ein Merkmal je Bereich",
  "triedBeside.0": "Zahlen in Bereiche geteilt",
  "triedBeside.1": "Zahlen in feine Bereiche geteilt",
  ...columnsSetting,
  "settings.bins": "Bereiche",
  "settings.bins.description":
    "In wie viele Bereiche mit etwa gleich vielen Zeilen jede Spalte geteilt wird. Mehr können sich feiner anpassen, aber auch eher überanpassen.",
};
