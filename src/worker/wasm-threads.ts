/** Threads of the browser for the compiled engine on the CPU. */
import { ThreadStock, type ThreadWorker } from "../engine/wasm/run/threads.ts";

/** The rest of the machine is left to the page. */
const MOST_THREADS = 4;

function startWorker(): ThreadWorker {
  const worker = new Worker(new URL("./wasm-thread.ts", import.meta.url), { type: "module", name: "DiffML tiles" });
  return {
    run: (message) =>
      new Promise((resolve, reject) => {
        worker.onmessage = () => resolve();
        worker.onerror = (event) => reject(new Error(event.message || "a thread did not start"));
        worker.postMessage(message);
      }),
  };
}

/** None where memory cannot be shared: the page needs the headers of public/_headers, and two processors beside its own. */
export function browserThreads(): ThreadStock | undefined {
  const nThreads = Math.min(navigator.hardwareConcurrency - 1, MOST_THREADS);
  return self.crossOriginIsolated && nThreads > 1 ? new ThreadStock(nThreads, startWorker) : undefined;
}
