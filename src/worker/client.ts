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

/** The page's side of the worker: one promise a request, events on the way. */
export class WorkerClient {
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  /** Why the worker is gone, once it is: it will not answer any more. */
  private crash: string | undefined;

  constructor(private readonly worker: WorkerLike) {
    worker.onmessage = (event) => this.receive(event.data);
    worker.onerror = (event) => this.failAll(event.message);
  }

  /** @throws StudioError with the worker's own words; E_WORKER_CRASH once the worker is gone. */
  request<Body extends Request>(body: Body, onEvent?: (event: TrainingEvent) => void): Promise<Replies[Body["type"]]> {
    if (this.crash !== undefined) return Promise.reject(crashError(this.crash));
    const id = this.nextId++;
    return new Promise<Replies[Body["type"]]>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, onEvent });
      this.worker.postMessage({ id, body });
    });
  }

  private receive(message: WorkerMessage): void {
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

  private failAll(message: string): void {
    this.crash = message;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of waiting) reject(crashError(message));
  }
}

function crashError(message: string): StudioError {
  return studioError("E_WORKER_CRASH", { message });
}
