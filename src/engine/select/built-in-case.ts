/** A small pipeline and table of numbers that engines are tested and timed on: a mixture of scalings, gates and a network. */

import { randomNormal, STREAMS } from "../../base/random.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { labelsInput, missingInput, numbersInput } from "../../program/inputs.ts";
import type { Program, ValueId } from "../../program/types.ts";
import type { Schedule, TrainingData, TrainingPlan } from "../engine.ts";
import { jointPlan, productTable } from "./product-table.ts";

export interface CaseSize {
  readonly nRows: number;
  readonly nNumbers: number;
  readonly hidden: number;
  readonly batchSize: number;
}

export interface BuiltInCase {
  readonly program: Program;
  readonly data: TrainingData;
  readonly plan: TrainingPlan;
  readonly schedule: Schedule;
}

/** Two layers of gated, softly scaled numbers; binary cross-entropy. */
function writeProgram({ nNumbers, hidden }: CaseSize): Program {
  const b = new ProgramBuilder();
  const scaled = b.inBlock("scale", () => {
    const numbers = numbersInput(b, nNumbers);
    const start = b.parameter("start", {
      shape: [nNumbers],
      role: "pipeline",
      initial: { kind: "constant", value: 0.1 },
    });
    const filled = b.add(numbers, b.mul(missingInput(b, nNumbers), start));
    const choice = b.parameter("choice", {
      shape: [nNumbers, 3],
      role: "pipeline",
      initial: { kind: "normal", deviation: 0.3 },
    });
    const shares = b.softmax(b.div(choice, b.schedule("temperature", 0.5)));
    return [filled, b.tanh(filled), b.normalCdf(filled)]
      .map((value, index) => b.mul(value, b.reshape(b.takeColumns(shares, [index]), [nNumbers])))
      .reduce((sum, value) => b.add(sum, value));
  });
  const gated = b.inBlock("gates", () => {
    const mu = b.parameter("mu", {
      shape: [nNumbers],
      role: "pipeline",
      initial: { kind: "constant", value: 0.5 },
    });
    const gate = b.clip(b.add(mu, b.mul(b.scalar(0.1), b.noise("noise", [nNumbers], STREAMS.gateNoise))), 0, 1);
    b.penalty(b.mul(b.scalar(0.01), b.sum(b.normalCdf(mu), 0)));
    return b.mul(scaled, gate);
  });
  const logit = b.inBlock("network", () => {
    const dense = (x: ValueId, name: string, [from, to]: readonly [number, number]) => {
      const weights = b.parameter(`${name}/w`, {
        shape: [from, to],
        role: "model",
        initial: { kind: "uniform", limit: Math.sqrt(3 / from) },
        decays: true,
      });
      const bias = b.parameter(`${name}/b`, { shape: [to], role: "model", initial: { kind: "constant", value: 0.05 } });
      return b.add(b.matMul(x, weights), bias);
    };
    const first = b.relu(dense(gated, "first", [nNumbers, hidden]));
    return dense(b.relu(dense(first, "second", [hidden, hidden])), "out", [hidden, 1]);
  });
  const loss = b.reshape(b.sub(b.softplus(logit), b.mul(logit, labelsInput(b, "float32"))), []);
  return { nodes: b.nodes, probes: [], outputs: { prediction: logit, loss, penalty: b.penalties[0] } };
}

function writeData({ nRows, nNumbers }: CaseSize): TrainingData {
  const normal = (step: number, element: number) => randomNormal({ seed: 1, stream: STREAMS.sample, step }, element);
  const missing = Uint8Array.from({ length: nRows * nNumbers }, (_, i) => (normal(1, i) > 1.5 ? 1 : 0));
  const numbers = Float32Array.from({ length: nRows * nNumbers }, (_, i) => (missing[i] ? 0 : normal(0, i)));
  return productTable({ nNumbers, numbers, missing, nTrain: Math.max(1, Math.floor(nRows * 0.8)) });
}

/** The same bits on every call. */
export function builtInCase(size: CaseSize): BuiltInCase {
  return {
    program: writeProgram(size),
    data: writeData(size),
    plan: jointPlan(size.batchSize),
    schedule: {
      totalSteps: 1000,
      learningRate: { kind: "constant", value: 0.001 },
      inputs: { temperature: { kind: "constant", value: 0.7 } },
      keepBestFrom: 0,
    },
  };
}
