/** Other cores that train members beside each other. What they are, a host knows; what is said to them and what they say stands here. */
import type { Dataset } from "../../table/types.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { PhaseOutcome } from "../phase/phase.ts";
import type { Candidate } from "./candidates.ts";
import type { FoldModel } from "./members.ts";

/** What all members are trained on. */
export interface MemberTable {
  readonly dataset: Dataset;
  /** Splits that hold out one part each. */
  readonly folds: readonly Dataset["split"][];
  /** SHA-256 of each file of the dataset. */
  readonly fileHashes: readonly string[];
}

/** A candidate that is trained with one part of the rows held out. Everything can be sent to another worker. */
export interface MemberJob {
  readonly candidate: Pick<Candidate, "id" | "document" | "isLearned" | "isBlend" | "isNested">;
  readonly fold: number;
  readonly maxSteps: number;
  readonly learningRate: number;
  /** Statistics look at so many training rows at most; absent: at as many as ever. */
  readonly fitRows: number | undefined;
  /** The first training of a learned candidate, where the watched phase was that. */
  readonly watched?: PhaseOutcome | undefined;
  /** Else the first training of a learned candidate is judged by its weights as they are. */
  readonly isBlendAveraged: boolean;
  /** The share of its steps after which its last training ends; absent: after all of them. */
  readonly stopAt?: number | undefined;
  /** What an earlier worker came to in its trainings. */
  readonly checkpoint?: Checkpoint | undefined;
  /** Checkpoints are wanted. */
  readonly isKept: boolean;
}

/** What a core is told when it asks whether to go on. */
export type MemberPermit =
  | { readonly kind: "run" | "single step" }
  /** Somebody has pressed Stop: so much time is left for it. */
  | { readonly kind: "stopped"; readonly msLeft: number }
  /** Nobody needs it any more. */
  | { readonly kind: "end" };

export interface MemberListener {
  /** Asked between chunks of steps and between pieces of other work, and awaited. @param msLeft of the training that goes on, where that is known. */
  readonly ask: (before: "step" | "rest", msLeft: number | undefined) => Promise<MemberPermit>;
  /** One of its trainings is over. */
  readonly trained: (ms: number) => void;
  readonly kept: (news: Checkpoint) => void;
}

export type MemberResult =
  | { readonly kind: "trained"; readonly model: FoldModel; readonly notes: readonly string[] }
  /** E_TRAIN_NOT_FINITE */
  | { readonly kind: "diverged"; readonly error: unknown }
  /** It was told to, or there was no time to begin. */
  | { readonly kind: "ended" };

/** The cores, at work on one table. */
export interface MemberCrew {
  /** @param ms that it may take. @throws where the core failed: the job has to be done elsewhere. */
  train(job: MemberJob, options: { readonly ms: number; readonly listener: MemberListener }): Promise<MemberResult>;
  /** The cores hold nothing of the table any more. */
  close(): void;
}

export interface MemberCores {
  /** How many jobs are done at once. */
  readonly nCores: number;
  /** What starting those takes that are not there yet. */
  readonly startMs: number;
  open(table: MemberTable): MemberCrew;
}
