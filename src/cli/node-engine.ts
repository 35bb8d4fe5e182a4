/** The engines of the studio, started in Node. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { StudioError } from "../base/error.ts";
import { ENGINE_IDS, type Engine } from "../engine/engine.ts";
import type { ChosenEngine } from "../engine/select/choose-engine.ts";
import { createEngines, type Engines } from "../engine/select/create-engines.ts";
import type { EngineChoice } from "../engine/select/engine-choice.ts";

const packages = createRequire(import.meta.url);

function nodeEngines(nThreads?: number): Engines {
  return createEngines({
    clock: () => performance.now(),
    gpu: async () => (await import("./node-webgpu.ts")).startNodeWebgpu(),
    threads: async () => (await import("./node-threads.ts")).nodeThreads(nThreads),
    packageFolder: (name) => dirname(packages.resolve(`${name}/package.json`)),
  });
}

/**
 * Starts an engine by its id, or the best one for "auto", and says why.
 *
 * @throws E_GPU_NONE, E_ENGINE_START.
 */
export async function chooseNodeEngine(choice: EngineChoice): Promise<ChosenEngine> {
  return nodeEngines().choose(choice);
}

/**
 * The engine of an id, for benchmarks: on one thread, or on as many as "compiled-wasm-2-threads" says.
 *
 * @throws E_CLI_ENGINE for an engine that this build does not have.
 */
export async function nodeEngine(given: string): Promise<Engine> {
  const [, name, nThreads] = /^(.*?)(?:-(\d+)-threads)?$/.exec(given) ?? [];
  const id = ENGINE_IDS.find((known) => known === name);
  if (id) return nodeEngines(Number(nThreads ?? 1)).start(id);
  throw new StudioError({
    code: "E_CLI_ENGINE",
    where: "engine",
    expected: ENGINE_IDS.join(", "),
    got: given,
    fix: "Choose one of these.",
  });
}
