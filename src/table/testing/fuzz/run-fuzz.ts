import { fuzzCase } from "./fuzz-cases.ts";
import { runInChild } from "./run-child.ts";

/** Reads so many damaged files in a process of their own. @returns what was wrong, each with its seed and the name of its file. */
export function runFuzz(first: number, count: number): Promise<readonly string[]> {
  const script = new URL("fuzz-child.ts", import.meta.url);
  return runInChild({ script, first, count, nameOf: (seed) => fuzzCase(seed).name });
}
