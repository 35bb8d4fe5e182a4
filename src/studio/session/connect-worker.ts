import { sessionText } from "../../base/texts/studio/session.ts";
import { nameWithLanguage } from "../../languages/languages.ts";
import { WorkerClient } from "../../worker/client.ts";
import { randomName } from "../storage/random-name.ts";

export interface Connection {
  readonly client: Pick<WorkerClient, "request" | "fail" | "lettingGo">;
  readonly close: () => void;
}

/** What a worker lets the page know of itself. */
export interface Told {
  readonly onSilence: (isSilent: boolean) => void;
  readonly onStuck: () => void;
}

/**
 * Starts the worker that reads tables, trains and predicts.
 *
 * @param told.onSilence it does not answer, or does again.
 * @param told.onStuck it goes on with what was given up.
 */
export function connectWorker(told: Told): Connection {
  const name = nameWithLanguage(`diffml-studio/worker/${randomName()}`);
  const worker = new Worker(new URL("../../worker/host.ts", import.meta.url), { type: "module", name });
  const ending = new AbortController();
  const client = new WorkerClient(worker, {
    ...told,
    // It has the lock as long as it lives, where the browser has locks.
    onLocked: () => {
      const wait = { signal: ending.signal };
      navigator.locks?.request(name, wait, () => client.fail(sessionText("workerEnded"))).catch(() => undefined);
    },
  });
  const close = () => {
    ending.abort();
    worker.terminate();
  };
  return { client, close };
}
