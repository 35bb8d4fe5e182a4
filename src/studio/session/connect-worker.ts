import { WorkerClient } from "../../worker/client.ts";

export interface Connection {
  readonly client: Pick<WorkerClient, "request">;
  readonly close: () => void;
}

/** Starts the worker that reads tables, trains and predicts. */
export function connectWorker(): Connection {
  const worker = new Worker(new URL("../../worker/host.ts", import.meta.url), { type: "module" });
  return { client: new WorkerClient(worker), close: () => worker.terminate() };
}
