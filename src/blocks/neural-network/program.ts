import type { ValueId } from "../../program/types.ts";
import type { OutputsOf, ProgramContext } from "../block.ts";
import { dense, onePrediction, widthOf } from "../kit/dense.ts";
import { withoutSome } from "../kit/dropout.ts";
import type { Spec } from "./spec.ts";

/** r_m ⊙ x for each member m; float32 rows [members, features]. */
function seenByMembers({ builder, inputs: { features }, settings: { members } }: ProgramContext<Spec>): ValueId {
  const nFeatures = features.columns.length;
  const factors = builder.parameter("members/factors", {
    shape: [members, nFeatures],
    role: "model",
    initial: { kind: "signs" },
  });
  return builder.mul(builder.reshape(features.value, [1, nFeatures]), factors);
}

/** A last layer for each member; float32 rows [members, outputs]. */
function saidByMembers(
  { builder, nOutputs, settings: { members, width } }: ProgramContext<Spec>,
  { hidden, limit }: { readonly hidden: ValueId; readonly limit: number },
): ValueId {
  const weights = builder.parameter("output/weights", {
    shape: [members, width, nOutputs],
    role: "model",
    initial: { kind: "uniform", limit },
    decays: true,
  });
  const bias = builder.parameter("output/bias", {
    shape: [members, nOutputs],
    role: "model",
    initial: { kind: "constant", value: 0 },
  });
  return builder.add(builder.memberMatMul(hidden, weights), bias);
}

/**
 * h ← φ(h·W + b) for each hidden layer, then a linear layer. Weights start uniform within √(6 / nIn) (relu) or
 * √(6 / (nIn + nOut)) (tanh, and the last layer); biases at 0. With several members, each sees the features times factors of its own, which start
 * at 1 or −1, goes through the same hidden layers and has a last layer of its own; the loss of a row is the mean of theirs.
 *
 * @source He et al., "Delving Deep into Rectifiers" (ICCV 2015); Glorot & Bengio, "Understanding the difficulty of training
 *   deep feedforward neural networks" (AISTATS 2010). Members: Gorishniy, Kotelnikov, Babenko, "TabM: advancing tabular deep learning with
 *   parameter-efficient ensembling" (ICLR 2025), TabM-mini.
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, nOutputs, settings } = context;
  const { hiddenLayers, width, activation, dropout, members } = settings;
  let hidden = members > 1 ? seenByMembers(context) : context.inputs.features.value;
  for (let layer = 1; layer <= hiddenLayers; layer++) {
    const nInputs = widthOf(builder, hidden);
    const limit = Math.sqrt(6 / (activation === "relu" ? nInputs : nInputs + width));
    const { value } = dense(builder, hidden, {
      name: `layer${layer}`,
      nOutputs: width,
      initial: { kind: "uniform", limit },
    });
    const active = activation === "relu" ? builder.relu(value) : builder.tanh(value);
    hidden = withoutSome(builder, active, { name: `layer${layer}/places`, share: dropout });
  }
  const limit = Math.sqrt(6 / (width + nOutputs));
  if (members > 1) return { prediction: { type: "prediction", value: saidByMembers(context, { hidden, limit }) } };
  const { value } = dense(builder, hidden, { name: "output", nOutputs, initial: { kind: "uniform", limit } });
  return { prediction: onePrediction(builder, value) };
}
