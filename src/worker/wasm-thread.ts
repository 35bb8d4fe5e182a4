/** A thread of the compiled engine: takes its message and runs tiles until it is ended. */
import { serveTiles, type ThreadMessage } from "../engine/compiled/wasm/threads.ts";

self.onmessage = ({ data }: MessageEvent<ThreadMessage>) => {
  void serveTiles(data, () => self.postMessage("ready"));
};
