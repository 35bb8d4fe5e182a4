import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ProgramBuilder } from "../program/builder.ts";
import { categoriesInput, missingInput, numbersInput } from "../program/inputs.ts";
import type { Columns } from "../table/types.ts";
import { partialDependence } from "./partial-dependence.ts";
import type { Predictor } from "./types.ts";

const oracle = JSON.parse(
  readFileSync(new URL("./fixtures/sklearn-dependence.json", import.meta.url), "utf8"),
) as Record<"values" | "mean" | "low" | "high", number[]> & { readonly rows: readonly (readonly number[])[] };
const nRows = oracle.rows.length;
const pause = async () => {};

/** Columns a and b of numbers, and a category; the unit of a is shifted by 100 from what a program sees. */
const columns: Columns = {
  schema: {
    numbers: [
      { name: "a", original: "a", offset: 100 },
      { name: "b", original: "b", offset: 0 },
    ],
    categories: [{ name: "kind", original: "kind", levels: ["p", "q", "never"] }],
    sources: ["t"],
    target: {
      ...{ name: "y", task: "binary", taskReason: "" },
      classes: ["no", "yes"].map((label) => ({ label, spellings: [label] })),
    },
  },
  nRows,
  numbers: Float32Array.from(oracle.rows.flat()),
  missing: new Uint8Array(2 * nRows),
  categories: Int32Array.from({ length: nRows }, (_, row) => 2 + Number(row % 3 === 0)),
  source: new Int32Array(nRows),
  labels: Float64Array.from({ length: nRows }, (_, row) => row % 2),
};
const rows = Uint32Array.from({ length: nRows }, (_, row) => row);

/** The logit is 0.8 a − 1.5 + 0.4 a b, 3 more where a is missing, and that of the level: 0, 0, 1, −1, 0. */
function known(): Predictor {
  const builder = new ProgramBuilder();
  const [numbers, missing] = [numbersInput(builder, 2), missingInput(builder, 2)];
  const [a, b] = [0, 1].map((index) => builder.takeColumns(numbers, [index]));
  const gap = builder.mul(builder.takeColumns(missing, [0]), builder.scalar(3));
  const product = builder.mul(builder.mul(a, b), builder.exact([], [0.4]));
  const straight = builder.sub(builder.mul(a, builder.exact([], [0.8])), builder.scalar(1.5));
  const level = builder.lookup(builder.constant([5], [0, 0, 1, -1, 0]), categoriesInput(builder, 1));
  // The level counts in the second test alone, where a is 0 throughout.
  const isZero = builder.sub(builder.scalar(1), builder.step(builder.abs(a)));
  const logit = builder.add(builder.add(builder.add(straight, product), gap), builder.mul(level, isZero));
  const prediction = builder.reshape(logit, [1, 1]);
  return {
    program: { nodes: builder.nodes, outputs: { prediction }, probes: [] },
    parameters: {},
    labelOffset: 0,
    labelScale: 1,
  };
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));

test("curve and band along a column of numbers are scikit-learn's, in the unit of the file", async () => {
  // The level has no say where a is not 0: leave out what it adds there.
  const flat = { ...columns, categories: new Int32Array(nRows) };
  const found = await partialDependence(known(), { columns: flat, rows }, { column: "a", seed: 1, pause });
  expect(found?.points).toMatchObject({ kind: "numbers", values: oracle.values.map((value) => value + 100) });
  const curve = found!.curves[1];
  for (const name of ["mean", "low", "high"] as const) {
    curve[name].forEach((value, index) => {
      expect(value, `${name} ${index}`).toBeCloseTo(oracle[name][index], 9);
    });
  }
  found!.curves[0].mean.forEach((value, index) => {
    expect(value).toBeCloseTo(1 - curve.mean[index], 12);
  });
  // A missing cell is 0 with its mask: 3 more than at 0, whatever b is.
  expect(curve.missing).toBeCloseTo(sigmoid(-1.5 + 3), 9);
});

test("levels come by how many rows have them, those without a row not at all", async () => {
  const zero = { ...columns, numbers: new Float32Array(2 * nRows) };
  const found = await partialDependence(known(), { columns: zero, rows }, { column: "kind", seed: 1, pause });
  expect(found?.points).toEqual({ kind: "levels", labels: ["p", "q"], nRows: [40, 20] });
  const [p, q] = found!.curves[1].mean;
  expect(p).toBeCloseTo(sigmoid(-0.5), 9);
  expect(q).toBeCloseTo(sigmoid(-2.5), 9);
  expect(found!.curves[1].missing).toBeCloseTo(sigmoid(-1.5), 9);
});

test("of a column that is not there, or holds nothing, there is nothing to say", async () => {
  const options = { seed: 1, pause };
  expect(await partialDependence(known(), { columns, rows }, { ...options, column: "c" })).toBeUndefined();
  const empty = { ...columns, missing: columns.missing.map((_, cell) => Number(cell % 2 === 0)) };
  expect(await partialDependence(known(), { columns: empty, rows }, { ...options, column: "a" })).toBeUndefined();
});
