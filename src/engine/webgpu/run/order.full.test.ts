/** Workgroups of a dispatch run in any order: whatever it is, training comes to the same bits. */
import { afterAll, describe, expect, it } from "vitest";
import { SAMPLES, sampleCase } from "../../testing/sample-cases.ts";
import { LOOK_AHEAD, makeData, makePlan, makeProgram } from "../../testing/training-cases.ts";
import { ORDERS, type Order, reorderable } from "../testing/reorder.ts";
import { openTestGpu } from "../testing/test-gpu.ts";
import { type Trained, trainWithin } from "../testing/train-within.ts";

const gpu = await openTestGpu();
afterAll(() => gpu?.release());

const small = makeData("binary", 300);
const everyRow = makeData("binary", 30_000);
const few = (rows: Uint32Array) => rows.slice(0, 20);
const { train, validation, test } = everyRow.split;
const large = { ...everyRow, split: { train, validation: few(validation), test: few(test) } };
const { model } = makePlan().optimisers;
const clipped = { ...model, clipNorm: 0.01 };

const CASES: Readonly<Record<string, () => Promise<Trained>>> = {
  "row weights by alignment, clipped": async () => ({
    program: makeProgram("binary", "rows", small),
    data: small,
    plan: makePlan({
      updates: [
        { roles: ["model"], lossOn: "train", at: "current" },
        { roles: ["pipeline"], aligned: ["data"], lossOn: "validation", at: "current" },
      ],
      optimisers: { model: clipped, pipeline: clipped, data: clipped },
      batchSize: 64,
    }),
    nSteps: 4,
  }),
  "the model and row weights in one update": async () => ({
    program: makeProgram("binary", "rows", small),
    data: small,
    plan: makePlan({
      updates: [{ roles: ["model"], aligned: ["data"], lossOn: "validation", at: "current" }],
      batchSize: 64,
    }),
    nSteps: 4,
  }),
  "more row weights than one workgroup goes through": async () => ({
    program: makeProgram("binary", "rows", large),
    data: large,
    plan: makePlan({ updates: [{ roles: ["model", "data"], lossOn: "train", at: "current" }] }),
    nSteps: 3,
  }),
  "a virtual step, two replicas": async () => ({
    program: makeProgram("binary", "sources", small),
    data: small,
    plan: makePlan({
      updates: LOOK_AHEAD,
      replicas: [
        { seed: 1, rate: 1 },
        { seed: 2, rate: 2 },
      ],
      batchSize: 64,
    }),
    nSteps: 4,
  }),
  "a sample with sources": async () => {
    const sample = SAMPLES.find(({ files }) => files.length > 1)!;
    return { ...(await sampleCase(sample)), nSteps: 2 };
  },
};

describe("whatever the order of workgroups and threads", () => {
  it.for(Object.keys(CASES))("%s: the same bits", async (title, context) => {
    if (!gpu) return context.skip();
    const trained = await CASES[title]();
    const plain = { usesSubgroups: false };
    const { result } = await trainWithin(gpu, plain, trained);
    const other = reorderable(gpu.device);
    for (const order of Object.keys(ORDERS) as Order[]) {
      other.order = order;
      const own = { ...gpu, device: other.device };
      expect((await trainWithin(own, plain, trained)).result, order).toEqual(result);
    }
  });
});
