import { listWords } from "../../../base/words.ts";
import type { text as english } from "../../../blocks/scale-number/explain.ts";
import type { Translation } from "../../translation.ts";
import { columns as columnsOf } from "../nouns.ts";
import { choiceSettings, columnsSetting } from "./kit.ts";

export const explain = {
  subject: "Skalieren",
  nothing: "Es gibt keine Zahlenspalte zu skalieren.",
  asSet: ({ nColumns, scaling }) => `${columnsOf(nColumns)} skaliert, wie eingestellt: ${scaling}.`,
  constant: ({ columns }) => `Im Training immer gleich, deshalb ab hier 0: ${listWords(columns, 12)}.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Zahlen skalieren",
  summary:
    "Bringt Zahlenspalten auf einen gemeinsamen Maßstab, mit einer gelernten Mischung aus geraden und gebogenen Skalierungen.",
  "inputs.numbers": "Zahlenspalten",
  "outputs.numbers": "Skalierte Zahlenspalten",
  ...columnsSetting,
  ...choiceSettings,
};
