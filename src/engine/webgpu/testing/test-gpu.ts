/** Test support: Dawn's device in Node, as tests and benchmarks of the compiled engine use it. */
import { startNodeWebgpu } from "../../../cli/node-webgpu.ts";
import { type SharedDevice, shareDevice } from "../../tfjs/shared-device.ts";

export interface TestGpu extends SharedDevice {
  readonly device: GPUDevice;
}

/**
 * SwiftShader compiles six times as fast where workgroup memory is not zeroed first, and a quarter faster where no index is brought back
 * into its array; a kernel that counts on either fails.
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
  held ??= create(["enable-dawn-features=disable_workgroup_init,disable_robustness"]);
  const shared = await shareDevice({ gpu: held });
  return { ...shared, device: shared.opened.device };
}
