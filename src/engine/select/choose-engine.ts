/** The automatic engine: a real graphics adapter that differentiates rightly, else the CPU; and why, in words. */
import { messageOf, StudioError } from "../../base/error.ts";
import { engineText, type GpuObjection } from "../../base/texts/engine.ts";
import type { Engine, EngineId } from "../engine.ts";
import { selfTest } from "./self-test.ts";

export interface ChosenEngine {
  readonly engine: Engine;
  /** One or two sentences for people. */
  readonly reason: string;
}

/** Adapters whose drivers are known to compute wrongly: tfjs issue 8590 (gradients of 0 on PowerVR). */
const DISTRUSTED = /img-tec|imagination|powervr/i;

/** Why an adapter is not used, or undefined. */
async function objectionTo(engine: Engine): Promise<GpuObjection | undefined> {
  const { isSoftware, adapter } = engine.info;
  if (isSoftware) return { kind: "software", adapter };
  if (DISTRUSTED.test(adapter)) return { kind: "distrusted", adapter };
  const { passed, maxRelativeError, worst } = await selfTest(engine);
  return passed ? undefined : { kind: "wrong", adapter, worst, maxRelativeError };
}

async function tryGpu(create: (id: EngineId) => Promise<Engine>): Promise<ChosenEngine | GpuObjection> {
  let engine: Engine | undefined;
  try {
    engine = await create("compiled-webgpu");
    const objection = await objectionTo(engine);
    if (!objection) return { engine, reason: engineText("gpuPassed", { adapter: engine.info.adapter }) };
    engine.dispose();
    return objection;
  } catch (error) {
    engine?.dispose();
    if (error instanceof StudioError && error.details.code === "E_GPU_NONE") return { kind: "none" };
    return { kind: "failed", reason: messageOf(error) };
  }
}

/**
 * Chooses among the engines that `create` starts: compiled kernels on a real adapter that passes the gradient self-test,
 * else compiled WebAssembly, else plain JavaScript. The other tfjs engines are there for those who ask for them.
 */
export async function chooseAutomatically(create: (id: EngineId) => Promise<Engine>): Promise<ChosenEngine> {
  const gpu = await tryGpu(create);
  if ("engine" in gpu) return gpu;
  try {
    const engine = await create("compiled-wasm");
    return { engine, reason: engineText("wasmInstead", { objection: gpu }) };
  } catch (error) {
    const engine = await create("tfjs-cpu");
    return { engine, reason: engineText("javaScriptInstead", { objection: gpu, reason: messageOf(error) }) };
  }
}
