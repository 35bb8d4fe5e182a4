import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation, ProbeReading } from "../block.ts";
import type { Spec } from "./spec.ts";

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
  const model = `A linear model of ${countOf(size, "parameter")}`;
  if (coefficients.length === 0) {
    return { summary: `${model}; it uses none of its features yet.`, details: [], certainty: "none" };
  }
  const details = coefficients.slice(0, LONGEST).map(({ feature, output, value }) => {
    const towards = output === "" ? "" : ` for ${output}`;
    return `${feature}: ${value >= 0 ? "+" : "−"}${Math.abs(value).toPrecision(2)}${towards}`;
  });
  const first = listWords(coefficients.slice(0, 3).map(({ feature }) => feature));
  return { summary: `${model}; largest coefficients: ${first}.`, details, certainty: "slight" };
}
