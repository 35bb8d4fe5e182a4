/** What training the candidates of an ensemble leaves. */
import type { PipelineStatistics } from "../../pipeline/compile.ts";
import type { TagPlan } from "../evidence/tag-plan.ts";
import type { Predictor } from "../types.ts";
import type { Candidate, LessCandidate } from "./candidates.ts";
import type { LetThrough } from "./column-gates.ts";

/** What a candidate came to with one part of the rows held out. */
export interface FoldModel {
  readonly predictor: Predictor;
  readonly statistics: PipelineStatistics;
  /** Of the part that was held out, ascending. */
  readonly rows: Uint32Array;
  /** What it says of them: [rows, classes] probabilities, or [rows] values. */
  readonly values: Float64Array;
  /** The share of its steps that there was time for. */
  readonly stepsDone: number;
  /** The share of its steps after which the part that was held out was predicted best. */
  readonly bestShare: number;
  /** What it took to train. */
  readonly seconds: number;
  readonly letThrough: LetThrough;
}

export interface TrainedCandidate {
  readonly candidate: Candidate;
  /** One a part, in order; those that were given up early have the first one alone. */
  readonly models: readonly FoldModel[];
}

/** A pipeline without one of its blocks. */
export interface TrainedLess {
  readonly candidate: LessCandidate;
  /** One for each of the first parts; none where there was no time for it. */
  readonly models: readonly FoldModel[];
}

export interface TrainedMembers {
  readonly candidates: readonly TrainedCandidate[];
  /** Titles of those whose numbers did not stay finite: they were left out. */
  readonly diverged: readonly string[];
  /** Parts that every candidate which was not given up has been trained on. */
  readonly nFolds: number;
  readonly nWantedFolds: number;
  /** Without those that cost no training. */
  readonly nAllCandidates: number;
  /**
   * Trains a candidate once more, on all rows that are not for testing and for a share of its steps: as if it were stopped there.
   *
   * @returns undefined where its numbers do not stay finite.
   */
  readonly refit: (candidate: Candidate, share: number) => Promise<FoldModel | undefined>;
  /** What the price tags of blocks are about, and it without each of them; undefined where its numbers did not stay finite. */
  readonly tagged?:
    | {
        readonly candidate: TrainedCandidate;
        readonly less: readonly TrainedLess[];
        readonly together: readonly TrainedLess[];
        readonly plan: TagPlan;
      }
    | undefined;
}
