/** The engines of the studio, started in Node. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { createEngines, type Engines } from "../engine/select/create-engines.ts";

const packages = createRequire(import.meta.url);

/** @param nThreads of the compiled engine on the CPU; absent: as many as suit the machine. */
export function nodeEngines(nThreads?: number): Engines {
  return createEngines({
    clock: () => performance.now(),
    gpu: async () => (await import("./node-webgpu.ts")).startNodeWebgpu(),
    threads: async () => (await import("./node-threads.ts")).nodeThreads(nThreads),
    packageFolder: (name) => dirname(packages.resolve(`${name}/package.json`)),
  });
}
