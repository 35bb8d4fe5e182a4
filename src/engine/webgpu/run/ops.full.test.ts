/** All cases of every op on WebGPU, where a software adapter takes its time. */
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

describe("all cases on compiled-webgpu", () => {
  it.for(Object.entries(OP_CASES) as [OpName, readonly OpCase[]][])("of %s", async ([op, cases], context) => {
    if (!gpu) return context.skip();
    for (const opCase of cases) expect(await checkOps(gpu, op, [opCase])).toEqual([]);
  });
});
