/** A thread of node-threads.ts: runs tiles for each program whose message it is given. */
import { parentPort } from "node:worker_threads";
import { serveTiles, type ThreadMessage } from "../engine/wasm/run/threads.ts";

parentPort?.on("message", (message: ThreadMessage) => {
  void serveTiles(message, () => parentPort?.postMessage("ready"));
});
