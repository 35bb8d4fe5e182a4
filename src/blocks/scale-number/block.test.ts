import fc from "fast-check";
import { expect, test } from "vitest";
import { normalQuantile } from "../../program/special-functions.ts";
import { columnOf, numberPort, oneHotLogits, runBlock } from "../testing/run-block.ts";
import { evaluateSingle } from "../testing/single-precision.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { SCALINGS, spec } from "./spec.ts";

const parts = { spec, fit, program, explain };
const few = [1, 2, 3, 4, 10];
/** Quantiles of a standard normal, stretched: 8,000 + 500·z. */
const bell = Array.from({ length: 999 }, (_, i) => 8000 + 500 * normalQuantile((i + 1) / 1000));

function scaled(use: (typeof SCALINGS)[number], train: readonly number[], rows: readonly number[] = train): number[] {
  const run = runBlock(parts, { numbers: { size: train } }, { settings: { use } });
  return run.read(numberPort(run).value, { table: { numbers: { size: rows } } });
}

function moments(values: readonly number[]): [number, number] {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length)];
}

function expectClose(actual: readonly number[], expected: readonly number[], digits = 5): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], digits);
  });
}

test("z-score, min-max and robust are their formulas", () => {
  expectClose(
    scaled("z-score", few),
    few.map((x) => (x - 4) / Math.sqrt(10)),
  );
  expectClose(
    scaled("min-max", few, [1, 5.5, 10, 99, -99]),
    [-1, 0, 1, 1.001, -1.001].map((x) => x * Math.sqrt(3)),
  );
  expectClose(
    scaled("robust", few),
    few.map((x) => ((x - 3) / 2) * 1.3489795003921634),
  );
});

test("signed log is that of the robust score, standardised", () => {
  const logs = few.map((x) => {
    const score = ((x - 3) / 2) * 1.3489795003921634;
    return Math.sign(score) * Math.log1p(Math.abs(score));
  });
  const [mean, deviation] = moments(logs);
  expectClose(
    scaled("signed log", few),
    logs.map((x) => (x - mean) / deviation),
  );
});

test("quantile to normal maps knots to normal quantiles, straight in between, flat beyond", () => {
  const train = Array.from({ length: 33 }, (_, i) => i ** 3);
  const outer = normalQuantile(1 - 0.5 / 33);
  const expected = train.map((_, t) => (t === 0 ? -outer : t === 32 ? outer : normalQuantile(t / 32)));
  expectClose(scaled("quantile to normal", train), expected, 2);
  expectClose(scaled("quantile to normal", train, [-1e9, 1e9]), [-outer, outer]);
  const [half] = scaled("quantile to normal", train, [(train[20] + train[21]) / 2]);
  expect(half).toBeCloseTo((expected[20] + expected[21]) / 2, 3);
});

test("no training value stands on a bend: the slope is the same on both sides", () => {
  const cells = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(cells, fc.constantFrom("quantile to normal", "min-max"), (train, use) => {
      const spread = Math.max(...train) - Math.min(...train);
      const step = 1e-7 * spread;
      const around = train.flatMap((x) => [x - step, x, x + step]);
      const values = scaled(use, train, around);
      for (let i = 0; i < values.length; i += 3) {
        const [left, right] = [values[i + 1] - values[i], values[i + 2] - values[i + 1]];
        expect(Math.abs(right - left)).toBeLessThan(1e-9);
      }
    }),
  );
});

test("quantiles that fall on one value share a middle value", () => {
  const [low, high] = scaled("quantile to normal", [0, 0, 0, 0, 1, 1, 1, 1], [0, 1]);
  expect(low).toBeLessThan(-0.5);
  expect(high).toBeGreaterThan(0.5);
  expect(Math.abs(low + high)).toBeLessThan(0.2);
});

test("on a bell-shaped column every scaling has mean 0 and about unit spread", () => {
  for (const use of SCALINGS) {
    const [mean, deviation] = moments(scaled(use, bell));
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(deviation).toBeGreaterThan(use === "min-max" ? 0.5 : 0.95);
    expect(deviation).toBeLessThan(1.1);
  }
});

test("every scaling rises with x", () => {
  for (const use of SCALINGS) {
    const values = scaled(use, few, [-5, 0, 1, 1.5, 2.7, 3, 3.2, 8, 10, 12]);
    values.forEach((value, i) => {
      if (i > 0) expect(value).toBeGreaterThanOrEqual(values[i - 1]);
    });
  }
});

