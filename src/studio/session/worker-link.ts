/** The worker as the session's slices reach it: started when it is first needed, and replaced when it has died. */
import { detailsOf, type StudioErrorDetails } from "../../base/error.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import type { Replies, Request, TrainingEvent } from "../../worker/protocol.ts";
import type { Connection } from "./connect-worker.ts";
import type { SessionPorts } from "./ports.ts";

export interface WorkerLink {
  /** @param signal gives it up. @throws StudioError in the words of whatever failed. */
  request<Body extends Request>(
    body: Body,
    onEvent?: (event: TrainingEvent) => void,
    signal?: AbortSignal,
  ): Promise<Replies[Body["type"]]>;
  /**
   * Settles when the worker has let go of what was given up, or was replaced because it did not; undefined: there is nothing
   * to wait for. What is asked before that would end with a worker that is replaced.
   */
  lettingGo(): Promise<unknown> | undefined;
  /** Called once for each worker that died, before its requests fail. The next request starts another one. */
  onCrash(listener: () => void): void;
  /** Called when the worker that is asked something does not answer, and when it does again. */
  onSilence(listener: (isSilent: boolean) => void): void;
  /** Ends a worker that does not answer; as after a crash, the next request starts another one. */
  restart(why: string): void;
}

export function createWorkerLink(connect: SessionPorts["connect"]): WorkerLink {
  let connection: Connection | undefined;
  const listeners: (() => void)[] = [];
  const silences: ((isSilent: boolean) => void)[] = [];
  const tellSilence = (isSilent: boolean) => {
    for (const listener of silences) listener(isSilent);
  };
  const restart = (why: string) => {
    const ended = connection;
    if (!ended) return;
    ended.close();
    connection = undefined;
    for (const listener of listeners) listener();
    ended.client.fail(why);
  };
  return {
    async request(body, onEvent, signal) {
      connection ??= connect({ onSilence: tellSilence, onStuck: () => restart(sessionText("workerRestarted")) });
      const used = connection;
      try {
        return await used.client.request(body, onEvent, signal);
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
    lettingGo: () => connection?.client.lettingGo(),
    onCrash: (listener) => void listeners.push(listener),
    onSilence: (listener) => void silences.push(listener),
    restart,
  };
}

/** What went wrong, also where nobody foresaw it. */
export function wordsOf(error: unknown): StudioErrorDetails {
  return detailsOf(error, "E_STUDIO_UNEXPECTED");
}
