import type { OutputsOf, ProgramContext } from "../block.ts";
import { dense, onePrediction } from "../kit/dense.ts";
import type { Spec } from "./spec.ts";

/**
 * z = x·W + b, one logit an output. W starts at 0: the objective is convex, so no symmetry needs breaking.
 *
 * @source Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning" (2009), §3.2 and §4.4.
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, nOutputs, schema } = context;
  const { features } = context.inputs;
  const nFeatures = features.columns.length;
  const { value, weights } = dense(builder, features.value, {
    name: "linear",
    nOutputs,
    initial: { kind: "constant", value: 0 },
  });
  builder.probe({
    name: "coefficients",
    kind: "constant",
    value: nOutputs === 1 ? builder.reshape(weights, [nFeatures]) : weights,
    rowLabels: features.columns.map((column) => column.name),
    columnLabels: nOutputs === 1 ? [] : schema.target.classes.map((level) => level.label),
  });
  return { prediction: onePrediction(builder, value) };
}
