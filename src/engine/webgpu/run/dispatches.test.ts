/** How much is sent to the device, counted on Dawn's backend that does nothing: three dispatches an update. */
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { PipelineDocument } from "../../../pipeline/document.ts";
import { initialParameters } from "../../../program/parameters.ts";
import { replicasOf, rolesOf, type TrainingPlan } from "../../engine.ts";
import { builtInCase } from "../../select/built-in-case.ts";
import { groupParameters, packGroup } from "../../step/parameter-groups.ts";
import { trainingInputs } from "../../step/step-feeds.ts";
import { SAMPLES, sampleCase } from "../../testing/sample-cases.ts";
import { BILEVEL, LOOK_AHEAD } from "../../testing/training-cases.ts";
import { DeviceWatch, openDevice } from "../../tfjs/gpu-device.ts";
import { LEAST_LIMITS } from "../plan/limits.ts";
import type { Gpu } from "./gpu.ts";
import { WebgpuExecutor } from "./webgpu-executor.ts";
import { planKernels, WebgpuProgram } from "./webgpu-program.ts";

let gpu: Gpu | undefined;
/** Held, because Dawn ends when nobody holds it. */
let instance: GPU;

beforeAll(async () => {
  const dawn = await import("webgpu").catch(() => undefined);
  if (!dawn) {
    console.warn("dispatches are not counted here: Dawn has no binary for this machine.");
    return;
  }
  Object.assign(globalThis, dawn.globals);
  instance = dawn.create(["backend=null"]);
  const { device } = await openDevice(instance);
  gpu = { device, watch: new DeviceWatch(device) };
});

const { program, data, plan, schedule } = builtInCase({ nRows: 1280, nNumbers: 20, hidden: 64, batchSize: 256 });
const clipped = { ...plan.optimisers.model, clipNorm: 10, weightDecay: 0.01 };
const optimisers = { model: clipped, pipeline: clipped, data: clipped };
const withPlan = (document: PipelineDocument, plan: "joint" | "bilevel"): PipelineDocument => ({
  ...document,
  training: { ...document.training, plan },
});
/** Weigh rows where the proposal has Select sources. */
const weighingRows = (document: PipelineDocument): PipelineDocument => ({
  ...document,
  blocks: document.blocks.map((block) =>
    block.type === "select-sources" ? { ...block, type: "weigh-rows", settings: { floor: 0.02 } } : block,
  ),
});
const EIGHT: TrainingPlan["replicas"] = Array.from({ length: 8 }, (_, index) => ({ seed: index, rate: 1 }));

function executorOf(own: Gpu, changed: TrainingPlan, clock?: () => number): Promise<WebgpuExecutor> {
  const groups = groupParameters(program, changed);
  const timed = clock ? { clock } : {};
  const evaluationRows = data.split.validation;
  return WebgpuExecutor.create({ gpu: own, program, data, plan: changed, groups, evaluationRows, ...timed });
}

function load(executor: WebgpuExecutor, changed: TrainingPlan): void {
  const initial = { step: 0, parameters: initialParameters(program, 1), optimiser: {} };
  const groups = groupParameters(program, changed).map((group) => packGroup(group, initial));
  executor.load(replicasOf(changed).map(() => ({ groups, fixed: {}, moves: true })));
}

const FEEDS = {
  trainRows: data.split.train.slice(0, 256),
  validationRows: data.split.validation.slice(0, 256),
  inputs: trainingInputs(program, schedule, { seed: 1, step: 0 }),
  learningRate: 0.001,
};

/** [dispatches, submissions] of some steps, with an evaluation point at their end, in submissions of four steps. */
async function countOf(own: Gpu, nSteps: number, changes: Partial<TrainingPlan>): Promise<readonly [number, number]> {
  const changed = { ...plan, optimisers, ...changes };
  const executor = await executorOf(own, changed);
  load(executor, changed);
  const dispatch = vi.spyOn(GPUComputePassEncoder.prototype, "dispatchWorkgroups");
  const submit = vi.spyOn(GPUQueue.prototype, "submit");
  for (let step = 0; step < nSteps; step++) executor.step({ ...FEEDS, step });
  executor.evaluate({ inputs: FEEDS.inputs, countsForBest: true });
  await executor.collect();
  const counts = [dispatch.mock.calls.length, submit.mock.calls.length] as const;
  vi.restoreAllMocks();
  executor.dispose();
  return counts;
}

