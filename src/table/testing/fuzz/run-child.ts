/** Runs seeds in a process of their own, so that one that never ends, or takes all memory, can be ended and named from outside. */
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LOADER = new URL("../../../../node_modules/tsx/dist/loader.mjs", import.meta.url).href;
/** A process that says nothing for so long hangs on the seed that it named last, or waits for its turn behind others. */
const SILENCE_MS = 60_000;
/** Who has had less of a processor than this in that time has waited. */
const LEAST_SHARE = 0.5;
/** Of objects; what lies beside them is bounded by `SeedLimits`. */
const HEAP_MB = 1500;

interface Said {
  readonly seed: number;
  readonly problems: readonly string[];
}

export interface SeedRun {
  /** The child: it calls `runSeeds`. */
  readonly script: URL;
  readonly words?: readonly string[];
  readonly first: number;
  readonly count: number;
  /** What a seed is, in words. */
  readonly nameOf: (seed: number) => string;
}

/** Processor time of a process, in milliseconds; undefined where the system does not tell. @source proc(5): fields 14 and 15, in hundredths of a second. */
function processorMs(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

/** @returns what was wrong, each with its seed. */
export function runInChild({ script, words = [], first, count, nameOf }: SeedRun): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(script), [String(first), String(count), ...words], {
      execArgv: [`--max-old-space-size=${HEAP_MB}`, "--import", LOADER],
    });
    const found: string[] = [];
    let seed = first;
    const say = (problem: string) => found.push(`seed ${seed}, ${nameOf(seed)}: ${problem}`);
    let usedMs = 0;
    const hang = () => {
      const now = processorMs(child.pid);
      if (now !== undefined && now - usedMs < LEAST_SHARE * SILENCE_MS) {
        watch = setTimeout(hang, SILENCE_MS);
        return;
      }
      say("never ends");
      child.kill("SIGKILL");
    };
    let watch = setTimeout(hang, SILENCE_MS);
    child.on("message", (message) => {
      const said = message as Said;
      seed = said.seed;
      for (const problem of said.problems) say(problem);
      clearTimeout(watch);
      usedMs = processorMs(child.pid) ?? 0;
      watch = setTimeout(hang, SILENCE_MS);
    });
    child.on("exit", (code) => {
      clearTimeout(watch);
      if (code !== 0 && code !== null) say(`ended the process with ${code}`);
      resolve(found);
    });
  });
}
