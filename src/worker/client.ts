import { StudioError, studioError } from "../base/error.ts";
import type { Replies, Request, RequestMessage, TrainingEvent, WorkerMessage } from "./protocol.ts";

interface Waiting {
  readonly resolve: (body: never) => void;
  readonly reject: (error: StudioError) => void;
  readonly onEvent: ((event: TrainingEvent) => void) | undefined;
}

/** The part of a Worker that the client needs; tests hand in a pair of ports. */
export interface WorkerLike {
  postMessage(message: RequestMessage): void;
  onmessage: ((event: MessageEvent<WorkerMessage>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** A worker that is asked something and says nothing for so long hangs, or is busy with something very large. */
const SILENT_MS = 4500;
const LOOK_MS = 500;
/** Reading ends between two pieces of a file: what has not ended then does not listen. */
const LET_GO_MS = 2000;

export interface ClientOptions {
  /** The worker holds its lock: whoever gets it next knows that the worker has ended. */
  readonly onLocked?: () => void;
  /** @param isSilent false when it speaks again. */
  readonly onSilence?: (isSilent: boolean) => void;
  /** The worker goes on with what was given up. */
  readonly onStuck?: () => void;
  /** Milliseconds; differences alone count. */
  readonly clock?: () => number;
}

/** The page's side of the worker: one promise a request, events on the way. */
export class WorkerClient {
  private readonly waiting = new Map<number, Waiting>();
  /** What was given up, until the worker lets go of it or is replaced. */
  private readonly givenUp = new Map<number, Promise<void>>();
  private nextId = 1;
  /** Why the worker is gone, once it is: it will not answer any more. */
  private crash: string | undefined;

  private heardAt = 0;
  private lookedAt = 0;
  private isSilent = false;
  private looking: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly worker: WorkerLike,
    private readonly options: ClientOptions = {},
  ) {
    worker.onmessage = (event) => this.receive(event.data);
    worker.onerror = (event) => this.fail(event.message);
  }

  private now(): number {
    return (this.options.clock ?? (() => performance.now()))();
  }

  /**
   * @param signal gives it up.
   * @throws StudioError with the worker's own words; E_WORKER_CRASH once the worker is gone, E_SESSION_CANCELLED once it was given up.
   */
  request<Body extends Request>(
    body: Body,
    onEvent?: (event: TrainingEvent) => void,
    signal?: AbortSignal,
  ): Promise<Replies[Body["type"]]> {
    if (this.crash !== undefined) return Promise.reject(crashError(this.crash));
    if (signal?.aborted) return Promise.reject(studioError("E_SESSION_CANCELLED"));
    const id = this.nextId++;
    return new Promise<Replies[Body["type"]]>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, onEvent });
      this.listen();
      this.worker.postMessage({ id, body });
      signal?.addEventListener("abort", () => this.cancel(id), { once: true });
    });
  }

  /** Whoever asked is told at once; the worker has a moment to let go of it. */
  private cancel(id: number): void {
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    waiting.reject(studioError("E_SESSION_CANCELLED"));
    const stuck = setTimeout(() => this.options.onStuck?.(), LET_GO_MS);
    const gone = new Promise<void>((done) => {
      const letGo = () => {
        clearTimeout(stuck);
        this.givenUp.delete(id);
        done();
      };
      this.waiting.set(id, { resolve: letGo, reject: letGo, onEvent: undefined });
    });
    this.givenUp.set(id, gone);
    this.worker.postMessage({ id: this.nextId++, body: { type: "cancel", id } });
  }

  /** Settles when the worker is free of what was given up, or has been replaced; undefined: it is free of it now. */
  lettingGo(): Promise<unknown> | undefined {
    return this.givenUp.size === 0 ? undefined : Promise.all(this.givenUp.values());
  }

  /** From the first question on, until all are answered. */
  private listen(): void {
    if (this.looking !== undefined || !this.options.onSilence) return;
    this.heardAt = this.now();
    this.lookedAt = this.heardAt;
    this.looking = setInterval(() => this.look(), LOOK_MS);
  }

  private look(): void {
    const now = this.now();
    // The page itself was held up: what the worker said meanwhile has not been heard yet.
    if (now - this.lookedAt > 4 * LOOK_MS) this.heardAt = now;
    this.lookedAt = now;
    if (this.waiting.size === 0) {
      clearInterval(this.looking);
      this.looking = undefined;
    } else if (now - this.heardAt > SILENT_MS) this.setSilent(true);
  }

  private setSilent(isSilent: boolean): void {
    if (this.isSilent === isSilent) return;
    this.isSilent = isSilent;
    this.options.onSilence?.(isSilent);
  }

  private receive(message: WorkerMessage): void {
    this.heardAt = this.now();
    this.setSilent(false);
    if (message.kind === "locked") this.options.onLocked?.();
    if (message.kind === "locked" || message.kind === "beat") return;
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    switch (message.kind) {
      case "event":
        waiting.onEvent?.(message.event);
        return;
      case "reply":
        this.waiting.delete(message.id);
        waiting.resolve(message.body as never);
        return;
      case "error":
        this.waiting.delete(message.id);
        waiting.reject(new StudioError(message.error));
        return;
      default:
        message satisfies never;
    }
  }

  /** The worker is gone: all that is asked of it fails. */
  fail(message: string): void {
    this.crash = message;
    clearInterval(this.looking);
    this.setSilent(false);
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of waiting) reject(crashError(message));
  }
}

function crashError(message: string): StudioError {
  return studioError("E_WORKER_CRASH", { message });
}
