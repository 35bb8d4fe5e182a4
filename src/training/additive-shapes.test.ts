import { expect, test } from "vitest";
import { ProgramBuilder } from "../program/builder.ts";
import { categoriesInput, missingInput, numbersInput } from "../program/inputs.ts";
import type { Columns, Task } from "../table/types.ts";
import { additiveShapes } from "./additive-shapes.ts";
import type { Predictor } from "./types.ts";

const nRows = 30;
const pause = async () => {};
const rows = Uint32Array.from({ length: nRows }, (_, row) => row);
const a = Array.from({ length: nRows }, (_, row) => ((row * 7) % 10) / 2);
const b = Array.from({ length: nRows }, (_, row) => ((row * 11) % 13) - 6);
const isGap = (row: number) => row % 6 === 5;
const kinds = Array.from({ length: nRows }, (_, row) => (row % 3 === 0 ? 3 : 2));

function table(task: Task, names: readonly string[]): Columns {
  return {
    schema: {
      numbers: [
        { name: "a", original: "a", offset: 100 },
        { name: "b", original: "b", offset: 0 },
      ],
      categories: [{ name: "kind", original: "kind", levels: ["p", "q"] }],
      sources: ["t"],
      target: {
        ...{ name: "y", task, taskReason: "" },
        classes: names.map((label) => ({ label, spellings: [label] })),
      },
    },
    nRows,
    numbers: Float32Array.from(a.flatMap((value, row) => [isGap(row) ? 0 : value, b[row]])),
    missing: Uint8Array.from(a.flatMap((_, row) => [Number(isGap(row)), 0])),
    categories: Int32Array.from(kinds),
    source: new Int32Array(nRows),
    labels: new Float64Array(nRows),
  };
}

/** One output: 0.75 a − 1.5, 3 more where a is missing, b², and that of the level (p: 1, q: −1); with `isMixed` a times b, too. */
function known(factors: readonly number[], isMixed = false): Predictor {
  const builder = new ProgramBuilder();
  const [numbers, missing] = [numbersInput(builder, 2), missingInput(builder, 2)];
  const [atA, atB] = [0, 1].map((index) => builder.takeColumns(numbers, [index]));
  const gap = builder.mul(builder.takeColumns(missing, [0]), builder.scalar(3));
  const straight = builder.sub(builder.mul(atA, builder.exact([], [0.75])), builder.scalar(1.5));
  const level = builder.lookup(builder.constant([4], [0, 0, 1, -1]), categoriesInput(builder, 1));
  const parts = [straight, gap, builder.mul(atB, atB), level, ...(isMixed ? [builder.mul(atA, atB)] : [])];
  const sum = parts.reduce((one, other) => builder.add(one, other));
  const outputs = factors.map((factor) => builder.mul(sum, builder.exact([], [factor])));
  const prediction = builder.reshape(builder.concat(outputs), [1, factors.length]);
  return {
    program: { nodes: builder.nodes, outputs: { prediction }, probes: [] },
    parameters: {},
    labelOffset: 0,
    labelScale: 1,
  };
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const ofA = a.map((value, row) => (isGap(row) ? 3 : 0.75 * value));
const ofB = b.map((value) => value * value);

test("each column adds what the sum says, beside what it adds to rows on average", async () => {
  const found = await additiveShapes(
    known([0.1]),
    { columns: table("binary", ["no", "yes"]), rows },
    { seed: 1, pause },
  );
  const shape = (name: string) => found!.columns.find(({ column }) => column === name)!;
  const { points, curves, missing } = shape("a");
  if (points.kind !== "numbers") throw new Error("no numbers");
  points.values.forEach((value, at) => {
    // In the file's unit, 100 higher than what the program sees.
    expect(curves[0][at]).toBeCloseTo(0.1 * (0.75 * (value - 100) - meanOf(ofA)), 9);
  });
  expect(missing?.[0]).toBeCloseTo(0.1 * (3 - meanOf(ofA)), 9);
  const squares = shape("b");
  if (squares.points.kind !== "numbers") throw new Error("no numbers");
  squares.points.values.forEach((value, at) => {
    expect(squares.curves[0][at]).toBeCloseTo(0.1 * (value * value - meanOf(ofB)), 9);
  });
  expect(squares.missing).toBeUndefined();
  expect(squares.counts.reduce((sum, count) => sum + count)).toBe(nRows);
  const kind = shape("kind");
  expect(kind.points).toEqual({ kind: "levels", labels: ["p", "q"], nRows: [20, 10] });
  expect(kind.curves[0][0] - kind.curves[0][1]).toBeCloseTo(0.2, 9);
  // b moves predictions most, and the level least.
  expect(found!.columns.map(({ column }) => column)).toEqual(["b", "a", "kind"]);
  const deviation = Math.sqrt(meanOf(ofB.map((value) => (value - meanOf(ofB)) ** 2)));
  expect(squares.spread[0]).toBeCloseTo(0.1 * deviation, 9);
});

test("of several classes, log-odds less their mean add up; of numbers, values", async () => {
  const classes = table("multiclass", ["x", "y", "z"]);
  const several = await additiveShapes(known([0.2, 0, -0.05]), { columns: classes, rows }, { seed: 1, pause });
  const kind = several!.columns.find(({ column }) => column === "kind")!;
  const mean = (0.2 - 0.05) / 3;
  [0.2, 0, -0.05].forEach((factor, code) => {
    expect(kind.curves[code][0] - kind.curves[code][1]).toBeCloseTo(2 * (factor - mean), 9);
  });
  const numbers = await additiveShapes(
    { ...known([1]), labelScale: 10, labelOffset: 5 },
    { columns: table("regression", []), rows },
    { seed: 1, pause },
  );
  const own = numbers!.columns.find(({ column }) => column === "kind")!;
  expect(own.curves[0][0] - own.curves[0][1]).toBeCloseTo(20, 9);
});

test("where columns work together there are no such curves", async () => {
  const columns = table("binary", ["no", "yes"]);
  expect(await additiveShapes(known([0.1], true), { columns, rows }, { seed: 1, pause })).toBeUndefined();
});
