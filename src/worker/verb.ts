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

/** So many times as long as it worked, what nobody waits for leaves to a run that goes on. */
const REST = 9;

/** The same for what nobody waits for: a run has promised its time, and leaves a tenth of it. */
export function restOf({ host, state, signal }: Pick<VerbContext, "host" | "state" | "signal">): () => Promise<void> {
  let since = host.clock();
  return async () => {
    await (state.control ? host.wait(REST * (host.clock() - since)) : host.pause());
    signal.throwIfAborted();
    since = host.clock();
  };
}

/** Tells how far files are read. */
export const readingTo = (emit: Emit) => (fraction: number, rows: number) => emit({ type: "reading", fraction, rows });
