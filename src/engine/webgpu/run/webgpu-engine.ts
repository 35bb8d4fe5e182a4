/** The compiled engine on WebGPU: programs become fused kernels, and many steps one submission. */
import { engineText } from "../../../base/texts/engine.ts";
import type { Engine } from "../../engine.ts";
import { TrainingSession } from "../../session/training-session.ts";
import { type DeviceOptions, shareDevice } from "../../tfjs/shared-device.ts";
import { gradientsOnDevice } from "./gradients.ts";
import { WebgpuExecutor } from "./webgpu-executor.ts";

export interface CompiledWebgpuOptions extends DeviceOptions {
  /** Milliseconds, for the length of submissions; without it they all have a few steps. */
  readonly clock?: () => number;
}

/**
 * Starts the engine on the device that all engines on WebGPU share. The same seed gives the same bits on one adapter.
 *
 * @throws E_GPU_NONE without an adapter.
 */
export async function createCompiledWebgpuEngine(options: CompiledWebgpuOptions = {}): Promise<Engine> {
  const { opened, watch, release } = await shareDevice(options);
  const { device, description } = opened;
  const gpu = { device, watch, limits: { usesSubgroups: opened.hasSubgroups } };
  const clock = options.clock ? { clock: options.clock } : {};
  return {
    info: {
      id: "compiled-webgpu",
      title: engineText("titleWebgpu", { adapter: description.name }),
      isSoftware: description.isSoftware,
      adapter: description.name,
    },
    compile: (program, data, plan) =>
      TrainingSession.create({ program, data, plan }, (own) => WebgpuExecutor.create({ ...own, gpu, ...clock })),
    gradients: (...given) => gradientsOnDevice(gpu, given),
    dispose: release,
  };
}
