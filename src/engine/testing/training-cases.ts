/** Small tables and programs to train: a mixture of scalings, gates, a look-up of row weights and a network, for each task. */

import { randomNormal, randomUint32, STREAMS } from "../../base/random.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import {
  categoriesInput,
  labelsInput,
  missingInput,
  numbersInput,
  penaltyScale,
  rowIdInput,
  SCHEDULE_INPUTS,
  sourceInput,
} from "../../program/inputs.ts";
import type { Program, ValueId } from "../../program/types.ts";
import type { Task } from "../../table/types.ts";
import type { OptimiserSettings, Schedule, TrainingData, TrainingPlan } from "../engine.ts";

const N_LEVELS = 4;

/** [nRows, 4] numbers of which columns 0 and 1 matter, one category, two sources of which the second has random labels. */
export function makeData(task: Task, nRows = 90): TrainingData {
  const nNumbers = 4;
  const normal = (step: number, element: number) => randomNormal({ seed: 5, stream: STREAMS.sample, step }, element);
  const numbers = Float32Array.from({ length: nRows * nNumbers }, (_, i) => normal(1, i));
  const missing = Uint8Array.from({ length: nRows * nNumbers }, (_, i) => (normal(2, i) > 1.3 ? 1 : 0));
  for (let i = 0; i < numbers.length; i++) if (missing[i]) numbers[i] = 0;
  const categories = Int32Array.from(
    { length: nRows },
    (_, i) => randomUint32({ seed: 5, stream: STREAMS.sample, step: 3 }, i) % N_LEVELS,
  );
  const source = Int32Array.from({ length: nRows }, (_, row) => (row % 3 === 0 ? 1 : 0));
  const labels = Float64Array.from({ length: nRows }, (_, row) => {
    const signal = numbers[row * nNumbers] - 2 * numbers[row * nNumbers + 1] + (categories[row] === 2 ? 1 : 0);
    const value = source[row] === 1 ? normal(4, row) : signal;
    if (task === "regression") return 10 + 3 * value;
    if (task === "binary") return value > 0 ? 1 : 0;
    return value < -0.7 ? 0 : value < 0.7 ? 1 : 2;
  });
  const rows = Array.from({ length: nRows }, (_, row) => row);
  const nClasses = task === "regression" ? 0 : task === "binary" ? 2 : 3;
  return {
    schema: {
      numbers: Array.from({ length: nNumbers }, (_, i) => ({ name: `n${i}`, original: `n${i}`, offset: 0 })),
      categories: [{ name: "c", original: "c", levels: ["a", "b"] }],
      sources: ["clean", "noisy"],
      target: {
        name: "y",
        task,
        taskReason: "",
        classes: Array.from({ length: nClasses }, (_, i) => ({ label: String(i), spellings: [String(i)] })),
      },
    },
    nRows,
    numbers,
    missing,
    categories,
    source,
    labels,
    split: {
      train: Uint32Array.from(rows.filter((row) => row % 5 < 3)),
      // Only clean rows, so that validation tells the sources apart.
      validation: Uint32Array.from(rows.filter((row) => row % 5 === 3 && row % 3 !== 0)),
      test: Uint32Array.from(rows.filter((row) => row % 5 === 4)),
    },
    labelOffset: task === "regression" ? 10 : 0,
    labelScale: task === "regression" ? 6 : 1,
  };
}

function rowLoss(b: ProgramBuilder, logits: ValueId, task: Task): ValueId {
  if (task === "multiclass") {
    const picked = b.sum(b.mul(logits, b.oneHot(labelsInput(b, "int32"), [3])), 0);
    return b.sub(b.logSumExp(logits), picked);
  }
  const labels = labelsInput(b, "float32");
  const rowShaped = (value: ValueId) => b.reshape(value, []);
  if (task === "binary") return rowShaped(b.sub(b.softplus(logits), b.mul(logits, labels)));
  return rowShaped(b.mul(b.scalar(0.5), b.square(b.sub(logits, labels))));
}

export type Weighting = "none" | "rows" | "sources";