test("constant, empty and mostly constant columns are finite under every scaling; the first two are 0", () => {
  const numbers = {
    same: [1e7, 1e7, 1e7, 1e7],
    empty: [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    mostly: [0, 0, 0, 5],
    tiny: [1, 1 + 1e-9, 1, 1],
  };
  for (const use of ["learn", ...SCALINGS]) {
    const run = runBlock(parts, { numbers }, { settings: { use } });
    const cells = run.read(numberPort(run).value);
    expect(cells.every(Number.isFinite)).toBe(true);
    expect(columnOf(cells, 4, 0)).toEqual([0, 0, 0, 0]);
    expect(columnOf(cells, 4, 1)).toEqual([0, 0, 0, 0]);
    expect(columnOf(cells, 4, 3)).toEqual([0, 0, 0, 0]);
    const mostly = columnOf(cells, 4, 2);
    expect(mostly[3]).toBeGreaterThan(mostly[0]);
  }
});

test("training columns of any kind are finite, in float32 too", () => {
  const column = fc.array(
    fc.float({ min: Math.fround(-1e15), max: Math.fround(1e15), noNaN: true, noDefaultInfinity: true }),
    {
      minLength: 1,
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(column, (size) => {
      const run = runBlock(parts, { numbers: { size } });
      const inputs = {
        numbers: size,
        missing: size.map(() => 0),
        categories: [],
        source: size.map(() => 0),
        temperature: [1],
      };
      const feeds = { nRows: size.length, inputs, parameters: run.parameters };
      const single = evaluateSingle(run.builder.nodes, feeds, numberPort(run).value);
      const double = run.read(numberPort(run).value);
      single.forEach((value, i) => {
        expect(Math.abs(value - double[i])).toBeLessThanOrEqual(2e-3 * Math.max(1, Math.abs(double[i])));
      });
    }),
    {
      numRuns: 50,
      examples: [
        [[0, 0, 0, -1.0000000031710769e-30, -252251712]],
        [[-1.401298464324817e-45, 0, -7.261753012244299e-7]],
      ],
    },
  );
});

test("a column with an outlier keeps its bulk apart in float32", () => {
  const size = [...Array.from({ length: 200 }, (_, i) => i / 100), 1e9];
  const run = runBlock(parts, { numbers: { size } }, { settings: { use: "quantile to normal" } });
  const inputs = {
    numbers: size,
    missing: size.map(() => 0),
    categories: [],
    source: size.map(() => 0),
    temperature: [1],
  };
  const cells = evaluateSingle(
    run.builder.nodes,
    { nRows: size.length, inputs, parameters: {} },
    numberPort(run).value,
  );
  const double = run.read(numberPort(run).value);
  expectClose(cells, double, 4);
  expect(cells[150] - cells[50]).toBeGreaterThan(1);
});

test("missing cells stay 0, unbound columns stay as they are", () => {
  const numbers = { a: [5, Number.NaN, 9], b: [100, 200, 300] };
  const run = runBlock(parts, { numbers }, { settings: { columns: { mode: "except", names: ["b"] }, use: "z-score" } });
  expectClose(run.read(numberPort(run).value), [-1, 100, 0, 200, 1, 300]);
});

test("soft equals hard at one-hot logits", () => {
  const run = runBlock(parts, { numbers: { size: few } });
  SCALINGS.forEach((use, k) => {
    const parameters = { "block/scaling": oneHotLogits(run.parameters["block/scaling"], SCALINGS.length, k) };
    expectClose(run.read(numberPort(run).value, { parameters }), scaled(use, few), 10);
  });
});

test("explanations", () => {
  const run = runBlock(parts, { numbers: { size: few, same: few.map(() => 1) } }, { nTrainRows: 2000 });
  expect(run.explain()).toMatchObject({
    summary: "Scaling: no clear preference: hardly matters here.",
    certainty: "none",
  });
  expect(run.explain().details.at(-1)).toBe("Constant in training, so 0 from here on: same.");
  const logits = Float32Array.from(run.parameters["block/scaling"]);
  logits.set([0, 0, 0, 2, 0]);
  expect(run.explain({ "block/scaling": logits })).toMatchObject({
    summary: "Scaling shows a preference in 1 of 2 columns: size (signed log).",
    certainty: "clear",
  });
});
