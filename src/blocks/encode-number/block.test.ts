import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf, portValue, runBlock } from "../testing/run-block.ts";
import { evaluateSingle } from "../testing/single-precision.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };
/** Quartiles 0, 1, 2, 4, 8. */
const size = [0, 1, 2, 4, 8];
const settings = { bins: 4 };

function expectClose(actual: readonly number[], expected: readonly number[], digits = 9): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], digits);
  });
}

test("each bin is filled from 0 to 1 within its range, less its training mean", () => {
  const run = runBlock(parts, { numbers: { size } }, { settings });
  expect(run.statistics).toMatchObject({ columns: ["size"], nBins: [4], high: [1, 2, 4, 8] });
  // The first bin begins a thousandth of its width below 0.
  const first = (x: number) => Math.min((x + 0.001) / 1.001, 1);
  expectClose(run.statistics.low, [-0.001, 1, 2, 4], 6);
  const mean = [(first(0) + 4) / 5, 3 / 5, 2 / 5, 1 / 5];
  expectClose(run.statistics.mean, mean, 6);
  const encoded = run.read(portValue(run, "features"), { table: { numbers: { size: [0, 0.5, 1.5, 3, 8, -99, 99] } } });
  const expected = [
    [first(0), 0, 0, 0],
    [first(0.5), 0, 0, 0],
    [1, 0.5, 0, 0],
    [1, 1, 0.5, 0],
    [1, 1, 1, 1],
    [0, 0, 0, 0],
    [1, 1, 1, 1],
  ];
  expectClose(
    encoded,
    expected.flatMap((row) => row.map((value, bin) => value - mean[bin])),
    6,
  );
});

test("edges on one number are one edge; columns that do not vary give no feature", () => {
  const numbers = {
    same: [7, 7, 7, 7, 7],
    two: [0, 0, 0, 0, 1],
    empty: [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    size,
  };
  const run = runBlock(parts, { numbers }, { settings });
  expect(run.statistics).toMatchObject({ columns: ["same", "two", "empty", "size"], nBins: [0, 1, 0, 4] });
  expect(run.ports.features).toMatchObject({
    columns: [{ name: "two, bin 1", original: "two" }, ...[1, 2, 3, 4].map((bin) => ({ name: `size, bin ${bin}` }))],
  });
  expect(run.explain()).toEqual({
    summary: "Turns 2 number columns into 5 features; nothing is learned here.",
    details: [
      "two: 1 range of about equally many rows.",
      "size: 4 ranges of about equally many rows.",
      "Constant in training, so left out: same and empty.",
    ],
    certainty: "none",
  });
  const none = runBlock(parts, { numbers: { same: numbers.same } }, { settings });
  expect(none.ports).toEqual({});
  expect(none.explain().summary).toBe("No number column varies, so nothing is encoded.");
});

test("features of training rows have mean 0, and a missing cell is 0", () => {
  const gappy = [0, 1, Number.NaN, 2, 4, 8];
  const run = runBlock(parts, { numbers: { gappy } }, { settings });
  const encoded = run.read(portValue(run, "features"));
  expectClose(encoded.slice(8, 12), [0, 0, 0, 0]);
  for (let bin = 0; bin < 4; bin++) {
    expect(columnOf(encoded, 4, bin).reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
  }
});

test("columns that are not bound are left out", () => {
  const numbers = { size, other: size };
  const run = runBlock(parts, { numbers }, { settings: { bins: 2, columns: { mode: "except", names: ["other"] } } });
  expect(run.ports.features).toMatchObject({ columns: [{ name: "size, bin 1" }, { name: "size, bin 2" }] });
});

test("the bins of a number add up to it again, in float32 too", () => {
  const column = fc.array(
    fc.float({ min: Math.fround(-1e15), max: Math.fround(1e15), noNaN: true, noDefaultInfinity: true }),
    { minLength: 2, maxLength: 60 },
  );
  fc.assert(
    fc.property(column, fc.integer({ min: 2, max: 64 }), (cells, bins) => {
      const run = runBlock(parts, { numbers: { size: cells } }, { settings: { bins } });
      if (!run.ports.features) return;
      const { low, high, mean } = run.statistics;
      const inputs = { numbers: cells, missing: cells.map(() => 0), categories: [], source: cells.map(() => 0) };
      const feeds = { nRows: cells.length, inputs, parameters: {} };
      const value = portValue(run, "features");
      const size = Math.max(...cells.map(Math.abs));
      for (const encoded of [run.read(value), Array.from(evaluateSingle(run.builder.nodes, feeds, value))]) {
        cells.forEach((cell, row) => {
          const filled = low.map((edge, bin) => (encoded[row * low.length + bin] + mean[bin]) * (high[bin] - edge));
          const total = filled.reduce((sum, part) => sum + part, low[0]);
          // Edges that are nearly one were joined, so a number may lie a little outside the bins.
          expect(Math.abs(total - cell)).toBeLessThanOrEqual(1e-4 * size);
        });
      }
    }),
  );
});
