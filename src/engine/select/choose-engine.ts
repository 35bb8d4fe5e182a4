/** The automatic engine: a real graphics adapter that differentiates rightly, else the CPU; and why, in words. */
import { messageOf, StudioError } from "../../base/error.ts";
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
async function objection(engine: Engine): Promise<string | undefined> {
  const { isSoftware, adapter } = engine.info;
  if (isSoftware) return `The graphics adapter is software (${adapter}), which is slower than the CPU itself`;
  if (DISTRUSTED.test(adapter)) return `This graphics adapter (${adapter}) is known to compute wrong gradients`;
  const { passed, maxRelativeError, worst } = await selfTest(engine);
  if (passed) return undefined;
  return `The graphics adapter (${adapter}) failed the gradient self-test: ${worst} is off by ${maxRelativeError.toExponential(1)}`;
}

async function tryGpu(create: (id: EngineId) => Promise<Engine>): Promise<ChosenEngine | string> {
  let engine: Engine | undefined;
  try {
    engine = await create("compiled-webgpu");
    const reason = await objection(engine);
    if (!reason)
      return { engine, reason: `The graphics adapter passed the gradient self-test: ${engine.info.adapter}.` };
    engine.dispose();
    return reason;
  } catch (error) {
    engine?.dispose();
    if (error instanceof StudioError && error.details.code === "E_GPU_NONE") return "No graphics adapter found";
    return `The graphics adapter could not be used (${messageOf(error)})`;
  }
}

/**
 * Chooses among the engines that `create` starts: compiled kernels on a real adapter that passes the gradient self-test,
 * else compiled WebAssembly, else plain JavaScript. The other tfjs engines are there for those who ask for them.
 */
export async function chooseAutomatically(create: (id: EngineId) => Promise<Engine>): Promise<ChosenEngine> {
  const gpu = await tryGpu(create);
  if (typeof gpu !== "string") return gpu;
  try {
    const engine = await create("compiled-wasm");
    return { engine, reason: `${gpu}, so training runs on the CPU (WebAssembly).` };
  } catch (error) {
    const engine = await create("tfjs-cpu");
    const why = messageOf(error);
    return {
      engine,
      reason: `${gpu}, and WebAssembly did not start (${why}), so training runs on the CPU in plain JavaScript.`,
    };
  }
}
