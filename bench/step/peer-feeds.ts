/** What the peers are fed, which have no programs: the numbers that the engines of the studio take at the same steps. */

import { STREAMS } from "../../src/base/random.ts";
import type { OptimiserSettings } from "../../src/engine/engine.ts";
import { BatchOrder } from "../../src/engine/step/batches.ts";
import { trainingInputs } from "../../src/engine/step/step-feeds.ts";
import { initialParameters, parameterNodes } from "../../src/program/parameters.ts";
import { GATE_CHARGE, GATE_REACH } from "./parts.ts";
import type { Workload } from "./workloads.ts";

export const PEER_WORKLOADS: readonly string[] = ["mlp", "reference"];

/** Steps whose batches and noise are written down; later steps take them again. */
const N_STEPS = 64;

export interface PeerFeeds {
  readonly hasGates: boolean;
  readonly gateReach: number;
  readonly gateCharge: number;
  readonly nNumbers: number;
  /** Row-major [rows, nNumbers], and 0 or 1 a row. */
  readonly numbers: readonly number[];
  readonly labels: readonly number[];
  readonly parameters: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>
  >;
  /** Rows of each step. */
  readonly batches: readonly (readonly number[])[];
  /** [nNumbers] of each step; empty without gates. */
  readonly noise: readonly (readonly number[])[];
  readonly optimiser: OptimiserSettings;
  readonly learningRate: number;
}

export function peerFeeds({ id, program, data, plan, schedule, nNumbers }: Workload): PeerFeeds {
  const { seed, batchSize, optimisers } = plan;
  const { train } = data.split;
  const hasGates = id === "reference";
  const initial = initialParameters(program, seed);
  const order = new BatchOrder({ nRows: train.length, batchSize, seed, stream: STREAMS.batches });
  const steps = Array.from({ length: N_STEPS }, (_, step) => step);
  return {
    hasGates,
    gateReach: GATE_REACH,
    gateCharge: GATE_CHARGE,
    nNumbers,
    numbers: Array.from(data.numbers),
    labels: Array.from(data.labels),
    parameters: Object.fromEntries(
      parameterNodes(program.nodes).map(({ name, type }) => [
        name,
        { shape: type.shape, values: Array.from(initial[name]) },
      ]),
    ),
    batches: steps.map((step) => Array.from(order.positions(step), (position) => train[position])),
    noise: steps.map((step) => Array.from(trainingInputs(program, schedule, { seed, step })["gates/gates"] ?? [])),
    optimiser: optimisers.model,
    learningRate: schedule.learningRate.kind === "constant" ? schedule.learningRate.value : Number.NaN,
  };
}
