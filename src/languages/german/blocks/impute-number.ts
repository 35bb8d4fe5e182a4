import { percent } from "../../../base/numbers.ts";
import { listWords } from "../../../base/words.ts";
import type { text as english } from "../../../blocks/impute-number/explain.ts";
import type { Translation } from "../../translation.ts";
import { columns } from "../nouns.ts";
import { choiceSettings, columnsSetting } from "./kit.ts";

export const explain = {
  subject: "Lücken füllen",
  noGap: "In den Trainingszeilen ist keine Lücke: Es gibt nichts zu füllen.",
  asSet: ({ nColumns, filling }) => `Lücken in ${columns(nColumns)} werden gefüllt, wie eingestellt: ${filling}.`,
  sentinels: ({ found }) =>
    `Gilt als fehlend: ${listWords(found.map(({ column, value }) => `${value} in ${column}`))}.`,
  column: ({ column, missingShare, mean, constant }) =>
    `${column}: ${percent(missingShare)} fehlen; Mittelwert ${mean}${constant === undefined ? "" : `, gelernte Konstante ${constant}`}.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Zahlenlücken füllen",
  summary:
    "Füllt Lücken in Zahlenspalten mit einer gelernten Mischung aus Mittelwert, Median, häufigstem Wert und einer gelernten Konstante.",
  "inputs.numbers": "Zahlenspalten",
  "outputs.numbers": "Gefüllte Zahlenspalten",
  "outputs.indicators": "Fehlt-Merkmale",
  suggested: "Zahlen, die „fehlt“ bedeuten könnten, so gelesen",
  ...columnsSetting,
  ...choiceSettings,
  "settings.indicators": "Fehlt-Merkmale",
  "settings.indicators.description":
    "Gibt für jede Spalte mit Lücken auch ein 0/1-Merkmal „fehlt“ weiter: Eine Lücke kann selbst etwas sagen.",
  "settings.sentinels": "Zahlen, die „fehlt“ bedeuten",
  "settings.sentinels.description":
    'Eine Liste wie [{"column": "age", "value": -999}]: Solche Zellen werden wie Lücken gefüllt.',
};
