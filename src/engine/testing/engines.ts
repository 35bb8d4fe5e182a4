/** Engines under test. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { startNodeWebgpu } from "../../cli/node-webgpu.ts";
import type { Engine, EngineId } from "../engine.ts";
import { startEngine as start } from "../select/start-engine.ts";
import { createCompiledWebgpuEngine } from "../webgpu/run/webgpu-engine.ts";
import { openTestGpu } from "../webgpu/testing/test-gpu.ts";

const packages = createRequire(import.meta.url);

export function packageFolder(name: string): string {
  return dirname(packages.resolve(`${name}/package.json`));
}

let testGpu: ReturnType<typeof openTestGpu> | undefined;

export async function startEngine(id: EngineId): Promise<Engine | undefined> {
  tf.env().set("PROD", true);
  if (id !== "tfjs-webgpu" && id !== "compiled-webgpu") return start(id, { packageFolder });
  if (id === "compiled-webgpu") {
    // Open until the process ends: tests of a file share what was compiled.
    testGpu ??= openTestGpu();
    const own = await testGpu;
    return own && createCompiledWebgpuEngine({ gpuDevice: own.opened });
  }
  const gpu = await startNodeWebgpu();
  return gpu ? start(id, { gpu }) : undefined;
}
