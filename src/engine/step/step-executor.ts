import type { Program } from "../../program/types.ts";
import { optimisersOf, replicasOf, type TensorMap, type TrainingData, type TrainingPlan } from "../engine.ts";
import type { GroupValues, ParameterGroup } from "./parameter-groups.ts";
import type { RowFreeFeeds, StepFeeds } from "./step-feeds.ts";

/** What an executor is made for. */
export interface ExecutorOptions {
  readonly program: Program;
  readonly data: TrainingData;
  readonly plan: TrainingPlan;
  readonly groups: readonly ParameterGroup[];
  /** Rows of evaluation points. */
  readonly evaluationRows: Uint32Array;
}

/** What was measured at an evaluation point. */
export interface EvaluationPoint {
  /** Sum over the steps since the point before, or since `load`, of Σ wᵢ ℓᵢ / batch. */
  readonly lossSum: number;
  /** Mean validation loss. */
  readonly validation: number;
}

/** What is read back at once. */
export interface Collected {
  /** Of the steps since the last evaluation point. */
  readonly lossSum: number;
  /** All since the last `collect` or `load`, in order. */
  readonly points: readonly EvaluationPoint[];
  readonly groups: readonly GroupValues[];
  /**
   * The weights at the evaluation point of lowest validation loss among those of `points` that count, the first of equals;
   * at least given where it is the lowest since `load`.
   */
  readonly best?: { readonly point: number; readonly groups: readonly GroupValues[] };
}

export interface EvaluationOptions {
  /** Row-free inputs without noise, at which the validation loss is computed. */
  readonly inputs: RowFreeFeeds;
  /** The weights may be kept as the best ones. */
  readonly countsForBest: boolean;
}

/** The state of a replica: what moves, and parameters that do not. */
export interface ReplicaValues {
  readonly groups: readonly GroupValues[];
  readonly fixed: TensorMap;
  /** Else steps and evaluations may leave it out, and what is collected of it means nothing. */
  readonly moves: boolean;
}

/** Training of one replica. */
export interface ReplicaExecutor {
  /** For TrainableProgram. */
  readonly notes?: readonly string[];
  /** Steps that may follow each other without letting messages and timers through. */
  readonly stepsPerTurn: number;
  /** That share a step; absent: one. */
  readonly nThreads?: number;
  /** Replaces parameters and optimiser slots. Takes copies. */
  load(groups: readonly GroupValues[], fixed: TensorMap): void;
  /** Does, or enqueues, all updates of one step. */
  step(feeds: StepFeeds): void;
  /** Does, or enqueues, an evaluation of the weights as they are after the steps so far: an evaluation point. */
  evaluate(options: EvaluationOptions): void;
  /** Waits for all steps and evaluations. */
  collect(): Promise<Collected>;
  /** Mean row loss, unweighted and without penalties. */
  meanLoss(rows: Uint32Array, inputs: RowFreeFeeds): Promise<number>;
  /**
   * Blocks of the nodes, of the objective and of its gradient, that are not finite though all that they read is;
   * empty where everything is finite.
   */
  originsOfNonFinite(on: "train" | "validation", rows: Uint32Array, inputs: RowFreeFeeds): Promise<readonly string[]>;
  dispose(): void;
}

/** The part of training that an engine does its own way, for all replicas at once; the rest is in TrainingSession. */
export interface StepExecutor
  extends Pick<ReplicaExecutor, "notes" | "nThreads" | "stepsPerTurn" | "step" | "evaluate" | "dispose"> {
  load(replicas: readonly ReplicaValues[]): void;
  collect(): Promise<readonly Collected[]>;
  meanLoss(replica: number, ...of: Parameters<ReplicaExecutor["meanLoss"]>): Promise<number>;
  originsOfNonFinite(
    replica: number,
    ...of: Parameters<ReplicaExecutor["originsOfNonFinite"]>
  ): Promise<readonly string[]>;
}

/** For an executor of each replica, but for its rate. */
export function optionsOfReplicas<Options extends ExecutorOptions>(options: Options): readonly Options[] {
  const { plan } = options;
  return replicasOf(plan).map((replica) => ({
    ...options,
    plan: { ...plan, optimisers: optimisersOf(plan, replica) },
  }));
}

/** Replicas one after the other in each step, for engines that have nothing better. */
export class SequentialReplicas implements StepExecutor {
  readonly notes?: readonly string[];
  readonly stepsPerTurn: number;
  readonly nThreads: number;
  private moving: readonly boolean[] = [];

  /** @param rates of the replicas, in the order of `executors`. */
  constructor(
    private readonly executors: readonly ReplicaExecutor[],
    private readonly rates: readonly number[],
  ) {
    this.notes = executors[0].notes;
    this.nThreads = executors[0].nThreads ?? 1;
    const least = Math.min(...executors.map(({ stepsPerTurn }) => stepsPerTurn));
    this.stepsPerTurn = Math.max(Math.floor(least / executors.length), 1);
  }

  load(replicas: readonly ReplicaValues[]): void {
    this.moving = replicas.map(({ moves }) => moves);
    replicas.forEach(({ groups, fixed }, index) => {
      this.executors[index].load(groups, fixed);
    });
  }

  step(feeds: StepFeeds): void {
    this.executors.forEach((executor, index) => {
      if (this.moving[index]) executor.step({ ...feeds, learningRate: feeds.learningRate * this.rates[index] });
    });
  }

  evaluate(options: EvaluationOptions): void {
    this.executors.forEach((executor, index) => {
      if (this.moving[index]) executor.evaluate(options);
    });
  }

  async collect(): Promise<readonly Collected[]> {
    const all: Collected[] = [];
    for (const executor of this.executors) all.push(await executor.collect());
    return all;
  }

  meanLoss(replica: number, ...of: Parameters<ReplicaExecutor["meanLoss"]>): Promise<number> {
    return this.executors[replica].meanLoss(...of);
  }

  originsOfNonFinite(
    replica: number,
    ...of: Parameters<ReplicaExecutor["originsOfNonFinite"]>
  ): Promise<readonly string[]> {
    return this.executors[replica].originsOfNonFinite(...of);
  }

  dispose(): void {
    for (const executor of this.executors) executor.dispose();
  }
}
