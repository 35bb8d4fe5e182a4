/** A made-up table and plan for cases that engines are tested and timed on: the label is whether x0 · x1 is above 0. */
import type { OptimiserSettings, TrainingData, TrainingPlan } from "../engine.ts";

export interface ProductTableOptions {
  readonly nNumbers: number;
  /** Row-major [nRows, nNumbers], 0 where missing. */
  readonly numbers: Float32Array;
  readonly missing: Uint8Array;
  /** Of one category column, which labels do not depend on; absent: there is none. */
  readonly category?: { readonly codes: Int32Array; readonly levels: readonly string[] };
  /** The first rows; those that follow are validation rows. */
  readonly nTrain: number;
}

export function productTable({ nNumbers, numbers, missing, category, nTrain }: ProductTableOptions): TrainingData {
  const nRows = numbers.length / nNumbers;
  const rows = Uint32Array.from({ length: nRows }, (_, row) => row);
  return {
    schema: {
      numbers: Array.from({ length: nNumbers }, (_, i) => ({ name: `x${i}`, original: `x${i}`, offset: 0 })),
      categories: category ? [{ name: "c", original: "c", levels: category.levels }] : [],
      sources: ["made"],
      target: {
        name: "y",
        task: "binary",
        taskReason: "",
        classes: ["0", "1"].map((label) => ({ label, spellings: [label] })),
      },
    },
    nRows,
    numbers,
    missing,
    categories: category?.codes ?? new Int32Array(0),
    source: new Int32Array(nRows),
    labels: Float64Array.from({ length: nRows }, (_, row) =>
      numbers[row * nNumbers] * numbers[row * nNumbers + 1] > 0 ? 1 : 0,
    ),
    split: { train: rows.slice(0, nTrain), validation: rows.slice(nTrain), test: new Uint32Array(0) },
    labelOffset: 0,
    labelScale: 1,
  };
}

const ADAM: OptimiserSettings = {
  kind: "adam",
  rate: 1,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  clipNorm: Number.POSITIVE_INFINITY,
};

/** One update of model and pipeline a step with Adam, measured at the end alone; data parameters are read and do not move. */
export function jointPlan(batchSize: number): TrainingPlan {
  return {
    updates: [{ roles: ["model", "pipeline"], lossOn: "train", at: "current" }],
    optimisers: { model: ADAM, pipeline: ADAM, data: ADAM },
    batchSize,
    seed: 1,
    frozen: [],
    evaluateEvery: Number.MAX_SAFE_INTEGER,
  };
}
