/** Threads of Node for the compiled engine on the CPU. */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { ThreadStock, type ThreadWorker } from "../engine/wasm/run/threads.ts";

/** The rest of the machine is left to others. */
const MOST_THREADS = 4;

/** tsx does not reach into threads by itself. */
function bootText(): string {
  const folder = dirname(createRequire(import.meta.url).resolve("tsx/package.json"));
  const api = pathToFileURL(join(folder, "dist", "esm", "api", "index.mjs")).href;
  const thread = new URL("./node-thread.ts", import.meta.url).href;
  return `import(${JSON.stringify(api)}).then(({ register }) => { register(); return import(${JSON.stringify(thread)}); });`;
}

function startWorker(): ThreadWorker {
  const worker = new Worker(bootText(), { eval: true, execArgv: [] });
  worker.unref();
  return {
    run: (message) =>
      new Promise((resolve, reject) => {
        worker.once("message", () => resolve());
        worker.once("error", reject);
        worker.postMessage(message);
      }),
  };
}

/** @param nThreads all of them; absent: one less than the machine has processors, at most four. */
export function nodeThreads(nThreads = Math.min(availableParallelism() - 1, MOST_THREADS)): ThreadStock | undefined {
  return nThreads > 1 ? new ThreadStock(nThreads, startWorker) : undefined;
}
