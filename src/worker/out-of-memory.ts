/** Which errors of a browser say that there was no memory. */
import { messageOf, type StudioError, studioError } from "../base/error.ts";

/** Words of V8, of SpiderMonkey, of JavaScriptCore and of Emscripten for arrays, buffers, texts, maps and memories of WebAssembly. */
const WORDS =
  /out of memory|aborted\(oom|cannot enlarge memory|allocation failed|could not allocate|invalid (?:typed )?array (?:buffer )?length|invalid string length|maximum (?:memory )?size exceeded|too large/i;

/** The error in words that say what to do; undefined where something else was wrong. */
export function outOfMemory(error: unknown): StudioError | undefined {
  const isRange = error instanceof RangeError || error instanceof WebAssembly.RuntimeError;
  const isInternal = error instanceof Error && error.name === "InternalError";
  if (!(isRange || isInternal) || !WORDS.test(messageOf(error))) return undefined;
  return studioError("E_WORKER_MEMORY", { message: messageOf(error) });
}
