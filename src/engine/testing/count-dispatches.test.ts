import { beforeAll, describe, expect, it } from "vitest";
import { builtInCase } from "../select/built-in-case.ts";
import { costOfStep, startNullWebgpu } from "./count-dispatches.ts";
import { startEngine } from "./engines.ts";

let gpu: GPU | undefined;

beforeAll(async () => {
  gpu = await startNullWebgpu();
  if (!gpu) console.warn("Dispatches are not counted here: Dawn has no binary for this machine.");
});

describe("costOfStep", () => {
  it("counts what each step adds to a run, not what a run ends with", async (context) => {
    const device = await (await gpu?.requestAdapter())?.requestDevice();
    if (!device) return context.skip();
    const code = "@compute @workgroup_size(1) fn main() {}";
    const pipeline = device.createComputePipeline({
      layout: "auto",
      compute: { module: device.createShaderModule({ code }) },
    });
    const submit = (nDispatches: number) => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      for (let i = 0; i < nDispatches; i++) pass.dispatchWorkgroups(1);
      pass.end();
      device.queue.submit([encoder.finish()]);
    };
    const run = async (nSteps: number) => {
      for (let step = 0; step < nSteps; step++) submit(3);
      submit(7);
    };
    expect(await costOfStep(run)).toMatchObject({ dispatches: 3, submits: 1 });
    expect(await costOfStep(run)).toMatchObject({ dispatches: 3, submits: 1 });
    device.destroy();
  });

  it("lets an engine train without a GPU, on zeros", async (context) => {
    if (!gpu) return context.skip();
    const engine = (await startEngine("tfjs-webgpu"))!;
    const { program, data, plan, schedule } = builtInCase({ nRows: 40, nNumbers: 3, hidden: 4, batchSize: 8 });
    const trainable = await engine.compile(program, data, plan);
    const { dispatches } = await costOfStep(async (nSteps) => {
      const [{ losses, nonFinite }] = await trainable.run(nSteps, schedule);
      expect(nonFinite).toBeUndefined();
      expect(losses.at(-1)?.train).toBe(0);
    }, 5);
    expect(dispatches).toBeGreaterThan(10);
    expect(Number.isInteger(dispatches)).toBe(true);
    trainable.dispose();
    engine.dispose();
  });
});
