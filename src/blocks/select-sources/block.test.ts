import { expect, test } from "vitest";
import { parameterNodes } from "../../program/parameters.ts";
import type { CategoryData, CategoryPort, PortData } from "../ports.ts";
import { writeBlock } from "../testing/run-features.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };
const sources = ["a.csv", "b.csv", "c.csv"];

/** The formula of the README, for three sources. */
function expectedWeights(u: readonly number[], shares: readonly number[]): number[] {
  const total = u.reduce((sum, value) => sum + Math.exp(value), 0);
  const raw = u.map((value) => 0.99 * u.length * (Math.exp(value) / total) + 0.01);
  const mean = raw.reduce((sum, value, s) => sum + shares[s] * value, 0);
  return raw.map((value) => value / mean);
}

test("every source counts the same at first; then as the formula says, with mean 1 over training rows", () => {
  const shares = [0.5, 0.3, 0.2];
  const run = writeBlock(parts, { sources, fit: { sourceShares: shares } });
  const inputs = { source: [2, 0, 1, 0] };
  const read = (parameters = {}) => run.read(run.value("rows"), { nRows: 4, inputs, parameters });
  for (const weight of read()) expect(weight).toBeCloseTo(1, 6);
  const u = [1, -2, 0.5];
  const weights = expectedWeights(u, shares);
  read({ "b/weights": u }).forEach((weight, row) => {
    expect(weight).toBeCloseTo(weights[inputs.source[row]], 6);
  });
  const probed = run.probes({ "b/weights": u })[0].values;
  expect(probed.reduce((sum, weight, s) => sum + shares[s] * weight, 0)).toBeCloseTo(1, 6);
  expect(Math.min(...run.probes({ "b/weights": [50, -50, -50] })[0].values)).toBeGreaterThan(0.001);
});

test("one source with training rows: nothing to learn, nothing to write", () => {
  const run = writeBlock(parts, { sources, fit: { sourceShares: [0, 1, 0] } });
  expect(parameterNodes(run.builder.nodes)).toEqual([]);
  expect(run.read(run.value("rows"), { nRows: 1, inputs: { source: [1] } })).toEqual([1]);
  expect(run.explain()).toMatchObject({
    summary: "There is one source only (b.csv): every row counts the same.",
    certainty: "none",
  });
});

test("a source without training rows has no weight of its own; its rows count 1", () => {
  const run = writeBlock(parts, { sources, fit: { sourceShares: [0.5, 0, 0.5] } });
  expect(run.probes()[0].rowLabels).toEqual(["a.csv", "c.csv"]);
  const feeds = { nRows: 1, inputs: { source: [1] }, parameters: { "b/weights": [3, -3] } };
  expect(run.read(run.value("rows"), feeds)).toEqual([1]);
});

const levels = ["missing", "unseen", "north", "south"];
const columns = [
  { name: "kind", original: "kind", levels: ["missing", "unseen", "x"] },
  { name: "region", original: "region", levels },
];
/** Gaps of the second column half filled with "south", as a blend of repairs gives them. */
const categoryData: CategoryData = {
  type: "category",
  columns,
  pairs: [
    { codes: Float64Array.of(2, 2, 2, 3, 2, 0, 2, 2), weights: Float64Array.of(1, 1, 1, 1, 1, 0.5, 1, 1) },
    { codes: Float64Array.of(2, 3, 2, 3, 2, 3, 2, 3), weights: Float64Array.of(0, 0, 0, 0, 0, 0.5, 0, 0) },
  ],
};
const byRegion = {
  settings: { by: "region" },
  fit: { inputs: { categories: categoryData }, nRows: 4 },
};

test("by a column: one weight a level, blended where a cell is a blend", () => {
  const run = writeBlock(parts, {
    ...byRegion,
    categories(builder): CategoryPort {
      const codes = builder.input("codes", { rows: true, shape: [2], dtype: "int32" });
      const gap = builder.input("gap", { rows: true, shape: [2], dtype: "float32" });
      return {
        type: "category",
        columns,
        pairs: [
          { codes: { kind: "value", value: codes }, weights: builder.sub(builder.scalar(1), gap) },
          { codes: { kind: "fixed", codes: [2, 3] }, weights: gap },
        ],
      };
    },
  });
  expect(run.statistics).toEqual({
    codes: [0, 2, 3],
    names: ["missing", "north", "south"],
    shares: [0.125, 0.5, 0.375],
  });
  const u = [0.3, -1, 1];
  const [missing, north, south] = expectedWeights(u, [0.125, 0.5, 0.375]);
  const inputs = { codes: [2, 2, 2, 3, 2, 0, 2, 1], gap: [0, 0, 0, 0, 0, 0.5, 0, 0], source: [0, 0, 0, 0] };
  const weights = run.read(run.value("rows"), { nRows: 4, inputs, parameters: { "b/weights": u } });
  [north, south, (missing + south) / 2, 1].forEach((expected, row) => {
    expect(weights[row]).toBeCloseTo(expected, 6);
  });
});

test("a column that does not arrive is an error that names those that do", () => {
  const fitWith = (settings: object, inputs: Readonly<Record<string, PortData>>) => () =>
    writeBlock(parts, { settings, fit: { inputs, nRows: 4 } });
  expect(fitWith({ by: "planet" }, { categories: categoryData })).toThrow(/“kind”, “region”.*“planet”.*E_BLOCK_COLUMN/);
  expect(fitWith({ by: "region" }, {})).toThrow(/category columns at the input.*E_BLOCK_COLUMN/);
});

test("explanations", () => {
  const run = writeBlock(parts, { sources });
  expect(run.explain()).toMatchObject({
    summary: "No clear preference: every source counts about the same.",
    certainty: "none",
  });
  const { summary, details, certainty } = run.explain({ "b/weights": [1.5, 0, -3] });
  expect(summary).toBe("Training counts rows of a.csv more and rows of c.csv and b.csv less.");
  expect(details[0]).toMatch(/^a\.csv: a row counts 2\.\d\d times\.$/);
  expect(certainty).toBe("clear");
});
