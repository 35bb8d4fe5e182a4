import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OpName } from "../../program/ops.ts";
import { checkOp } from "../testing/check-op.ts";
import { startEngine } from "../testing/engines.ts";
import { OP_CASES, type OpCase } from "../testing/op-cases.ts";
import { TOLERANCES } from "../testing/tolerance.ts";
import { lowerings } from "./lowering.ts";

async function read(tensor: tf.Tensor): Promise<Float32Array> {
  const data = await tensor.data<"float32">();
  tensor.dispose();
  return data;
}

const isFull = process.env.DIFFML_FULL === "1";

const cases = (Object.entries(OP_CASES) as [OpName, readonly OpCase[]][]).flatMap(([op, list]) =>
  list.map((opCase) => ({ op, opCase })),
);

describe.each(["tfjs-cpu", "tfjs-wasm"] as const)("lowerings on %s", (id) => {
  it.each(Object.keys(lowerings) as OpName[])("%s: values and gradients as in float64", async (op) => {
    await startEngine(id);
    const tolerance = TOLERANCES[id];
    for (const opCase of OP_CASES[op]) {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 1 << 20 }), async (seed) => {
          expect(await checkOp(op, opCase, { seed, tolerance, read })).toEqual([]);
        }),
        { numRuns: isFull ? 3 : 1, seed: 1 },
      );
    }
  });

  it("leaks no tensor in a case of any op", async () => {
    await startEngine(id);
    const before = tf.memory().numTensors;
    for (const { op, opCase } of cases) await checkOp(op, opCase, { seed: 7, tolerance: TOLERANCES[id], read });
    expect(tf.memory().numTensors).toBe(before);
  });
});
