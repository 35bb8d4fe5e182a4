import { describe, expect, it } from "vitest";
import type { OpName } from "../../../program/ops.ts";
import { TOLERANCES } from "../../testing/engines.ts";
import { OP_CASES } from "../../testing/op-cases.ts";
import { kernelRules } from "../loops/kernel-rules.ts";
import { layOut } from "../parameter-layout.ts";
import { checkPass, type PassCase } from "../testing/check-pass.ts";
import { WasmProgram } from "./wasm-program.ts";

async function run({ pass, nRows, inputs, parameters }: PassCase): Promise<Readonly<Record<string, Float32Array>>> {
  let length = 0;
  const members = Object.entries(parameters).map(([name, { length: size }]) => {
    const offset = length;
    length += size;
    return { name, shape: [size], offset, size };
  });
  const group = { role: "model", members, length, decay: new Float32Array(length) } as const;
  const layout = layOut({ nodes: [] }, [group]);
  const wasm = await WasmProgram.create({ passes: [pass], layout, inputs, maxRows: nRows });
  const { parameters: at, gradient } = wasm.regions;
  for (const { name, offset, size } of layout.places.values())
    wasm.float32(at + 4 * offset, size).set(parameters[name]);
  wasm.run(
    pass,
    Uint32Array.from({ length: nRows }, (_, row) => row),
    at,
  );
  return Object.fromEntries(
    [...pass.outputs].map(([name, slot]) => {
      const place = layout.places.get(name);
      const from = place ? gradient + 4 * place.offset : wasm.addressOf(pass, name);
      return [name, wasm.float32(from, slot.size).slice()];
    }),
  );
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
