/** Values without elements: columns of a kind that a table lacks, and sums over them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import { checkDevice, checkLoops, checkWasm, prepareProgram } from "../loops/testing/check-program.ts";
import type { CaseProgram } from "../loops/testing/random-programs.ts";
import { parameter, smallCase } from "../loops/testing/small-case.ts";
import { openTestGpu, type TestGpu } from "../webgpu/testing/test-gpu.ts";

type Write = (b: ProgramBuilder, given: { readonly x: ValueId; readonly none: ValueId }) => ValueId;

function caseOf(write: Write): CaseProgram {
  return smallCase({
    widths: { none: 0, y: 3, x: 3 },
    write: (b, input) => {
      const [none, y, x] = [input("none"), input("y"), b.mul(input("x"), parameter(b, "scale", [3]))];
      return b.meanRows(b.add(b.sum(write(b, { x, none }), 0), b.sum(y, 0)));
    },
    number: Math.cos,
    parameter: (i) => Math.sin(i + 1),
  });
}

const CASES: readonly (readonly [title: string, write: Write])[] = [
  ["joined with others", (b, { x, none }) => b.concat([b.mul(none, parameter(b, "p", [0])), x])],
  ["read by nobody", (b, { x, none }) => b.concat([b.takeColumns(none, []), x])],
  ["none taken", (b, { x }) => b.concat([b.takeColumns(x, []), b.square(x)])],
  ["scattered", (b, { x, none }) => b.add(b.scatterColumns(none, [], 3), x)],
  ["summed", (b, { x, none }) => b.add(b.sum(none, 0), x)],
  ["multiplied by a matrix", (b, { x, none }) => b.add(b.tanh(b.matMul(none, parameter(b, "w", [0, 3]))), x)],
  [
    "a product that a product reads",
    (b, { x, none }) => {
      const hidden = b.add(b.matMul(none, parameter(b, "v", [0, 4])), parameter(b, "bias", [4]));
      return b.add(b.matMul(b.tanh(hidden), parameter(b, "w", [4, 3])), x);
    },
  ],
  ["made by a product", (b, { x }) => b.concat([b.matMul(x, parameter(b, "w", [3, 0])), x])],
];

describe("values without elements", () => {
  let gpu: TestGpu | undefined;

  beforeAll(async () => {
    gpu = await openTestGpu();
  });

  afterAll(() => gpu?.release());

  it.each(CASES)("%s", async (_, write) => {
    const checked = prepareProgram(caseOf(write), { seed: 1, nRows: 13 });
    expect(checkLoops(checked)).toEqual([]);
    expect(await checkWasm(checked)).toEqual([]);
    if (gpu) expect(await checkDevice(checked, gpu)).toEqual([]);
  });
});
