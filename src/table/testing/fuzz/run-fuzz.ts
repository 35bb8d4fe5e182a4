import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { fuzzCase } from "./fuzz-cases.ts";

const LOADER = new URL("../../../../node_modules/tsx/dist/loader.mjs", import.meta.url).href;
/** A process that says nothing for so long hangs on the file that it named last. */
const SILENCE_MS = 60_000;

interface Said {
  readonly seed: number;
  readonly problems: readonly string[];
}

/** Reads so many damaged files in a process of their own. @returns what was wrong, each with its seed and the name of its file. */
export function runFuzz(first: number, count: number): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(new URL("fuzz-child.ts", import.meta.url)), [String(first), String(count)], {
      execArgv: ["--import", LOADER],
    });
    const found: string[] = [];
    let seed = first;
    const say = (problem: string) => found.push(`seed ${seed}, ${fuzzCase(seed).name}: ${problem}`);
    const hang = () => {
      say("never ends");
      child.kill("SIGKILL");
    };
    let watch = setTimeout(hang, SILENCE_MS);
    child.on("message", (message) => {
      const said = message as Said;
      seed = said.seed;
      for (const problem of said.problems) say(problem);
      clearTimeout(watch);
      watch = setTimeout(hang, SILENCE_MS);
    });
    child.on("exit", (code) => {
      clearTimeout(watch);
      if (code !== 0 && code !== null) say(`ended the process with ${code}`);
      resolve(found);
    });
  });
}
