/** Random programs of all ops, with gradients in all parameters, against the evaluator in float64. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeThreads } from "../../cli/node-threads.ts";
import { checkDevice, checkLoops, checkWasm, prepareProgram } from "../loops/testing/check-program.ts";
import { recipes, writeProgram } from "../loops/testing/random-programs.ts";
import { openTestGpu, type TestGpu } from "../webgpu/testing/test-gpu.ts";

/** All around tiles and vectors; the last take several tiles. */
const nRows = fc.constantFrom(1, 7, 8, 9, 255, 256, 257, 600);

describe("random programs", () => {
  let gpu: TestGpu | undefined;

  beforeAll(async () => {
    gpu = await openTestGpu();
  });

  afterAll(() => gpu?.release());

  it("are as in float64 as loops and on compiled-wasm", async () => {
    await fc.assert(
      fc.asyncProperty(recipes(24), nRows, async (recipe, n) => {
        const checked = prepareProgram(writeProgram(recipe), { seed: recipe.seed, nRows: n });
        expect(checkLoops(checked)).toEqual([]);
        if (!checked.isOnEdge) expect(await checkWasm(checked)).toEqual([]);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 2000) },
    );
  });

  it("are as in float64 on two threads", async () => {
    const threads = nodeThreads(2);
    await fc.assert(
      fc.asyncProperty(recipes(24), fc.constantFrom(9, 257, 600), async (recipe, n) => {
        const checked = prepareProgram(writeProgram(recipe), { seed: recipe.seed, nRows: n });
        if (!checked.isOnEdge) expect(await checkWasm(checked, threads)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it("are as in float64 on compiled-webgpu", async (context) => {
    if (!gpu) return context.skip();
    const device = gpu;
    await fc.assert(
      fc.asyncProperty(recipes(16), nRows, async (recipe, n) => {
        const checked = prepareProgram(writeProgram(recipe), { seed: recipe.seed, nRows: n });
        if (!checked.isOnEdge) expect(await checkDevice(checked, device)).toEqual([]);
      }),
      { numRuns: Number(process.env.FUZZ_GPU ?? 60), interruptAfterTimeLimit: 400_000 },
    );
  });
});
