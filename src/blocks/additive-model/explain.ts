import { defineTexts } from "../../base/define-texts.ts";
import { formatSigned } from "../../base/numbers.ts";
import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation, StatisticsOf } from "../block.ts";
import { type Spec, TOLD_AT } from "./spec.ts";

/** What a curve does from the lowest to the highest value of its feature. */
type Way = "rises" | "falls" | "bends";

interface Curve {
  readonly feature: string;
  /** The class whose logit it adds to; "" where there is one output. */
  readonly output: string;
  /** What it adds at the lowest, the middle and the highest value. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly way: Way;
}

const WAYS = { rises: "rises", falls: "falls", bends: "turns" } as const;
const forOutput = (output: string) => (output === "" ? "" : ` for ${output}`);

export const text = defineTexts("explain.additive-model", {
  unused: ({ nFeatures }: { readonly nFeatures: number }) =>
    `An additive model of ${countOf(nFeatures, "feature")}; all of its curves are flat yet.`,
  largest: ({ nFeatures, features }: { readonly nFeatures: number; readonly features: readonly string[] }) =>
    `An additive model of ${countOf(nFeatures, "feature")}; what moves it most: ${listWords(features)}.`,
  curve: ({ feature, output, low, middle, high, way }: Curve) =>
    `${feature} ${WAYS[way]}${forOutput(output)}: ${formatSigned(low)} at its lowest, ${formatSigned(middle)} in the middle, ${formatSigned(high)} at its highest.`,
  step: ({ feature, output, step }: { readonly feature: string; readonly output: string; readonly step: number }) =>
    `${feature}: ${formatSigned(step)}${forOutput(output)}.`,
});

const LONGEST = 8;

interface Read extends Curve {
  readonly range: number;
  /** Of two values, such as one level of a column. */
  readonly isStep: boolean;
}

/** What is less than this share of a curve's range reads as nothing. */
const LEAST_SHOWN = 0.01;

/** Below this share of a curve's range, a step the other way is no turn. */
const LEAST_TURN = 0.1;

function wayOf(values: readonly number[], range: number): Way {
  const steps = values.slice(1).map((value, index) => value - values[index]);
  if (steps.every((step) => step >= -LEAST_TURN * range)) return "rises";
  return steps.every((step) => step <= LEAST_TURN * range) ? "falls" : "bends";
}

/** The widest curve of each feature, the widest of all first. */
function curvesOf(
  statistics: StatisticsOf<Spec>,
  reading: NonNullable<ExplainContext<Spec>["probes"]["curves"]>,
): readonly Read[] {
  const { rowLabels, columnLabels, values } = reading;
  const nPlaces = TOLD_AT.length;
  const nOutputs = columnLabels.length / nPlaces;
  return rowLabels
    .map((feature, row) => {
      const ofRow = Array.from({ length: nOutputs }, (_, output): Read => {
        const start = row * columnLabels.length + output * nPlaces;
        const told = values.slice(start, start + nPlaces);
        const range = Math.max(...told) - Math.min(...told);
        const shown = (value: number) => (Math.abs(value) < LEAST_SHOWN * range ? 0 : value);
        const label = columnLabels[output * nPlaces];
        return {
          feature,
          output: nOutputs === 1 ? "" : label.slice(0, label.lastIndexOf(": ")),
          low: shown(told[0]),
          middle: shown(told[Math.floor(nPlaces / 2)]),
          high: shown(told[nPlaces - 1]),
          way: wayOf(told, range),
          range,
          isStep: statistics.nBins[row] <= 1,
        };
      });
      return ofRow.reduce((widest, next) => (next.range > widest.range ? next : widest));
    })
    .filter(({ range }) => range > 0)
    .sort((first, second) => second.range - first.range);
}

/** The widest curves, in logits, or in standard deviations of a target of numbers. */
export function explain({ statistics, probes }: ExplainContext<Spec>): Explanation {
  const nFeatures = statistics.columns.length;
  const curves = probes.curves ? curvesOf(statistics, probes.curves) : [];
  if (curves.length === 0) return { summary: text("unused", { nFeatures }), details: [], certainty: "none" };
  const details = curves
    .slice(0, LONGEST)
    .map((curve) =>
      curve.isStep
        ? text("step", { feature: curve.feature, output: curve.output, step: curve.high - curve.low })
        : text("curve", curve),
    );
  const originalOf = new Map(statistics.columns.map((name, index) => [name, statistics.originals[index]]));
  const moving = [...new Set(curves.map(({ feature }) => originalOf.get(feature) ?? feature))];
  return { summary: text("largest", { nFeatures, features: moving.slice(0, 3) }), details, certainty: "slight" };
}
