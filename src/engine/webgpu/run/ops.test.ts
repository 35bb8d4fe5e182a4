/** Every op on WebGPU, on a software adapter where there is no other: values and symbolic gradients as in float64. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpName } from "../../../program/ops.ts";
import { OP_CASES, type OpCase } from "../../testing/op-cases.ts";
import { checkOps } from "../testing/check-ops.ts";
import { openTestGpu, type TestGpu } from "../testing/test-gpu.ts";

let gpu: TestGpu | undefined;

beforeAll(async () => {
  gpu = await openTestGpu();
});

afterAll(() => gpu?.release());

/** Broadcasting is the same for all of these: one of them takes all its cases, the others some (all in the full suite). */
const ALIKE: readonly OpName[] = ["sub", "mul", "div", "maximum", "minimum"];

describe("ops on compiled-webgpu", () => {
  it.for(Object.entries(OP_CASES) as [OpName, readonly OpCase[]][])("%s", async ([op, cases], context) => {
    if (!gpu) return context.skip();
    expect(await checkOps(gpu, op, ALIKE.includes(op) ? cases.slice(2, 4) : cases)).toEqual([]);
  });
});
