import { expect, test } from "vitest";
import { columnsOf, writeBlock } from "../testing/run-features.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };
const features = ["size", "colour=red"];
/** Row by row; sizes have the quartiles 0, 1, 2, 4, 8. */
const value = Float64Array.of(0, 0, 1, 1, 2, 0, 4, 0, 8, 0);

function written(settings: object = {}, task: "binary" | "multiclass" = "binary") {
  return writeBlock(parts, {
    ...{
      features,
      settings: { bins: 4, ...settings },
      task,
      classes: task === "binary" ? ["no", "yes"] : ["a", "b", "c"],
    },
    fit: { nRows: 5, inputs: { features: { type: "features", value, columns: columnsOf(features) } } },
  });
}

test("a curve is a straight line and what bends it, without a jump, and straight on beyond its training range", () => {
  const run = written();
  expect(run.statistics).toMatchObject({ columns: features, nBins: [4, 1], told: [0, 1, 2, 4, 8, 0, 0, 0, 0, 1] });
  const parameters = { "b/slopes": [0.5, 0], "b/bends": [1, -2, 3, 0, 0], "b/bias": [0.25] };
  const at = (size: number) => run.read(run.value("prediction"), { inputs: { x: [size, 0] }, parameters })[0];
  // The first edge lies a thousandth of a bin below 0; the means are those of the bins at 0, 1, 2, 4 and 8.
  const mean = [(0.001 / 1.001 + 4) / 5, 3 / 5, 2 / 5];
  const centre = 0.25 - (mean[0] - 2 * mean[1] + 3 * mean[2]);
  const expected = (size: number, within: number) => centre + 0.5 * size + within;
  expect(at(1)).toBeCloseTo(expected(1, 1), 5);
  expect(at(1.5)).toBeCloseTo(expected(1.5, 1 - 1), 5);
  expect(at(3)).toBeCloseTo(expected(3, 1 - 2 + 1.5), 5);
  expect(at(100)).toBeCloseTo(expected(100, 1 - 2 + 3), 5);
  expect(at(-100)).toBeCloseTo(expected(-100, 0), 5);
  expect(at(2 + 1e-7)).toBeCloseTo(at(2), 5);
});

test("the prediction is additive: what one feature adds does not depend on another", () => {
  const run = written();
  const parameters = { "b/slopes": [0.5, -0.7], "b/bends": [1, -2, 3, 0.5, 2], "b/bias": [0.25] };
  const at = (size: number, red: number) =>
    run.read(run.value("prediction"), { inputs: { x: [size, red] }, parameters })[0];
  expect(at(3, 1) - at(3, 0)).toBeCloseTo(at(7, 1) - at(7, 0), 9);
});

test("curves are told where they are: at the smallest value, the quartiles and the largest", () => {
  for (const task of ["binary", "multiclass"] as const) {
    const run = written({}, task);
    const parameters = Object.fromEntries(
      Object.entries(run.initial).map(([name, values]) => [name, Array.from(values, (_, i) => Math.sin(1 + i))]),
    );
    const zero = { ...parameters, "b/bias": parameters["b/bias"].map(() => 0) };
    const [curves] = run.probes(parameters);
    const nOutputs = task === "binary" ? 1 : 3;
    expect(curves.columnLabels).toHaveLength(5 * nOutputs);
    const of = (size: number, red: number) =>
      run.read(run.value("prediction"), { inputs: { x: [size, red] }, parameters: zero });
    // What size adds at 8 less what it adds at 0, of each output.
    const difference = of(8, 1).map((logit, output) => logit - of(0, 1)[output]);
    difference.forEach((expected, output) => {
      expect(curves.values[5 * output + 4] - curves.values[5 * output]).toBeCloseTo(expected, 5);
    });
  }
});

test("features that do not vary keep their straight part alone", () => {
  const same = new Float64Array(10).fill(3);
  const run = writeBlock(parts, {
    features,
    fit: { nRows: 5, inputs: { features: { type: "features", value: same, columns: columnsOf(features) } } },
  });
  expect(Object.keys(run.initial)).toEqual(["b/slopes", "b/bias"]);
  expect(run.explain().summary).toBe("An additive model of 2 features; all of its curves are flat yet.");
});

test("the explanation tells the widest curves first, and how they go", () => {
  const run = written();
  const parameters = { "b/slopes": [0, 0], "b/bends": [1, 1, 1, 1, -2], "b/bias": [0] };
  expect(run.explain(parameters)).toEqual({
    summary: "An additive model of 2 features; what moves it most: size and colour.",
    details: ["size rises: −2.0 at its lowest, +0.0 in the middle, +2.0 at its highest.", "colour=red: −2.0."],
    certainty: "slight",
  });
});
