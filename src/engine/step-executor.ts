import type { TensorMap } from "./engine.ts";
import type { GroupValues } from "./parameter-groups.ts";
import type { RowFreeFeeds, StepFeeds } from "./step-feeds.ts";

/** What was measured at an evaluation point. */
export interface Mark {
  /** Sum over the steps since the mark before, or since `load`, of Σ wᵢ ℓᵢ / batch. */
  readonly lossSum: number;
  /** Mean validation loss. */
  readonly validation: number;
}

/** What is read back at once. */
export interface Collected {
  /** Of the steps since the last mark. */
  readonly lossSum: number;
  /** All since the last `collect` or `load`, in order. */
  readonly marks: readonly Mark[];
  readonly groups: readonly GroupValues[];
  /**
   * The weights at the mark of lowest validation loss among those of `marks` that count, the first of equals; at least
   * given where it is the lowest since `load`.
   */
  readonly best?: { readonly mark: number; readonly groups: readonly GroupValues[] };
}

export interface MarkOptions {
  /** Row-free inputs without noise, at which the validation loss is computed. */
  readonly inputs: RowFreeFeeds;
  /** The weights may be kept as the best ones. */
  readonly countsForBest: boolean;
}

/** The part of training that an engine does its own way; the rest is in TrainingSession. */
export interface StepExecutor {
  /** For TrainableProgram. */
  readonly notes?: readonly string[];
  /** Steps that may follow each other without letting messages and timers through. */
  readonly stepsPerTurn: number;
  /** Replaces parameters and optimiser slots. Takes copies. */
  load(groups: readonly GroupValues[], fixed: TensorMap): void;
  /** Does, or enqueues, all updates of one step. */
  step(feeds: StepFeeds): void;
  /** Does, or enqueues, an evaluation of the weights as they stand after the steps so far. */
  mark(options: MarkOptions): void;
  /** Waits for all steps and marks. */
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
