/** What a phase of a run needs, and what it leaves to the phases after it and to the report. */
import type { LossPoint, Schedule, TrainingState } from "../../engine/engine.ts";
import type { PipelineStatistics } from "../../pipeline/compile.ts";
import type { Program } from "../../program/types.ts";
import type { PhaseRow } from "../phases.ts";
import type { ReplicaResult, ReplicaSettings } from "../replicas.ts";

export interface PhaseStart {
  readonly program: Program;
  readonly statistics: PipelineStatistics;
  /** Trained side by side, each at its own learning rate: that of the schedule is the settings' one. */
  readonly replicas: readonly ReplicaSettings[];
  readonly startOf: (replica: ReplicaSettings) => TrainingState;
  /** Names of parameters that stay as they are. */
  readonly frozen: readonly string[];
  readonly scheduleOf: (totalSteps: number) => Schedule;
  readonly maxSteps: number;
  /** Weights of this program that win where their validation loss is lower than all that the phase comes to. */
  readonly rival?: TrainingState;
  /** Things to know of how it begins, in words. */
  readonly notes?: readonly string[];
}

export interface PhaseOutcome extends Pick<PhaseStart, "program" | "statistics" | "frozen" | "rival"> {
  /** The weights that are kept. */
  readonly best: TrainingState;
  /** The phase found nothing better than its rival, which is `best` then. */
  readonly isRivalBest: boolean;
  readonly steps: number;
  /** The share of its steps that there was time for. */
  readonly stepsDone: number;
  /** Of the replica that was kept. */
  readonly history: readonly LossPoint[];
  /** With validation losses where there was anything to compare. */
  readonly replicas: readonly ReplicaResult[];
}

/** A phase of a run that is over. */
export interface TrainedPhase {
  readonly row: PhaseRow;
  readonly outcome: PhaseOutcome;
}

/** What people watched: it is explained, and training goes on from it. @throws where no phase of the run is. */
export function watchedOf(trained: readonly TrainedPhase[]): PhaseOutcome {
  const phase = trained.findLast(({ row }) => row.isWatched);
  if (!phase) throw new Error("a run needs a phase that is watched");
  return phase.outcome;
}

/** What the deployed pipeline is compared with, where there is anything. */
export const opponentOf = (trained: readonly TrainedPhase[]): PhaseOutcome | undefined =>
  trained.findLast(({ row }) => row.inVerdict?.as === "opponent")?.outcome;

/** A state before its first step: parameters and no optimiser slots yet. */
export function freshState(parameters: TrainingState["parameters"]): TrainingState {
  return { step: 0, parameters, optimiser: {} };
}
