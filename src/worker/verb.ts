import type { Replies, Request, RequestType, TrainingEvent } from "./protocol.ts";
import type { WorkerHost, WorkerState } from "./state.ts";

export type Emit = (event: TrainingEvent) => void;

/** What a verb works with. */
export interface VerbContext {
  readonly state: WorkerState;
  readonly host: WorkerHost;
  readonly emit: Emit;
  /** Aborted with the words in which the request is to fail. */
  readonly signal: AbortSignal;
}

/** What the worker does for a type of request. @throws StudioError in the words of whatever failed. */
type Verb<Type extends RequestType> = (
  request: Extract<Request, { type: Type }>,
  context: VerbContext,
) => Promise<Replies[Type]> | Replies[Type];

/** One verb a type of request. */
export type VerbsOf<Types extends RequestType> = { readonly [Type in Types]: Verb<Type> };

/** Lets others have their turn, and ends what was given up meanwhile. */
export const pauseOf = (host: WorkerHost, signal: AbortSignal) => async () => {
  await host.pause();
  signal.throwIfAborted();
};

/** Tells how far files are read. */
export const readingTo = (emit: Emit) => (fraction: number, rows: number) => emit({ type: "reading", fraction, rows });
