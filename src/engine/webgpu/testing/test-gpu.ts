/** Test support: one device for a test file. */
import { afterAll, beforeAll } from "vitest";
import { startNodeWebgpu } from "../../../cli/node-webgpu.ts";
import type { Engine } from "../../engine.ts";
import { type SharedDevice, shareDevice } from "../../tfjs/shared-device.ts";
import { createCompiledWebgpuEngine } from "../run/webgpu-engine.ts";

export interface TestGpu extends SharedDevice {
  readonly device: GPUDevice;
}

/**
 * SwiftShader compiles six times as fast where workgroup memory is not zeroed first, and a kernel that counts on zeros fails.
 * Dawn ends when nobody holds it.
 */
let held: GPU | undefined;

/** Undefined, with a word on the console, where there is no adapter. */
export async function openTestGpu(): Promise<TestGpu | undefined> {
  if (!(await startNodeWebgpu())) {
    console.warn("compiled-webgpu is not tested here: there is no adapter, and no Chromium with SwiftShader.");
    return undefined;
  }
  const { create } = await import("webgpu");
  held = create(["enable-dawn-features=disable_workgroup_init"]);
  const shared = await shareDevice({ gpu: held });
  return { ...shared, device: shared.opened.device };
}

/** A device and the compiled engine on it, for all tests of a file; `gpu` is undefined where there is no adapter. */
export function useTestEngine(): { readonly gpu?: TestGpu; readonly engine: Engine } {
  const held: { gpu?: TestGpu; engine?: Engine } = {};
  beforeAll(async () => {
    held.gpu = await openTestGpu();
    if (held.gpu) held.engine = await createCompiledWebgpuEngine({ gpuDevice: held.gpu.opened });
  });
  afterAll(() => held.gpu?.release());
  return {
    get gpu() {
      return held.gpu;
    },
    get engine() {
      if (!held.engine) throw new Error("ask for the engine where there is a device");
      return held.engine;
    },
  };
}
