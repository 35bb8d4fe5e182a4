/** A thread of the compiled engine: runs tiles for each program whose message it is given. */
import { serveTiles, type ThreadMessage } from "../engine/wasm/run/threads.ts";

self.onmessage = ({ data }: MessageEvent<ThreadMessage>) => {
  void serveTiles(data, () => self.postMessage("ready"));
};
