/** Parts that the workloads are put together from, as the blocks of the studio write them. */

import { STREAMS } from "../../src/base/random.ts";
import type { ProgramBuilder } from "../../src/program/builder.ts";
import { labelsInput, rowIdInput, SCHEDULE_INPUTS } from "../../src/program/inputs.ts";
import type { ParameterRole, Program, ValueId } from "../../src/program/types.ts";

/** A gate is closed at this parameter and open at its negative, and its noise deviates by as much. */
export const GATE_REACH = 0.5;
export const GATE_CHARGE = 0.1;

export function constantParameter(
  b: ProgramBuilder,
  name: string,
  options: { readonly shape: readonly number[]; readonly role: ParameterRole; readonly value: number },
): ValueId {
  const { shape, role, value } = options;
  return b.parameter(name, { shape, role, initial: { kind: "constant", value } });
}

/** x·W + b, float32 rows [..., nOutputs]. */
export function dense(b: ProgramBuilder, x: ValueId, name: string, nOutputs: number): ValueId {
  const nInputs = b.typeOf(x).shape.at(-1)!;
  const weights = b.parameter(`${name}/w`, {
    shape: [nInputs, nOutputs],
    role: "model",
    initial: { kind: "uniform", limit: Math.sqrt(6 / nInputs) },
  });
  const bias = constantParameter(b, `${name}/b`, { shape: [nOutputs], role: "model", value: 0 });
  return b.add(b.matMul(x, weights), bias);
}

/** Two hidden layers and one logit, float32 rows [1]. */
export function network(b: ProgramBuilder, x: ValueId, hidden: number): ValueId {
  return b.inBlock("network", () => {
    const first = b.relu(dense(b, x, "first", hidden));
    return dense(b, b.relu(dense(b, first, "second", hidden)), "out", 1);
  });
}

/** One stochastic gate a column, with its penalty, as Select features writes them. */
export function gates(b: ProgramBuilder, x: ValueId): ValueId {
  return b.inBlock("gates", () => {
    const [n] = b.typeOf(x).shape;
    const location = constantParameter(b, "gates", { shape: [n], role: "pipeline", value: 0 });
    const level = b.add(location, b.scalar(GATE_REACH));
    const noise = b.mul(b.scalar(GATE_REACH), b.noise("gates", [n], STREAMS.gateNoise));
    const isOpen = b.normalCdf(b.mul(level, b.scalar(1 / GATE_REACH)));
    b.penalty(b.mul(b.scalar(GATE_CHARGE / n), b.sum(isOpen, 0)));
    return b.mul(x, b.clip(b.add(level, noise), 0, 1));
  });
}

/** Gaps filled by learned constants, then a learned choice of five scalings a column. */
export function mixture(b: ProgramBuilder, numbers: ValueId, missing: ValueId): ValueId {
  return b.inBlock("scale", () => {
    const [n] = b.typeOf(numbers).shape;
    const start = constantParameter(b, "start", { shape: [n], role: "pipeline", value: 0.1 });
    const x = b.add(numbers, b.mul(missing, start));
    const [zero, one] = [b.scalar(0), b.scalar(1)];
    const above = b.log(b.add(one, b.maximum(zero, x)));
    const below = b.log(b.sub(one, b.minimum(x, zero)));
    const scalings = [x, b.clip(x, -Math.sqrt(3), Math.sqrt(3)), b.tanh(x), b.sub(above, below), b.normalCdf(x)];
    const logits = b.parameter("choice", {
      shape: [n, scalings.length],
      role: "pipeline",
      initial: { kind: "normal", deviation: 0.3 },
    });
    const shares = b.softmax(b.div(logits, b.schedule(SCHEDULE_INPUTS.temperature, 0.3)));
    return scalings
      .map((scaled, k) => b.mul(scaled, b.reshape(b.takeColumns(shares, [k]), [n])))
      .reduce((total, part) => b.add(total, part));
  });
}

/** One weight for each training row with mean 1, as Weigh rows writes them; float32 rows []. */
export function rowWeights(b: ProgramBuilder, nTrainRows: number): ValueId {
  return b.inBlock("weights", () => {
    const scores = b.parameter("scores", {
      shape: [nTrainRows],
      role: "data",
      initial: { kind: "normal", deviation: 0.3 },
    });
    const positive = b.add(b.scalar(0.05), b.mul(b.scalar(0.95), b.sigmoid(scores)));
    const scale = b.div(b.scalar(nTrainRows), b.sum(positive, 0, { keepDims: true }));
    return b.reshape(b.lookup(b.mul(positive, scale), rowIdInput(b)), []);
  });
}

/** The program of one logit a member, float32 rows [members, 1] or [1], trained on binary cross-entropy. */
export function finish(b: ProgramBuilder, logits: ValueId, weights?: ValueId): Program {
  const losses = b.sub(b.softplus(logits), b.mul(logits, labelsInput(b, "float32")));
  const nMembers = b.typeOf(losses).shape[0];
  const sum = b.sum(b.reshape(losses, [nMembers]), 0);
  const loss = nMembers === 1 ? b.reshape(losses, []) : b.mul(b.scalar(1 / nMembers), sum);
  const penalty = b.penalties.length > 0 ? b.penalties.reduce((total, part) => b.add(total, part)) : undefined;
  return { nodes: b.nodes, probes: [], outputs: { prediction: logits, loss, weights, penalty } };
}
