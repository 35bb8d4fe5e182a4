import { formatSigned } from "../../../base/numbers.ts";
import { listWords } from "../../../base/words.ts";
import type { text as english } from "../../../blocks/additive-model/explain.ts";
import type { Translation } from "../../translation.ts";
import { features as featuresOf } from "../nouns.ts";
import { modelPorts } from "./kit.ts";

const WAYS = { rises: "steigt", falls: "fällt", bends: "wendet sich" } as const;
const forOutput = (output: string) => (output === "" ? "" : ` für ${output}`);

export const explain = {
  unused: ({ nFeatures }) => `Ein additives Modell (${featuresOf(nFeatures)}); alle Kurven sind noch flach.`,
  largest: ({ nFeatures, features }) =>
    `Ein additives Modell (${featuresOf(nFeatures)}); am meisten bewegen es ${listWords(features)}.`,
  curve: ({ feature, output, low, middle, high, way }) =>
    `${feature} ${WAYS[way]}${forOutput(output)}: ${formatSigned(low)} beim kleinsten Wert, ${formatSigned(middle)} in der Mitte, ${formatSigned(high)} beim größten.`,
  step: ({ feature, output, step }) => `${feature}: ${formatSigned(step)}${forOutput(output)}.`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Additives Modell",
  summary:
    "Zählt zu jedem Merkmal eine gelernte Kurve zusammen: Was jede Spalte mit der Vorhersage macht, lässt sich ablesen.",
  ...modelPorts,
  "settings.bins": "Bereiche",
  "settings.bins.description":
    "In wie viele Bereiche mit etwa gleich vielen Zeilen jedes Merkmal geteilt wird; dazwischen knickt seine Kurve ab. Weniger sind glatter.",
};
