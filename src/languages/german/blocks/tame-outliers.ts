import { percent } from "../../../base/numbers.ts";
import type { text as english } from "../../../blocks/tame-outliers/explain.ts";
import type { Translation } from "../../translation.ts";
import { columns } from "../nouns.ts";
import { choiceSettings, columnsSetting } from "./kit.ts";

export const explain = {
  subject: "Ausreißer begrenzen",
  leftAlone: ({ isSet }) =>
    `Ausreißer werden in Ruhe gelassen: ${isSet ? "so eingestellt" : "keine Spalte ändert sich"}.`,
  asSet: ({ nColumns }) => `Ausreißer in ${columns(nColumns)} werden begrenzt, wie eingestellt.`,
  nothingBeyond: "Keine Trainingszelle liegt jenseits der anfänglichen Schwellenwerte: hier kaum von Belang.",
  column: ({ column, thresholds, start, beyond }) =>
    `${column}: Schwellenwerte ${thresholds.join(" bis ")} (zu Beginn ${start.join(" bis ")}); ${percent(beyond)} der Trainingszellen lagen zu Beginn außerhalb.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Ausreißer begrenzen",
  summary: "Holt Werte, die weit außerhalb liegen, auf zwei gelernte Schwellenwerte zurück oder lässt sie in Ruhe.",
  "inputs.numbers": "Zahlenspalten",
  "outputs.numbers": "Begrenzte Zahlenspalten",
  ...columnsSetting,
  ...choiceSettings,
};
