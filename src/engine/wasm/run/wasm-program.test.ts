import { describe, expect, it } from "vitest";
import type { OpName } from "../../../program/ops.ts";
import { kernelRules } from "../../loops/kernel-rules.ts";
import { checkPass, type PassCase } from "../../loops/testing/check-pass.ts";
import { runOnWasm } from "../../loops/testing/run-on-wasm.ts";
import { OP_CASES } from "../../testing/op-cases.ts";
import { TOLERANCES } from "../../testing/tolerance.ts";

function run({ pass, nRows, inputs, parameters }: PassCase): Promise<Readonly<Record<string, Float32Array>>> {
  return runOnWasm({ pass, inputs, parameters, batches: [Uint32Array.from({ length: nRows }, (_, row) => row)] });
}

describe("WebAssembly", () => {
  it.each(Object.keys(kernelRules) as OpName[])("%s: values and gradients as in float64", async (op) => {
    for (const opCase of OP_CASES[op]) {
      for (const seed of [5, 12, 77]) {
        expect(await checkPass(op, opCase, { seed, tolerance: TOLERANCES["compiled-wasm"], run })).toEqual([]);
      }
    }
  });
});
