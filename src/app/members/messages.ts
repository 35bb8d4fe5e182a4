/** What a run and the cores that train its members say to each other. Both are made of the same code, so nothing is parsed. */
import type { StudioErrorDetails } from "../../base/error.ts";
import type { Checkpoint } from "../../training/checkpoint/checkpoint.ts";
import type { MemberJob, MemberPermit, MemberResult, MemberTable } from "../../training/ensemble/member-cores.ts";

export type ToMember =
  /** Of the jobs that follow. */
  | { readonly kind: "table"; readonly table: MemberTable | undefined }
  | { readonly kind: "train"; readonly job: MemberJob; readonly ms: number }
  /** The answer to what was asked last. */
  | { readonly kind: "permit"; readonly permit: MemberPermit };

export type FromMember =
  | { readonly kind: "ask"; readonly before: "step" | "rest"; readonly msLeft: number | undefined }
  | { readonly kind: "trained"; readonly ms: number }
  | { readonly kind: "kept"; readonly news: Checkpoint }
  | { readonly kind: "done"; readonly result: Exclude<MemberResult, { kind: "diverged" }> | Diverged }
  /** The job has to be done elsewhere. */
  | { readonly kind: "failed"; readonly message: string };

/** Errors lose their class on the way. */
interface Diverged {
  readonly kind: "diverged";
  readonly details: StudioErrorDetails;
}

/** One side of the way between them. */
export interface MemberPort<Sent, Received> {
  post(message: Sent): void;
  /** Once, before anything is posted. @param onFailed the other side is gone. */
  listen(onMessage: (message: Received) => void, onFailed: (error: Error) => void): void;
}
