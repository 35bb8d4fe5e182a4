import { percent } from "../../../base/numbers.ts";
import type { text as english } from "../../../blocks/impute-category/explain.ts";
import type { Translation } from "../../translation.ts";
import { columns } from "../nouns.ts";
import { choiceSettings, columnsSetting } from "./kit.ts";

export const explain = {
  subject: "Lücken füllen",
  noGap: "In den Trainingszeilen ist keine Lücke: Es gibt nichts zu füllen.",
  asSet: ({ nColumns, isOwnLevel }) =>
    `Lücken in ${columns(nColumns)} ${isOwnLevel ? "bleiben eine eigene Ausprägung" : "werden zur häufigsten Ausprägung"}, wie eingestellt.`,
  column: ({ column, missingShare, level }) =>
    `${column}: ${percent(missingShare)} fehlen; häufigste Ausprägung „${level}“.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Kategorielücken füllen",
  summary:
    "Füllt Lücken in Kategoriespalten mit der häufigsten Ausprägung oder lässt „fehlt“ eine eigene Ausprägung sein.",
  "inputs.categories": "Kategoriespalten",
  "outputs.categories": "Gefüllte Kategoriespalten",
  ...columnsSetting,
  ...choiceSettings,
};
