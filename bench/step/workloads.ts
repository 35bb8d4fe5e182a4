/** What the engines are timed on: programs, tables and plans. The same bits on every call. */

import { randomNormal, randomUint32, STREAMS } from "../../src/base/random.ts";
import type { Schedule, TrainingData, TrainingPlan, TrainingState } from "../../src/engine/engine.ts";
import { jointPlan, productTable } from "../../src/engine/select/product-table.ts";
import { dealt, leavingOut, packReplicas, partWeights } from "../../src/engine/testing/pack.ts";
import { ProgramBuilder } from "../../src/program/builder.ts";
import { missingInput, numbersInput, SCHEDULE_INPUTS } from "../../src/program/inputs.ts";
import type { Program } from "../../src/program/types.ts";
import { finish, gates, mixture, network, rowWeights } from "./parts.ts";
import { embedCategory, encodeNumbers, members } from "./wide.ts";

export const WORKLOAD_IDS = ["mlp", "reference", "full", "wide", "large", "pack", "pack-ranges"] as const;
export type WorkloadId = (typeof WORKLOAD_IDS)[number];

export interface WorkloadSize {
  readonly batch: number;
  /** Of the small workloads; the larger ones take a multiple of it. */
  readonly hidden: number;
  /** Trained side by side, by the studio's engines. */
  readonly replicas: number;
  /** What the average of the weights keeps at each step, in the studio's engines; 0: nothing is averaged. */
  readonly average: number;
}

export interface Workload {
  readonly id: WorkloadId;
  readonly nNumbers: number;
  readonly batch: number;
  readonly hidden: number;
  /** Steps whose commands are counted. */
  readonly nCounted: number;
  readonly program: Program;
  readonly data: TrainingData;
  readonly plan: TrainingPlan;
  readonly schedule: Schedule;
  /** What a replica begins with, of what it would begin with by itself; absent: that. */
  readonly startOf?: (state: TrainingState, replica: number) => TrainingState;
}

const N_NUMBERS = 20;
const N_LEVELS = 1000;
const N_TRAIN_BATCHES = 16;

/** Every run ends with the loss on these, which is not what is timed here. */
const N_VALIDATION = 32;

/** Enough for engines that encode several steps at once. */
const N_COUNTED = 48;

/** Dawn's null backend has 512 MiB, and tfjs frees next to nothing before it submits. */
const N_COUNTED_LARGE = 8;

interface Description {
  readonly nNumbers: number;
  /** Multiple of the chosen hidden width. */
  readonly widening: number;
  /** 0: no category column. */
  readonly nLevels: number;
  readonly nCounted: number;
  /** Members on parts of the rows, in the place of as many replicas as are asked for. */
  readonly isPack?: true;
  readonly write: (b: ProgramBuilder, size: Omit<WorkloadSize, "replicas" | "average">) => Program;
}

const small = { nNumbers: N_NUMBERS, widening: 1, nLevels: 0, nCounted: N_COUNTED };

const descriptions: Readonly<Record<WorkloadId, Description>> = {
  mlp: { ...small, write: (b, { hidden }) => finish(b, network(b, numbersInput(b, N_NUMBERS), hidden)) },
  reference: {
    ...small,
    write: (b, { hidden }) => finish(b, network(b, gates(b, numbersInput(b, N_NUMBERS)), hidden)),
  },
  full: {
    ...small,
    write(b, { batch, hidden }) {
      const scaled = mixture(b, numbersInput(b, N_NUMBERS), missingInput(b, N_NUMBERS));
      const logits = network(b, gates(b, scaled), hidden);
      return finish(b, logits, rowWeights(b, N_TRAIN_BATCHES * batch));
    },
  },
  wide: {
    nNumbers: N_NUMBERS,
    widening: 2,
    nLevels: N_LEVELS,
    nCounted: N_COUNTED_LARGE,
    write(b, { hidden }) {
      const features = b.concat([encodeNumbers(b, numbersInput(b, N_NUMBERS)), embedCategory(b, N_LEVELS)]);
      return finish(b, members(b, features, hidden));
    },
  },
  large: {
    nNumbers: 500,
    widening: 8,
    nLevels: 0,
    nCounted: N_COUNTED_LARGE,
    write: (b, { hidden }) => finish(b, network(b, numbersInput(b, 500), hidden)),
  },
  pack: {
    ...small,
    isPack: true,
    write(b, { hidden }) {
      const scaled = mixture(b, numbersInput(b, N_NUMBERS), missingInput(b, N_NUMBERS));
      return finish(b, network(b, gates(b, scaled), hidden), partWeights(b));
    },
  },
  "pack-ranges": {
    ...small,
    isPack: true,
    write: (b, { hidden }) =>
      finish(b, network(b, encodeNumbers(b, numbersInput(b, N_NUMBERS)), hidden), partWeights(b)),
  },
};

function writeData({ nNumbers, nLevels }: Description, batch: number): TrainingData {
  const nTrain = N_TRAIN_BATCHES * batch;
  const nRows = nTrain + N_VALIDATION;
  const key = (step: number) => ({ seed: 1, stream: STREAMS.sample, step });
  const missing = Uint8Array.from({ length: nRows * nNumbers }, (_, i) => (randomUint32(key(1), i) % 16 === 0 ? 1 : 0));
  const numbers = Float32Array.from({ length: nRows * nNumbers }, (_, i) => (missing[i] ? 0 : randomNormal(key(0), i)));
  // Codes 0 and 1 stand for missing and unseen.
  const levels = Array.from({ length: Math.max(nLevels - 2, 0) }, (_, i) => `level ${i}`);
  const codes = Int32Array.from({ length: nLevels > 0 ? nRows : 0 }, (_, i) => randomUint32(key(2), i) % nLevels);
  return productTable({ nNumbers, numbers, missing, nTrain, ...(nLevels > 0 ? { category: { codes, levels } } : {}) });
}

export function makeWorkload(id: WorkloadId, { batch, hidden: chosen, replicas, average }: WorkloadSize): Workload {
  const description = descriptions[id];
  const hidden = chosen * description.widening;
  const { isPack } = description;
  const data = writeData(description, batch);
  return {
    id,
    nNumbers: description.nNumbers,
    batch,
    hidden,
    nCounted: description.nCounted,
    program: description.write(new ProgramBuilder(), { batch, hidden }),
    data: isPack ? dealt(data) : data,
    ...(isPack ? { startOf: leavingOut } : {}),
    plan: {
      ...jointPlan(batch),
      replicas: isPack
        ? packReplicas()
        : Array.from({ length: replicas }, (_, index) => ({ seed: 1 + index, rate: 1 })),
      ...(average > 0 ? { averageDecay: average } : {}),
    },
    schedule: {
      totalSteps: 1_000_000,
      learningRate: { kind: "constant", value: 0.001 },
      inputs: { [SCHEDULE_INPUTS.temperature]: { kind: "constant", value: 0.7 } },
      keepBestFrom: 1,
    },
  };
}
