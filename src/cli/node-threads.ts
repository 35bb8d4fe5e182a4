/** Threads of Node for the compiled engine on the CPU. */
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { ThreadStock, type ThreadWorker } from "../engine/wasm/run/threads.ts";
import { startWorker } from "./node-worker.ts";

/** The rest of the machine is left to others. */
const MOST_THREADS = 4;

function startThread(): ThreadWorker {
  const worker = startWorker("./node-thread.ts");
  // Nobody waits for a thread that works: without a listener its error would end the process.
  worker.on("error", () => undefined);
  return {
    async run(message) {
      // Lets go of both listeners: programs come by the hundred.
      const answer = once(worker, "message");
      worker.postMessage(message);
      await answer;
    },
  };
}

/** @param nThreads all of them; absent: one less than the machine has processors, at most four. */
export function nodeThreads(nThreads = Math.min(availableParallelism() - 1, MOST_THREADS)): ThreadStock | undefined {
  return nThreads > 1 ? new ThreadStock(nThreads, startThread) : undefined;
}
