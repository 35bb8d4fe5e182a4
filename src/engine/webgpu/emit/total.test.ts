/** Sums over the threads of a workgroup, in workgroup memory and in subgroups: the same training, and always the same bits. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { groupParameters } from "../../step/parameter-groups.ts";
import { differs } from "../../testing/tolerance.ts";
import { makeData, makePlan, makeProgram } from "../../testing/training-cases.ts";
import { LEAST_LIMITS } from "../plan/limits.ts";
import { planKernels } from "../run/webgpu-program.ts";
import { openTestGpu, type TestGpu } from "../testing/test-gpu.ts";
import { trainWithin } from "../testing/train-within.ts";

let gpu: TestGpu | undefined;

beforeAll(async () => {
  gpu = await openTestGpu();
});

afterAll(() => gpu?.release());

const data = makeData("binary");
const program = makeProgram("binary", "rows", data);
const { model } = makePlan().optimisers;
// Every step is clipped, so that every number of the state depends on a norm.
const clipped = { ...model, clipNorm: 0.01 };
const plan = makePlan({
  updates: [
    { roles: ["model", "pipeline"], lossOn: "train", at: "current" },
    { roles: [], aligned: ["data"], lossOn: "validation", at: "current" },
  ],
  optimisers: { model: clipped, pipeline: clipped, data: clipped },
});
const trained = { program, data, plan, nSteps: 5 };

describe("sums over the threads of a workgroup", () => {
  it.for([true, false])("use subgroups where they are there (%s), and only then", (usesSubgroups) => {
    const groups = groupParameters(program, plan);
    const { kernels } = planKernels({ ...trained, groups }, { ...LEAST_LIMITS, usesSubgroups });
    const summing = kernels.filter(({ code }) => code.includes("sumOfThreads"));
    expect(summing.length).toBeGreaterThan(2);
    for (const { code } of kernels) {
      expect(code.includes("enable subgroups;")).toBe(usesSubgroups && code.includes("sumOfThreads"));
    }
  });

  it("come to the same training either way, and to the same bits each time", async (context) => {
    if (!gpu?.opened.hasSubgroups) return context.skip();
    const [plain, ...inSubgroups] = [
      await trainWithin(gpu, { usesSubgroups: false }, trained),
      await trainWithin(gpu, { usesSubgroups: true }, trained),
      await trainWithin(gpu, { usesSubgroups: true }, trained),
    ].map(({ result }) => result);
    expect(inSubgroups[0]).toEqual(inSubgroups[1]);
    for (const [name, values] of Object.entries(plain.state.parameters)) {
      const got = inSubgroups[0].state.parameters[name];
      expect(differs(got, values, { absolute: 1e-6, relative: 1e-5 }), name).toBeUndefined();
    }
  });
});
