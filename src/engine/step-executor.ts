import type { TensorMap } from "./engine.ts";
import type { GroupValues } from "./parameter-groups.ts";
import type { RowFreeFeeds, StepFeeds } from "./step-feeds.ts";

/** What an evaluation point reads back, at once. */
export interface Collected {
  /** Sum over the steps since the last collect or load of Σ wᵢ ℓᵢ / batch. */
  readonly lossSum: number;
  /** Mean validation loss; absent where it was not asked for. */
  readonly validation?: number;
  readonly groups: readonly GroupValues[];
}

/** The part of training that an engine does its own way; the rest is in TrainingSession. */
export interface StepExecutor {
  /** Replaces parameters and optimiser slots. Takes copies. */
  load(groups: readonly GroupValues[], fixed: TensorMap): void;
  /** Does, or enqueues, all updates of one step. */
  step(feeds: StepFeeds): void;
  /** Waits for all steps. With `inputs`, the validation loss at them too. */
  collect(inputs?: RowFreeFeeds): Promise<Collected>;
  /** Mean row loss, unweighted and without penalties. */
  meanLoss(rows: Uint32Array, inputs: RowFreeFeeds): Promise<number>;
  /**
   * Blocks of the nodes, of the objective and of its gradient, that are not finite though all that they read is;
   * empty where everything is finite.
   */
  originsOfNonFinite(on: "train" | "validation", rows: Uint32Array, inputs: RowFreeFeeds): Promise<readonly string[]>;
  dispose(): void;
}
