/** What a run is given, and what one of its trainings is. */
import type { Engine, TensorMap } from "../engine/engine.ts";
import type { PipelineDocument, TrainingSettings } from "../pipeline/document.ts";
import type { Dataset } from "../table/types.ts";
import type { Checkpoint } from "./checkpoint/checkpoint.ts";
import type { RunPhase } from "./phases.ts";
import type { Recover } from "./resilient.ts";
import type { Pace, TrainingControl, TrainingProgress } from "./types.ts";
import type { WatchedTraining } from "./watched-training.ts";

export interface RunOptions {
  /** What the run goes through, in this order. */
  readonly phases: readonly RunPhase[];
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  readonly engine: Engine;
  /** Another engine, asked for when the device is lost. */
  readonly recover?: Recover;
  /** Milliseconds; differences alone count. */
  readonly clock: () => number;
  /** When the run was asked for, by the clock: what was prepared since then is paid for by its budget. Absent: now. */
  readonly askedAt?: number;
  readonly control: TrainingControl;
  /** Of the watched phase; absent: as fast as the engine can. */
  readonly pace?: Pace;
  readonly onProgress: (progress: TrainingProgress) => void;
  /** Awaited between chunks of steps and of rows, so that a worker can answer in between. */
  readonly pause?: () => Promise<void>;
  /** What an earlier worker came to in this very run. */
  readonly checkpoint?: Checkpoint;
  /** Takes what is new since it was called last, every few seconds. Absent: nothing is kept. */
  readonly onCheckpoint?: (news: Checkpoint) => void;
  /** Takes the training that people watch, as it begins. */
  readonly onWatched?: (watched: WatchedTraining) => void;
}

/** Where a phase is one of several trainings that share its time, or trains on other rows than the run's own. */
export interface Within {
  /** Of the training within its run; absent: the phase's. */
  readonly key?: string;
  readonly dataset?: Dataset;
  readonly training?: TrainingSettings;
  /** The rows that row ids count, where they are not the training rows. */
  readonly idRows?: Uint32Array;
  /** Of the average of the weights that it is judged by and leaves; absent: nothing is averaged. */
  readonly averageDecay?: number;
  /** Milliseconds that it may train, asked again as time goes by; absent: its share of what phases to come have. */
  readonly shareMs?: () => number;
  /** How many trainings are still to begin, this one among them; absent: the phases to come. */
  readonly nStarts?: number;
  /** What the others that share its time still take. */
  readonly othersMs?: () => number;
  /** Asked between chunks: whether it ends where it is. */
  readonly isGivenUp?: () => boolean;
  /** Awaited between chunks, for a look at the best weights so far of the first replica. */
  readonly look?: (read: () => Promise<TensorMap>) => Promise<void>;
}
