/** What model blocks share: ports, dense layers and the shape of a prediction. */
import { z } from "zod";
import type { ProgramBuilder } from "../../program/builder.ts";
import type { Initial, ValueId } from "../../program/types.ts";
import type { PortSpec } from "../block-spec.ts";
import type { FeaturesData, PredictionPort } from "../ports.ts";
import { numbers, texts } from "./statistics.ts";

/** Inputs of a model block; row weights take one connection only. */
export const MODEL_INPUTS = [
  { name: "features", type: "features", title: "Features", multiple: true },
  { name: "weights", type: "weights", title: "Row weights", optional: true },
] as const satisfies readonly PortSpec[];

export const MODEL_OUTPUTS = [
  { name: "prediction", type: "prediction", title: "Prediction" },
] as const satisfies readonly PortSpec[];

export const MODEL_STATISTICS = z.object({ nFeatures: numbers, originals: texts });

export interface DenseOptions {
  readonly name: string;
  readonly nOutputs: number;
  readonly initial: Initial;
}

/** Of the last axis. */
export function widthOf(builder: ProgramBuilder, x: ValueId): number {
  return builder.typeOf(x).shape.at(-1) ?? 1;
}

/**
 * x·W + b: a matrix that decays and a bias that does not.
 *
 * @param x float32 rows [nInputs], or [members, nInputs].
 * @returns float32 rows [nOutputs] or [members, nOutputs], and the matrix [nInputs, nOutputs].
 */
export function dense(
  builder: ProgramBuilder,
  x: ValueId,
  options: DenseOptions,
): { readonly value: ValueId; readonly weights: ValueId } {
  const { name, nOutputs, initial } = options;
  const nInputs = widthOf(builder, x);
  const weights = builder.parameter(`${name}/weights`, {
    shape: [nInputs, nOutputs],
    role: "model",
    initial,
    decays: true,
  });
  const bias = builder.parameter(`${name}/bias`, {
    shape: [nOutputs],
    role: "model",
    initial: { kind: "constant", value: 0 },
  });
  return { value: builder.add(builder.matMul(x, weights), bias), weights };
}

/** float32 rows [nOutputs] as the prediction of one member. */
export function onePrediction(builder: ProgramBuilder, value: ValueId): PredictionPort {
  const [nOutputs] = builder.typeOf(value).shape;
  return { type: "prediction", value: builder.reshape(value, [1, nOutputs]) };
}

/** What a model's explanation says of its inputs: how many features, made from which columns of the file. */
export function fitModel({ inputs }: { readonly inputs: { readonly features: FeaturesData } }) {
  const { columns } = inputs.features;
  return { nFeatures: [columns.length], originals: [...new Set(columns.map((column) => column.original))] };
}