/** A choice of two scalings (n1), noisy gates (n2), a network (n3) and row or source weights (n4). */
export function makeProgram(task: Task, weighting: Weighting, data: TrainingData): Program {
  const b = new ProgramBuilder();
  const nOutputs = task === "multiclass" ? 3 : 1;
  const scaled = b.inBlock("n1", () => {
    const numbers = numbersInput(b, 4);
    const filled = b.add(
      numbers,
      b.mul(
        missingInput(b, 4),
        b.parameter("start", { shape: [4], role: "pipeline", initial: { kind: "constant", value: 0.1 } }),
      ),
    );
    const logits = b.parameter("choice", {
      shape: [4, 2],
      role: "pipeline",
      initial: { kind: "normal", deviation: 0.1 },
      discrete: { kind: "choice" },
    });
    const shares = b.softmax(b.div(logits, b.schedule(SCHEDULE_INPUTS.temperature, 0.3)));
    b.probe({
      name: "choice",
      kind: "choice",
      value: shares,
      rowLabels: ["a", "b", "c", "d"],
      columnLabels: ["as it is", "squashed"],
    });
    const alternatives = [filled, b.tanh(filled)];
    return alternatives
      .map((value, index) => b.mul(value, b.reshape(b.takeColumns(shares, [index]), [4])))
      .reduce((sum, value) => b.add(sum, value));
  });
  const gated = b.inBlock("n2", () => {
    const encoded = b.concat([scaled, b.oneHot(categoriesInput(b, 1), [N_LEVELS])]);
    const mu = b.parameter("mu", { shape: [5], role: "pipeline", initial: { kind: "constant", value: 0.5 } });
    const noisy = b.add(mu, b.mul(b.scalar(0.3), b.noise("noise", [5], STREAMS.gateNoise)));
    const gate = b.clip(noisy, 0, 1);
    b.probe({ name: "gate", kind: "gate", value: gate, rowLabels: ["a", "b", "c", "d", "e"], columnLabels: [] });
    b.penalty(b.mul(b.scalar(0.02), b.sum(b.normalCdf(b.div(mu, b.scalar(0.3))), 0)));
    return b.mul(encoded, b.takeColumns(gate, [0, 1, 2, 3, 4, 4, 4, 4]));
  });
  const logits = b.inBlock("n3", () => {
    const dense = (x: ValueId, name: string, from: number, to: number) => {
      const w = b.parameter(`${name}/w`, {
        shape: [from, to],
        role: "model",
        initial: { kind: "uniform", limit: 0.5 },
        decays: true,
      });
      const bias = b.parameter(`${name}/b`, { shape: [to], role: "model", initial: { kind: "constant", value: 0 } });
      return b.add(b.matMul(x, w), bias);
    };
    return dense(b.softplus(dense(gated, "hidden", 8, 6)), "out", 6, nOutputs);
  });
  const loss = rowLoss(b, logits, task);
  const weights = b.inBlock("n4", () => {
    if (weighting === "none") return undefined;
    const n = weighting === "rows" ? data.split.train.length : 2;
    const table = b.parameter("logits", { shape: [n], role: "data", initial: { kind: "constant", value: 0 } });
    const codes = weighting === "rows" ? rowIdInput(b) : sourceInput(b);
    const shares = b.mul(b.softmax(table), b.scalar(n));
    b.probe({
      name: "weight",
      kind: "weight",
      value: shares,
      rowLabels: Array.from({ length: n }, (_, i) => String(i)),
      columnLabels: [],
    });
    return b.reshape(b.lookup(shares, codes), []);
  });
  const penalty = b.mul(
    penaltyScale(b),
    b.penalties.reduce((sum, value) => b.add(sum, value), b.scalar(0)),
  );
  return {
    nodes: b.nodes,
    probes: b.probes,
    outputs: { prediction: logits, loss, penalty, ...(weights === undefined ? {} : { weights }) },
  };
}

const ADAM: OptimiserSettings = {
  kind: "adam",
  rate: 1,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
  weightDecay: 0,
  clipNorm: Number.POSITIVE_INFINITY,
};

/** A model on training rows, then cleaning on validation rows: at the model as it is, or as a step would make it. */
export const BILEVEL: TrainingPlan["updates"] = [
  { roles: ["model"], lossOn: "train", at: "current" },
  { roles: ["pipeline"], lossOn: "validation", at: "current" },
];
export const LOOK_AHEAD: TrainingPlan["updates"] = [
  { roles: ["model"], lossOn: "train", at: "current" },
  { roles: ["pipeline"], lossOn: "validation", at: "lookAhead" },
];

export function makePlan(changes: Partial<TrainingPlan> = {}): TrainingPlan {
  return {
    updates: [{ roles: ["model", "pipeline"], lossOn: "train", at: "current" }],
    optimisers: {
      model: { ...ADAM, weightDecay: 0.01, clipNorm: 1 },
      pipeline: { ...ADAM, rate: 2 },
      data: { ...ADAM, rate: 5 },
    },
    batchSize: 16,
    seed: 3,
    frozen: [],
    evaluateEvery: 5,
    ...changes,
  };
}

export const SCHEDULE: Schedule = {
  totalSteps: 40,
  learningRate: { kind: "cosine", from: 0.02, to: 0.001, begin: 0, end: 1 },
  inputs: {
    temperature: { kind: "geometric", from: 1, to: 0.3, begin: 0.2, end: 0.8 },
    penaltyScale: { kind: "linear", from: 0, to: 1, begin: 0, end: 0.3 },
  },
  keepBestFrom: 0.25,
};
