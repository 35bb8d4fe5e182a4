/** What engines compute on the way to their gradients, on raw and dirty cells, against the float64 evaluator: the bound of all that is float32. */
import { describe, expect, test } from "vitest";
import { dirtyRows, evaluatorSays, largestDifference, readRows } from "../../export/testing/dirty-rows.ts";
import { engineSays } from "../../export/testing/engine-says.ts";
import { exportedPipelines } from "../../export/testing/exported-pipelines.ts";
import { createCompiledWebgpuEngine } from "../webgpu/run/webgpu-engine.ts";
import { openTestGpu } from "../webgpu/testing/test-gpu.ts";
import { startEngine } from "./engines.ts";

const TOLERANCE = 1e-4;
const pipelines = await exportedPipelines();
const gpu = await openTestGpu();
const engines = [
  { id: "tfjs-wasm", engine: await startEngine("tfjs-wasm") },
  { id: "compiled-wasm", engine: await startEngine("compiled-wasm") },
  { id: "compiled-webgpu", engine: gpu && (await createCompiledWebgpuEngine({ gpuDevice: gpu.opened })) },
];

describe.each(engines)("$id", ({ engine }) => {
  test.skipIf(!engine).each(pipelines)("$name", async ({ trained }) => {
    const columns = readRows(trained, dirtyRows(trained));
    const said = await engineSays(engine!, trained, columns);
    expect(largestDifference(said, evaluatorSays(trained, columns))).toBeLessThanOrEqual(TOLERANCE);
  });
});
