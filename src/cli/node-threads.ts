/** Threads of Node for the compiled engine on the CPU. */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { TileThread } from "../engine/compiled/wasm/threads.ts";
import type { ThreadOptions } from "../engine/compiled/wasm/wasm-program.ts";

/** More gain little on the tables that people bring, and take the machine from others. */
const MOST_THREADS = 4;

/** tsx does not reach into threads by itself. */
function bootText(): string {
  const folder = dirname(createRequire(import.meta.url).resolve("tsx/package.json"));
  const api = pathToFileURL(join(folder, "dist", "esm", "api", "index.mjs")).href;
  const thread = new URL("./node-thread.ts", import.meta.url).href;
  return `import(${JSON.stringify(api)}).then(({ register }) => { register(); return import(${JSON.stringify(thread)}); });`;
}

function spawn(): TileThread {
  const worker = new Worker(bootText(), { eval: true, execArgv: [] });
  worker.unref();
  return {
    start: (message) =>
      new Promise((resolve, reject) => {
        worker.once("message", () => resolve());
        worker.once("error", reject);
        worker.postMessage(message);
      }),
    terminate: () => void worker.terminate(),
  };
}

/** @param nThreads all of them; absent: one less than the machine has processors, at most four. */
export function nodeThreads(nThreads = Math.min(availableParallelism() - 1, MOST_THREADS)): ThreadOptions | undefined {
  return nThreads > 1 ? { nThreads, spawn } : undefined;
}
