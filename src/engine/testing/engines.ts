/** Engines under test, and how near each has to come to float64. Tolerances belong to the engine, never to a test. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { startNodeWebgpu } from "../../cli/node-webgpu.ts";
import type { Engine, EngineId } from "../engine.ts";
import { startEngine as start } from "../select/start-engine.ts";
import { createCompiledWebgpuEngine } from "../webgpu/run/webgpu-engine.ts";
import { openTestGpu } from "../webgpu/testing/test-gpu.ts";

export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

export const TOLERANCES: Readonly<Record<EngineId, Tolerance>> = {
  "compiled-wasm": { absolute: 2e-6, relative: 2e-5 },
  "tfjs-cpu": { absolute: 2e-6, relative: 2e-5 },
  "tfjs-wasm": { absolute: 2e-6, relative: 2e-5 },
  // WGSL lets exp, log and tanh be off by a few units in the last places.
  "tfjs-webgpu": { absolute: 5e-6, relative: 1e-4 },
  "compiled-webgpu": { absolute: 5e-6, relative: 1e-4 },
};

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

/** The largest excess of |got − wanted| over the tolerance, and where; undefined where all is near enough. */
export function differs(got: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: Tolerance): string | undefined {
  if (got.length !== wanted.length) return `${got.length} numbers instead of ${wanted.length}`;
  for (let i = 0; i < wanted.length; i++) {
    const allowed = tolerance.absolute + tolerance.relative * Math.abs(wanted[i]);
    if (!(Math.abs(got[i] - wanted[i]) <= allowed)) return `element ${i}: ${got[i]} instead of ${wanted[i]}`;
  }
  return undefined;
}
