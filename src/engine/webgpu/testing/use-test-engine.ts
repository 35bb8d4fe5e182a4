/** Test support: one device for a test file. */
import { afterAll, beforeAll } from "vitest";
import type { Engine } from "../../engine.ts";
import { createCompiledWebgpuEngine } from "../run/webgpu-engine.ts";
import { openTestGpu, type TestGpu } from "./test-gpu.ts";

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
