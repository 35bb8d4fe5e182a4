/** The engines of the studio, started in Node. */
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { ENGINE_IDS, type Engine, type EngineId } from "../engine/engine.ts";
import { StudioError } from "../program/error.ts";

/** tfjs is loaded when the first engine is asked for, and tfjs's webgpu backend after navigator.gpu is there. */
async function create(id: EngineId): Promise<Engine> {
  if (id === "tfjs-webgpu") {
    const { startNodeWebgpu } = await import("./node-webgpu.ts");
    const gpu = await startNodeWebgpu();
    const { createTfjsEngine } = await import("../engine/tfjs/tfjs-engine.ts");
    return createTfjsEngine(id, gpu ? { gpu } : {});
  }
  const { createTfjsEngine } = await import("../engine/tfjs/tfjs-engine.ts");
  const wasmPackage = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  return createTfjsEngine(id, { wasmPaths: dirname(wasmPackage) + sep });
}

/**
 * The engine that is meant; undefined for "auto".
 *
 * @throws E_CLI_ENGINE for an engine that this build does not have.
 */
export function engineIdOf(choice: string): EngineId | undefined {
  const id = ENGINE_IDS.find((known) => known === choice);
  if (id || choice === "auto") return id;
  throw new StudioError({
    code: "E_CLI_ENGINE",
    where: "--engine",
    expected: `an engine that this version has: auto, ${ENGINE_IDS.join(", ")}`,
    got: choice,
    fix: "Choose one of these.",
  });
}

/**
 * Starts an engine by its id, or the best one for "auto", and says why.
 *
 * @throws E_CLI_ENGINE, E_GPU_NONE, E_ENGINE_START.
 */
export async function chooseNodeEngine(choice: string): Promise<{ readonly engine: Engine; readonly reason: string }> {
  const id = engineIdOf(choice);
  if (id) return { engine: await create(id), reason: "You chose it." };
  const { chooseAutomatically } = await import("../engine/choose-engine.ts");
  return chooseAutomatically(create);
}

/** As `chooseNodeEngine`, the engine alone. */
export async function nodeEngine(choice: string): Promise<Engine> {
  return (await chooseNodeEngine(choice)).engine;
}