describe("dispatches of compiled-webgpu", () => {
  it.for<{ title: string; perStep: number; changes: Partial<TrainingPlan> }>([
    { title: "a joint step", perStep: 3, changes: {} },
    { title: "a joint step that averages", perStep: 3, changes: { averageDecay: 0.99 } },
    { title: "a bilevel step", perStep: 6, changes: { updates: BILEVEL } },
    { title: "a bilevel step of eight replicas", perStep: 6, changes: { updates: BILEVEL, replicas: EIGHT } },
    { title: "a step that looks ahead", perStep: 9, changes: { updates: LOOK_AHEAD } },
  ])(
    "$title: $perStep, wherever submissions end, with and without subgroups",
    async ({ perStep, changes }, context) => {
      if (!gpu) return context.skip();
      const [few, fewSubmissions] = await countOf(gpu, 4, changes);
      const [many, manySubmissions] = await countOf(gpu, 12, changes);
      expect(manySubmissions - fewSubmissions).toBe(2);
      expect(many - few).toBe(8 * perStep);
      // The evaluation point, the first prologue, and the kernels of four steps.
      expect(few).toBeLessThanOrEqual(4 * perStep + 1 + 5 + 1);
      expect(await countOf({ ...gpu, limits: { usesSubgroups: true } }, 4, changes)).toEqual([few, fewSubmissions]);
    },
  );

  it("begin after four steps each time that everything was waited for, however long submissions have become", async (context) => {
    if (!gpu) return context.skip();
    // Submissions take no time at all: each may be twice as long as the one before.
    const own = { ...plan, optimisers };
    const executor = await executorOf(gpu, own, () => 0);
    load(executor, own);
    const submit = vi.spyOn(GPUQueue.prototype, "submit");
    const submittedAt: number[] = [];
    for (let run = 0; run < 4; run++) {
      submittedAt.length = 0;
      submit.mockClear();
      for (let step = 0; step < 400; step++) {
        executor.step({ ...FEEDS, step });
        if (submit.mock.calls.length > submittedAt.length) submittedAt.push(step);
        if (step % 32 === 31) await new Promise((done) => setImmediate(done));
      }
      await executor.collect();
    }
    vi.restoreAllMocks();
    executor.dispose();
    // A submission is full when the step after its last one is there.
    expect(submittedAt.slice(0, 6)).toEqual([4, 12, 28, 60, 124, 252]);
  });

  const SAMPLE_CASES = SAMPLES.flatMap((sample) => [
    { sample, id: sample.id, change: (document: PipelineDocument) => document },
    { sample, id: `${sample.id}, joint`, change: (document: PipelineDocument) => withPlan(document, "joint") },
    ...(sample.files.length > 1 ? [{ sample, id: `${sample.id}, by row`, change: weighingRows }] : []),
  ]);

  it.each(SAMPLE_CASES)("$id: three for each role that is updated", async ({ sample, change }) => {
    const { program: own, data: table, plan: its } = await sampleCase(sample, change);
    const groups = groupParameters(own, its);
    const { steps } = planKernels({ program: own, data: table, plan: its, groups }, LEAST_LIMITS);
    const isJoint = its.updates[0].roles.length > 1;
    // A joint step needs a gradient over validation rows for nothing but the direction of an alignment.
    const nPasses = isJoint && groups.length === 2 ? 1 : groups.length;
    expect(groups.map(({ role }) => role).sort()).toEqual(its.updates.flatMap(rolesOf).sort());
    expect(steps.step).toHaveLength(3 * nPasses);
  });

  it("compiles a kernel once, however often its program is made", async (context) => {
    if (!gpu) return context.skip();
    const compile = vi.spyOn(gpu.device, "createComputePipelineAsync");
    const own = { ...plan, batchSize: 200 };
    const given = { program, data, plan: own, groups: groupParameters(program, own) };
    const nCompiled: number[] = [];
    for (let time = 0; time < 2; time++) {
      (await WebgpuProgram.create(gpu, given)).dispose();
      nCompiled.push(compile.mock.calls.length);
    }
    vi.restoreAllMocks();
    expect(nCompiled[0]).toBeGreaterThan(3);
    expect(nCompiled[1]).toBe(nCompiled[0]);
  });

  it("compiles a kernel again where it failed before", async (context) => {
    if (!gpu) return context.skip();
    const own = { ...plan, batchSize: 201 };
    const given = { program, data, plan: own, groups: groupParameters(program, own) };
    const compile = vi.spyOn(gpu.device, "createComputePipelineAsync").mockRejectedValueOnce(new Error("not today"));
    await expect(WebgpuProgram.create(gpu, given)).rejects.toThrow("not today");
    const nCompiled = compile.mock.calls.length;
    (await WebgpuProgram.create(gpu, given)).dispose();
    expect(compile.mock.calls.length).toBe(nCompiled + 1);
    vi.restoreAllMocks();
  });
});
