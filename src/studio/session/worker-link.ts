/** The worker as the session's slices reach it: started when it is first needed, and replaced when it has died. */
import { detailsOf, type StudioErrorDetails } from "../../base/error.ts";
import type { Replies, Request, TrainingEvent } from "../../worker/protocol.ts";
import type { Connection } from "./connect-worker.ts";

export interface WorkerLink {
  /** @throws StudioError in the words of whatever failed. */
  request<Body extends Request>(body: Body, onEvent?: (event: TrainingEvent) => void): Promise<Replies[Body["type"]]>;
  /** Called once for each worker that died, before its requests fail. The next request starts another one. */
  onCrash(listener: () => void): void;
}

export function createWorkerLink(connect: () => Connection): WorkerLink {
  let connection: Connection | undefined;
  const listeners: (() => void)[] = [];
  return {
    async request(body, onEvent) {
      connection ??= connect();
      const used = connection;
      try {
        return await used.client.request(body, onEvent);
      } catch (error) {
        // One crash fails every request that was waiting; only the first of them replaces the worker.
        if (wordsOf(error).code === "E_WORKER_CRASH" && used === connection) {
          used.close();
          connection = undefined;
          for (const listener of listeners) listener();
        }
        throw error;
      }
    },
    onCrash: (listener) => void listeners.push(listener),
  };
}

/** What went wrong, also where nobody foresaw it. */
export function wordsOf(error: unknown): StudioErrorDetails {
  return detailsOf(error, "E_STUDIO_UNEXPECTED");
}
