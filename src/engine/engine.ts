/** The one interface of all engines. What to do is data; an engine interprets it and never decides. */
import type { ParameterRole, Program } from "../program/types.ts";
import type { Dataset, Split } from "../table/types.ts";

export const ENGINE_IDS = ["compiled-webgpu", "compiled-wasm", "tfjs-webgpu", "tfjs-wasm", "tfjs-cpu"] as const;
export type EngineId = (typeof ENGINE_IDS)[number];
export type TfjsEngineId = Extract<EngineId, `tfjs-${string}`>;

/** A schedule value over the steps of a phase; `progress` runs from 0 to 1. */
export type Curve =
  | { readonly kind: "constant"; readonly value: number }
  /** From `from` at the progress `begin` to `to` at `end`, flat outside. */
  | {
      readonly kind: "linear" | "geometric" | "cosine";
      readonly from: number;
      readonly to: number;
      readonly begin: number;
      readonly end: number;
    };

export function curveAt(curve: Curve, progress: number): number {
  switch (curve.kind) {
    case "constant":
      return curve.value;
    case "linear":
    case "geometric":
    case "cosine": {
      const { from, to, begin, end } = curve;
      const t = Math.min(Math.max((progress - begin) / Math.max(end - begin, 1e-9), 0), 1);
      if (curve.kind === "linear") return from + (to - from) * t;
      if (curve.kind === "geometric") return from * (to / from) ** t;
      return to + ((from - to) * (1 + Math.cos(Math.PI * t))) / 2;
    }
    default:
      return curve satisfies never;
  }
}

/** Schedule values of a phase, by the names that the program's schedule inputs have; "learningRate" is the engine's own. */
export interface Schedule {
  readonly totalSteps: number;
  readonly learningRate: Curve;
  readonly inputs: Readonly<Record<string, Curve>>;
  /** Progress (0 … 1) from which on best weights count: when warm-up and temperature have ended. */
  readonly keepBestFrom: number;
}

export interface OptimiserSettings {
  readonly kind: "adam" | "sgd";
  /** Multiplies the schedule's learning rate. */
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled, on parameters that decay. */
  readonly weightDecay: number;
  /** Gradients of a role are scaled down to at most this norm together; Infinity: never. */
  readonly clipNorm: number;
}

/** One update of a step; step/operations.ts says what it comes to. */
export interface Update {
  /** Roles whose parameters take the optimiser's step along the gradient of the objective. */
  readonly roles: readonly ParameterRole[];
  /** The objective, over the step's rows of that split. */
  readonly lossOn: "train" | "validation";
  /** `lookAhead` takes the gradient after a virtual model step on training rows (first order). */
  readonly at: "current" | "lookAhead";
  /**
   * Roles, of row and source weights, that afterwards take a step along the gradient of the alignment: how the gradients of
   * training rows agree with that of the objective in the model (objectives.ts). The objective is differentiated once, in the
   * model and in `roles`; what `roles` moved has moved by then. Nothing moves where the program has no row weights.
   */
  readonly aligned?: readonly ParameterRole[];
}

/** All roles that an update moves. */
export function rolesOf({ roles, aligned = [] }: Update): readonly ParameterRole[] {
  return [...roles, ...aligned];
}

/** One of several trainings of a program side by side: the same rows and noise at each step, other first weights, rates or decay. */
export interface Replica {
  /** Of the parameters' first values. */
  readonly seed: number;
  /** Multiplies every learning rate. */
  readonly rate: number;
  /** Of the model, in place of its optimiser's. */
  readonly weightDecay?: number;
}

export interface TrainingPlan {
  readonly updates: readonly Update[];
  readonly optimisers: Readonly<Record<ParameterRole, OptimiserSettings>>;
  readonly batchSize: number;
  readonly seed: number;
  /** Parameters that do not move (hardened ones). */
  readonly frozen: readonly string[];
  /** Validation loss is computed every so many steps, and at the end of a run. */
  readonly evaluateEvery: number;
  /** Absent: one, with the plan's own seed and rates. Programs know nothing of them. */
  readonly replicas?: readonly Replica[];
  /**
   * How much of the average of the weights each update keeps, from 0 to below 1 (optimiser-rule.ts). Evaluations, best weights and
   * probes are then those of the averages, and training goes on from the weights themselves. Absent: nothing is averaged.
   */
  readonly averageDecay?: number;
  /** Threads share no step of it, so that the same bits come out whatever the machine has. */
  readonly onOneThread?: boolean;
}

