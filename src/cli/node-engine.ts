/** The engines of the studio, started in Node. */
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { StudioError } from "../base/error.ts";
import { ENGINE_IDS, type Engine, type EngineId } from "../engine/engine.ts";
import { startEngine } from "../engine/select/start-engine.ts";
import type { EngineChoice } from "./usage.ts";

/** navigator.gpu has to be there before tfjs's webgpu backend is loaded. */
async function create(id: EngineId, nThreads?: number): Promise<Engine> {
  if (id === "tfjs-webgpu" || id === "compiled-webgpu") {
    const { startNodeWebgpu } = await import("./node-webgpu.ts");
    const gpu = await startNodeWebgpu();
    return startEngine(id, { clock: () => performance.now(), ...(gpu ? { gpu } : {}) });
  }
  if (id === "compiled-wasm") {
    const { nodeThreads } = await import("./node-threads.ts");
    const threads = nodeThreads(nThreads);
    return startEngine(id, threads ? { threads } : {});
  }
  const wasmPackage = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  return startEngine(id, { wasmPaths: dirname(wasmPackage) + sep });
}

/**
 * Starts an engine by its id, or the best one for "auto", and says why.
 *
 * @throws E_GPU_NONE, E_ENGINE_START.
 */
export async function chooseNodeEngine(
  choice: EngineChoice,
): Promise<{ readonly engine: Engine; readonly reason: string }> {
  if (choice !== "auto") return { engine: await create(choice), reason: "You chose it." };
  const { chooseAutomatically } = await import("../engine/select/choose-engine.ts");
  return chooseAutomatically((id) => create(id));
}

/**
 * The engine of an id, for benchmarks: on one thread, or on as many as "compiled-wasm-2-threads" says.
 *
 * @throws E_CLI_ENGINE for an engine that this build does not have.
 */
export async function nodeEngine(given: string): Promise<Engine> {
  const [, name, nThreads] = /^(.*?)(?:-(\d+)-threads)?$/.exec(given) ?? [];
  const id = ENGINE_IDS.find((known) => known === name);
  if (id) return create(id, Number(nThreads ?? 1));
  throw new StudioError({
    code: "E_CLI_ENGINE",
    where: "engine",
    expected: ENGINE_IDS.join(", "),
    got: given,
    fix: "Choose one of these.",
  });
}
