import type { OutputsOf, ProgramContext } from "../block.ts";
import { dense, onePrediction } from "../kit/dense.ts";
import { withoutSome } from "../kit/dropout.ts";
import type { Spec } from "./spec.ts";

/**
 * h ← φ(h·W + b) for each hidden layer, then a linear layer. Weights start uniform within √(6 / nIn) (relu) or
 * √(6 / (nIn + nOut)) (tanh, and the last layer); biases at 0.
 *
 * @source He et al., "Delving Deep into Rectifiers" (ICCV 2015); Glorot & Bengio, "Understanding the difficulty of training
 *   deep feedforward neural networks" (AISTATS 2010).
 */
export function program(context: ProgramContext<Spec>): OutputsOf<Spec> {
  const { builder, nOutputs, settings } = context;
  const { hiddenLayers, width, activation, dropout } = settings;
  const { features } = context.inputs;
  let hidden = features.value;
  for (let layer = 1; layer <= hiddenLayers; layer++) {
    const [nInputs] = builder.typeOf(hidden).shape;
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
  const { value } = dense(builder, hidden, { name: "output", nOutputs, initial: { kind: "uniform", limit } });
  return { prediction: onePrediction(builder, value) };
}
