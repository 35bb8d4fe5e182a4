/** A thread of node-threads.ts: takes its message and runs tiles until it is ended. */
import { parentPort } from "node:worker_threads";
import { serveTiles, type ThreadMessage } from "../engine/compiled/wasm/threads.ts";

parentPort?.once("message", (message: ThreadMessage) => {
  void serveTiles(message, () => parentPort?.postMessage("ready"));
});
