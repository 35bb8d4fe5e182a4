/** Whether training on this machine's graphics adapter is right, and how fast it is. */
import { StudioError } from "../base/error.ts";
import { engineText } from "../base/texts/engine.ts";
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

interface Found {
  readonly engine: Engine;
  readonly remark: string;
}

/** The adapter's engine, or the CPU's with the reason. */
async function findEngine({ engines }: Host): Promise<Found> {
  try {
    const { engine } = await engines.choose("compiled-webgpu");
    return { engine, remark: engine.info.isSoftware ? ` ${engineText("softwareAdapter")}` : "" };
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
    const measured = { passed, maxRelativeError, msPerStep, nSteps: N_STEPS };
    const summary = `${engineText("checked", { ...measured, title: info.title })}${remark}`;
    return { engine: info, ...measured, summary };
  } finally {
    engine.dispose();
  }
}
