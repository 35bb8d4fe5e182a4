/** Whether training on this machine's graphics adapter is right, and how fast it is. */
import { StudioError } from "../base/error.ts";
import type { Engine, EngineInfo } from "../engine/engine.ts";
import { benchmarkSteps, selfTest } from "../engine/select/self-test.ts";
import type { Host } from "./host.ts";

export interface GpuCheck {
  readonly engine: EngineInfo;
  readonly passed: boolean;
  readonly maxRelativeError: number;
  readonly msPerStep: number;
  readonly nSteps: number;
  /** In words: what was found and what "Automatic" will use. */
  readonly summary: string;
}

const N_STEPS = 200;
const SOFTWARE_ADAPTER = " It is a software adapter, so training runs on the CPU unless you choose WebGPU.";

interface Found {
  readonly engine: Engine;
  readonly remark: string;
}

/** The adapter's engine, or the CPU's with the reason. */
async function findEngine({ engines }: Host): Promise<Found> {
  try {
    const { engine } = await engines.choose("compiled-webgpu");
    return { engine, remark: engine.info.isSoftware ? SOFTWARE_ADAPTER : "" };
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const { engine } = await engines.choose("compiled-wasm");
    return { engine, remark: ` ${error.message}` };
  }
}

/** Compares gradients with those of the reference, and times steps. @throws E_ENGINE_START where not even the CPU's engine starts. */
export async function checkGpu(host: Host): Promise<GpuCheck> {
  const { engine, remark } = await findEngine(host);
  try {
    const { info } = engine;
    const { passed, maxRelativeError } = await selfTest(engine);
    const { msPerStep } = await benchmarkSteps(engine, N_STEPS, host.clock);
    const verdict = passed ? "Gradients are right" : "Gradients are wrong on this device, so it is not used";
    const error = maxRelativeError.toExponential(1);
    const summary = `${info.title}: ${verdict} (largest relative error ${error}), ${msPerStep.toFixed(2)} ms a step over ${N_STEPS} steps.${remark}`;
    return { engine: info, passed, maxRelativeError, msPerStep, nSteps: N_STEPS, summary };
  } finally {
    engine.dispose();
  }
}
