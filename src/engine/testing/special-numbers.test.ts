/** Rows beyond a batch's end never show, and what is not finite shows as in float64. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import {
  checkDevice,
  checkLoops,
  checkWasm,
  prepareProgram,
  valuesOnDevice,
  valuesOnWasm,
} from "../loops/testing/check-program.ts";
import { parameter, smallCase } from "../loops/testing/small-case.ts";
import { openTestGpu, type TestGpu } from "../webgpu/testing/test-gpu.ts";

let gpu: TestGpu | undefined;

beforeAll(async () => {
  gpu = await openTestGpu();
});

afterAll(() => gpu?.release());

describe("rows beyond the batch's end", () => {
  it.each([1, 5, 9])("do not show where a factor of a product is read again, %i rows", async (nRows) => {
    const program = smallCase({
      widths: { x: 3 },
      write: (b, input) => {
        const a = b.exp(b.matMul(input("x"), parameter(b, "v", [2, 3]), { transposeB: true }));
        const h = b.matMul(a, parameter(b, "w", [4, 2]), { transposeB: true });
        return b.meanRows(b.add(b.sum(b.square(h), 0), b.sum(b.mul(b.log(a), b.sqrt(a)), 0)));
      },
      number: (i) => Math.sin(i + 1),
      parameter: Math.cos,
    });
    const checked = prepareProgram(program, { seed: 1, nRows });
    expect(checkLoops(checked)).toEqual([]);
    expect(await checkWasm(checked)).toEqual([]);
    if (gpu) expect(await checkDevice(checked, gpu)).toEqual([]);
  });
});

/** What is infinite may meet a number that is 0 in float64 alone: there the one is infinite and the other no number. */
function isOfKind(got: number, wanted: number, special: number): boolean {
  const rounded = Math.fround(wanted);
  if (Number.isNaN(special)) return Number.isNaN(got) === Number.isNaN(rounded);
  return Number.isFinite(got) === Number.isFinite(rounded);
}

type Write = (b: ProgramBuilder, x: ValueId, y: ValueId) => ValueId;

const OPS: readonly [string, Write][] = [
  ...(
    ["neg", "exp", "log", "sqrt", "square", "abs", "relu", "sigmoid", "tanh", "softplus", "normalCdf", "step"] as const
  ).map((name): [string, Write] => [name, (b, x) => b[name](x)]),
  ...(["add", "sub", "mul", "div", "maximum", "minimum"] as const).flatMap((name): [string, Write][] => [
    [name, (b, x, y) => b[name](x, y)],
    [`${name}, the other way`, (b, x, y) => b[name](y, x)],
  ]),
  ["clip", (b, x) => b.clip(x, -1, 1)],
  ["softmax", (b, x) => b.softmax(x)],
  ["logSumExp", (b, x) => b.logSumExp(x)],
  ["sum", (b, x) => b.sum(x, 0)],
  ["matMul", (b, x, y) => b.matMul(x, b.reshape(y, [2, 1]))],
  ["takeColumns", (b, x) => b.takeColumns(x, [0])],
  [
    "piecewiseLinear",
    (b, x) => b.piecewiseLinear(x, b.constant([2, 2], [0, 1, 0, 1]), b.constant([2, 2], [1, 1, 1, 1])),
  ],
];

/** Column 0 of every row is special. */
function prepared(write: Write, special: number, nRows: number) {
  const program = smallCase({
    widths: { x: 2 },
    write: (b, input) => {
      const value = write(b, b.mul(input("x"), parameter(b, "p", [2])), parameter(b, "q", [2]));
      const size = b.typeOf(value).shape.reduce((product, length) => product * length, 1);
      // Sums over rows must not be what overflows.
      return b.meanRows(b.sum(b.reshape(b.mul(value, b.scalar(0.01)), [size]), 0));
    },
    number: (i) => (i % 2 === 0 ? special : 0.5 + 0.01 * i),
    parameter: () => 1,
  });
  return prepareProgram(program, { seed: 1, nRows });
}

describe("numbers that are not finite", () => {
  const numbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1e30, -1e30, 88.6];
  it.each(OPS)("%s: values and gradients are of the kind that they are of in float64", async (_, write) => {
    const problems: string[] = [];
    for (const special of numbers) {
      for (const nRows of [3, 8]) {
        const checked = prepared(write, special, nRows);
        const got = [await valuesOnWasm(checked)];
        // A software adapter takes its time.
        if (gpu && nRows === 3 && !Number.isFinite(special)) got.push(await valuesOnDevice(checked, gpu));
        for (const [name, wanted] of Object.entries(checked.expected)) {
          got.forEach((values, engine) => {
            wanted.forEach((value, i) => {
              if (!isOfKind(values[name][i], value, special))
                problems.push(`${special}, engine ${engine}, ${name} ${i}: ${values[name][i]} instead of ${value}`);
            });
          });
        }
      }
    }
    expect(problems).toEqual([]);
  });
});
