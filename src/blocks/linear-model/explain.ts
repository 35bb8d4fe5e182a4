import { defineTexts } from "../../base/define-texts.ts";
import { formatSigned } from "../../base/numbers.ts";
import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation, ProbeReading } from "../block.ts";
import type { Spec } from "./spec.ts";

interface Model {
  readonly nParameters: number;
}

const modelOf = ({ nParameters }: Model) => `A linear model of ${countOf(nParameters, "parameter")}`;

export const text = defineTexts("explain.linear-model", {
  unused: (model: Model) => `${modelOf(model)}; it uses none of its features yet.`,
  largest: (model: Model & { readonly features: readonly string[] }) =>
    `${modelOf(model)}; largest coefficients: ${listWords(model.features)}.`,
  coefficient: ({ feature, output, value }: Coefficient) =>
    `${feature}: ${formatSigned(value)}${output === "" ? "" : ` for ${output}`}`,
});

const LONGEST = 8;

interface Coefficient {
  readonly feature: string;
  /** The class whose logit it is a coefficient of; "" where there is one output. */
  readonly output: string;
  readonly value: number;
}

/** The largest coefficient of each feature, the largest of all first. */
function strongest(reading: ProbeReading | undefined): readonly Coefficient[] {
  if (!reading) return [];
  const { rowLabels, columnLabels, values } = reading;
  const nOutputs = Math.max(columnLabels.length, 1);
  return rowLabels
    .map((feature, row) => {
      const ofRow = Array.from({ length: nOutputs }, (_, column) => ({
        feature,
        output: columnLabels[column] ?? "",
        value: values[row * nOutputs + column],
      }));
      return ofRow.reduce((best, next) => (Math.abs(next.value) > Math.abs(best.value) ? next : best));
    })
    .sort((first, second) => Math.abs(second.value) - Math.abs(first.value));
}

/** The features with the largest coefficients, on the scale on which features arrive. */
export function explain({ statistics, probes }: ExplainContext<Spec>): Explanation {
  const reading = probes.coefficients;
  const coefficients = strongest(reading).filter(({ value }) => value !== 0);
  const [nFeatures] = statistics.nFeatures;
  const size = (nFeatures + 1) * Math.max(reading?.columnLabels.length ?? 0, 1);
  if (coefficients.length === 0) {
    return { summary: text("unused", { nParameters: size }), details: [], certainty: "none" };
  }
  const details = coefficients.slice(0, LONGEST).map(({ feature, output, value }) => {
    return text("coefficient", { feature, output, value });
  });
  const features = coefficients.slice(0, 3).map(({ feature }) => feature);
  return { summary: text("largest", { nParameters: size, features }), details, certainty: "slight" };
}
