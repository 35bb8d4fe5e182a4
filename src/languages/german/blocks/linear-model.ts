import { formatSigned } from "../../../base/numbers.ts";
import { countOf, listWords } from "../../../base/words.ts";
import type { text as english } from "../../../blocks/linear-model/explain.ts";
import type { Translation } from "../../translation.ts";
import { modelPorts } from "./kit.ts";

const modelOf = (nParameters: number) => `Ein lineares Modell mit ${countOf(nParameters, "Parameter", "Parametern")}`;

export const explain = {
  unused: ({ nParameters }) => `${modelOf(nParameters)}; es nutzt noch keines seiner Merkmale.`,
  largest: ({ nParameters, features }) => `${modelOf(nParameters)}; größte Koeffizienten: ${listWords(features)}.`,
  coefficient: ({ feature, output, value }) =>
    `${feature}: ${formatSigned(value)}${output === "" ? "" : ` für ${output}`}`,
} satisfies Translation<typeof english>;

export const rows = {
  title: "Lineares Modell",
  summary: "Zählt die Merkmale zusammen, jedes mal einem gelernten Koeffizienten: logistische oder lineare Regression.",
  ...modelPorts,
};