export function replicasOf({ replicas, seed }: Pick<TrainingPlan, "replicas" | "seed">): readonly Replica[] {
  return replicas ?? [{ seed, rate: 1 }];
}

/** The optimisers of a replica. */
export function optimisersOf(
  { optimisers }: Pick<TrainingPlan, "optimisers">,
  { weightDecay = optimisers.model.weightDecay }: Pick<Replica, "weightDecay">,
): TrainingPlan["optimisers"] {
  return { ...optimisers, model: { ...optimisers.model, weightDecay } };
}

export type TensorMap = Readonly<Record<string, Float32Array>>;

/** Parameters, optimiser slots and the step: all that training needs to go on. */
export interface TrainingState {
  readonly step: number;
  readonly parameters: TensorMap;
  /**
   * Adam moments or momentum by "<parameter>/m" and "<parameter>/v"; "<parameter>/t" [1] counts the updates so far. Of a plan that
   * averages, "<parameter>/a" are the averages, which begin at the parameters where they are absent.
   */
  readonly optimiser: TensorMap;
}

export interface LossPoint {
  readonly step: number;
  /** Mean training loss of the steps since the last point (weighted rows, without penalties). */
  readonly train: number;
  readonly validation: number;
}

export interface ChunkReport {
  readonly step: number;
  readonly losses: readonly LossPoint[];
  /** Probe values by "<block>/<name>", as they stand now. */
  readonly probes: TensorMap;
  /** Set when a loss or gradient was not finite: the step, and the blocks where it began. The state is the last good one. */
  readonly nonFinite?: { readonly step: number; readonly blocks: readonly string[] };
  readonly best?: { readonly step: number; readonly validation: number };
}

/** A program that trains. Nothing returns to the caller in between the steps of a run. `replica` is the first one where absent. */
export interface TrainableProgram {
  /** What people should know of how the device is used, a sentence each. */
  readonly notes?: readonly string[];
  /** That share a step; absent: one. */
  readonly nThreads?: number;
  /**
   * A report for each replica. One with a value that is not finite stands at its last good state from then on, while the
   * others go on; where it befell all of them, the next run goes on from there.
   *
   * @param rest awaited between steps, wherever others have their turn: the run may stand still there, and goes on as it would have.
   */
  run(steps: number, schedule: Schedule, rest?: () => Promise<void>): Promise<readonly ChunkReport[]>;
  /** Mean loss on a split with noise off, at the schedule values of the replica's step. */
  evaluate(split: Split, schedule: Schedule, replica?: number): Promise<number>;
  read(what: "current" | "best", replica?: number): Promise<TrainingState>;
  write(state: TrainingState, replica?: number): Promise<void>;
  dispose(): void;
}

/** A dataset whose regression target is standardised in training: (label − offset) / scale. 0 and 1 for classes. */
export interface TrainingData extends Dataset {
  readonly labelOffset: number;
  readonly labelScale: number;
  /** The rows that row ids count, in order; absent: those of the training split. */
  readonly idRows?: Uint32Array;
}

export interface EngineInfo {
  /** "evaluator" is the float64 reference of tests; nobody picks it. */
  readonly id: EngineId | "evaluator";
  /** For people: "CPU (WebAssembly)", "WebGPU: <adapter>". */
  readonly title: string;
  readonly isSoftware: boolean;
  readonly adapter: string;
}

export interface Engine {
  readonly info: EngineInfo;
  compile(program: Program, data: TrainingData, plan: TrainingPlan): Promise<TrainableProgram>;
  /** Objective and gradients at given parameters and rows: for tests and the self-test. */
  gradients(
    program: Program,
    data: TrainingData,
    rows: Uint32Array,
    parameters: TensorMap,
  ): Promise<{ loss: number; gradients: TensorMap }>;
  dispose(): void;
}
