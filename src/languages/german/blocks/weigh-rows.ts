import { percent } from "../../../base/numbers.ts";
import type { text as english } from "../../../blocks/weigh-rows/explain.ts";
import type { Translation } from "../../translation.ts";

export const explain = {
  even: "Keine klare Vorliebe: Jede Trainingszeile zählt etwa gleich viel.",
  belowHalf: ({ share }) => `Im Training zählen ${percent(share)} der Zeilen weniger als halb.`,
  belowQuarter: ({ share }) => `${percent(share)} der Zeilen zählen weniger als ein Viertel.`,
  effective: ({ share }) => `Die Gewichte sind so viel wert wie ${percent(share)} der Zeilen, gleich gezählt.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Zeilen gewichten",
  summary: "Lernt, wie viel jede Trainingszeile zählen soll, beurteilt nach den Validierungszeilen.",
  "inputs.rows": "Zeilen",
  "outputs.rows": "Gewichtete Zeilen",
  "settings.floor": "Kleinstes Gewicht",
  "settings.floor.description":
    "Was eine Zeile mindestens behält, bevor die Gewichte auf einen Mittelwert von 1 gebracht werden. 1 schaltet das Gewichten ab.",
};
