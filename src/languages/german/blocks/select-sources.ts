import { formatFixed } from "../../../base/numbers.ts";
import { listWords } from "../../../base/words.ts";
import type { text as english } from "../../../blocks/select-sources/explain.ts";
import type { Translation } from "../../translation.ts";

const nounOf = (by: string) => (by === "" ? "Quelle" : `Ausprägung von ${by}`);

export const explain = {
  one: ({ by, name }) => `Es gibt nur eine ${nounOf(by)}${name ? ` (${name})` : ""}: Jede Zeile zählt gleich viel.`,
  even: ({ by }) => `Keine klare Vorliebe: Jede ${nounOf(by)} zählt etwa gleich viel.`,
  uneven: ({ more, less }) => {
    const parts = [
      ...(more.length > 0 ? [`Zeilen von ${listWords(more, 4)} mehr`] : []),
      ...(less.length > 0 ? [`Zeilen von ${listWords(less, 4)} weniger`] : []),
    ];
    return `Im Training zählen ${parts.join(" und ")}.`;
  },
  source: ({ name, weight }) => `${name}: Eine Zeile zählt ${formatFixed(weight, 2)}-mal.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Quellen gewichten",
  summary: "Lernt, wie viel jede Quelle von Zeilen im Training zählen soll, beurteilt nach den Validierungszeilen.",
  "inputs.rows": "Zeilen",
  "inputs.categories": "Kategorien, nach denen gewichtet wird",
  "outputs.rows": "Gewichtete Zeilen",
  "settings.by": "Gewichten nach",
  "settings.by.description":
    "Leer: ein Gewicht je Datei. Oder eine Kategoriespalte, die hier ankommt: ein Gewicht je Ausprägung.",
};
