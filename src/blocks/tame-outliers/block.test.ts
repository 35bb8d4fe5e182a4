import fc from "fast-check";
import { expect, test } from "vitest";
import { numberPort, oneHotLogits, runBlock } from "../testing/run-block.ts";
import { evaluateSingle } from "../testing/single-precision.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };

/** Quartiles 25 and 75, fences −50 and 150. */
const steady = Array.from({ length: 101 }, (_, i) => i);
const table = { numbers: { size: steady } };
const tame = { settings: { use: "tame" } };

/** The textbook formula in float64, good where nothing overflows. */
function oracle(x: number, low: number, high: number, softness: number): number {
  const softplus = (u: number) => (u > 30 ? u : Math.log1p(Math.exp(u)));
  return low + softness * (softplus((x - low) / softness) - softplus((x - high) / softness));
}

test("thresholds start at the Tukey fences", () => {
  const probes = runBlock(parts, table).probes();
  expect(probes.find((probe) => probe.name === "lower")?.values[0]).toBeCloseTo(-50, 4);
  expect(probes.find((probe) => probe.name === "upper")?.values[0]).toBeCloseTo(150, 4);
});

test("values are those of the formula, whatever the thresholds", () => {
  const number = fc.double({ min: -400, max: 400, noNaN: true });
  const exponent = fc.double({ min: -3, max: 2, noNaN: true });
  const run = runBlock(parts, table, tame);
  fc.assert(
    fc.property(number, exponent, exponent, (x, a, b) => {
      const parameters = { "block/lower": Float32Array.of(a), "block/upper": Float32Array.of(b) };
      const [y] = run.read(numberPort(run).value, { table: { numbers: { size: [x] } }, parameters });
      const [low, high] = [25 - Math.exp(Math.fround(a)) * 50, 75 + Math.exp(Math.fround(b)) * 50];
      expect(y).toBeCloseTo(oracle(x, low, high, 2.5), 5);
    }),
  );
});

test("in float32, extremes stay at the thresholds and the middle stays as it is", () => {
  const run = runBlock(parts, table, tame);
  const at = (x: number) => {
    const inputs = { numbers: [Math.fround(x)], missing: [0], categories: [], source: [0], temperature: [0.3] };
    return evaluateSingle(
      run.builder.nodes,
      { nRows: 1, inputs, parameters: run.parameters },
      numberPort(run).value,
    )[0];
  };
  for (const size of [1e3, 5e7, 1e12, 3e38]) {
    expect(at(size)).toBeCloseTo(150, 3);
    expect(at(-size)).toBeCloseTo(-50, 3);
  }
  for (const x of [-10, 0, 0.1, 33.3, 99]) expect(at(x)).toBeCloseTo(x, 5);
});

test("in float32, the outcome never leaves the thresholds and never falls as x grows", () => {
  const run = runBlock(parts, table, tame);
  const xs = Array.from({ length: 4001 }, (_, i) => Math.fround((i - 2000) * 0.2));
  const inputs = { numbers: xs, missing: xs.map(() => 0), categories: [], source: xs.map(() => 0), temperature: [0.3] };
  const ys = evaluateSingle(
    run.builder.nodes,
    { nRows: xs.length, inputs, parameters: run.parameters },
    numberPort(run).value,
  );
  ys.forEach((y, i) => {
    expect(y).toBeGreaterThan(-50.001);
    expect(y).toBeLessThan(150.001);
    if (i > 0) expect(y).toBeGreaterThanOrEqual(ys[i - 1] - 3e-5);
  });
});

test("the choice blends; a hard one is the formula or the value itself", () => {
  const run = runBlock(parts, table);
  const far = { numbers: { size: [1000] } };
  const value = numberPort(run).value;
  expect(run.read(value, { table: far })[0]).toBeCloseTo((1000 + 150) / 2, 3);
  [150, 1000].forEach((expected, chosen) => {
    const treatment = oneHotLogits(run.parameters["block/treatment"], 2, chosen);
    const parameters = { ...run.parameters, "block/treatment": treatment };
    expect(run.read(value, { table: far, parameters })[0]).toBeCloseTo(expected, 3);
  });
});

test("missing cells stay 0, also where 0 lies beyond a threshold", () => {
  const run = runBlock(parts, { numbers: { size: [...steady.map((x) => x + 1000), Number.NaN] } }, tame);
  expect(run.read(numberPort(run).value).at(-1)).toBe(0);
  expect(run.read(numberPort(run).missing).at(-1)).toBe(1);
});

test("constant and empty columns pass through; one value in most rows has its deviation for a spread", () => {
  const rows = steady.map((_, i) => (i < 90 ? 0 : i));
  const empty = steady.map(() => Number.NaN);
  const numbers = { same: steady.map(() => 7), mostly: rows, empty, single: steady };
  const run = runBlock(parts, { numbers }, { nTrainRows: 5000 });
  expect(run.builder.probes.map((probe) => probe.rowLabels)).toEqual([
    ["mostly", "single"],
    ["mostly", "single"],
    ["mostly", "single"],
  ]);
  const out = run.read(numberPort(run).value, {
    table: { numbers: { same: [1e9], mostly: [0], empty: [3], single: [1] } },
  });
  expect(out[0]).toBe(1e9);
  expect(out[1]).toBeCloseTo(0, 3);
  expect(out[2]).toBe(3);
  expect(runBlock(parts, { numbers: { same: [7, 7] } }).parameters).toEqual({});
});

test("explanations name thresholds, their start and how much lay beyond", () => {
  const numbers = { size: [...steady, 900], calm: [...steady, 50] };
  const run = runBlock(parts, { numbers });
  expect(run.explain()).toMatchObject({ certainty: "none" });
  expect(run.explain().details[1]).toMatch(
    /^size: thresholds .* \(began at .*\); 1 % of training cells began outside\.$/,
  );
  const inUnits = run.explain(undefined, (column) => (column === "size" ? "mg/dl" : ""));
  expect(inUnits.details[1]).toMatch(/^size: thresholds \S+ to \S+ mg\/dl \(began at \S+ to \S+ mg\/dl\);/);
  expect(inUnits.details[0]).toBe(run.explain().details[0]);
  const treatment = { ...run.parameters, "block/treatment": Float32Array.of(1, 0) };
  expect(run.explain(treatment)).toMatchObject({
    summary: "Taming outliers settled on tame (97 % of the blend).",
    certainty: "clear",
  });
  expect(runBlock(parts, table).explain().summary).toContain("hardly matters here");
  expect(runBlock(parts, table, { settings: { use: "leave alone" } }).explain().summary).toBe(
    "Outliers are left alone: as set.",
  );
});
