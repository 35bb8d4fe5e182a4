import { expect, test } from "vitest";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { associations } from "./association.ts";

const N_ROWS = 50;
const base = tinyDataset({ nRows: N_ROWS });
const rows = Uint32Array.from({ length: N_ROWS }, (_, row) => row);
/** 25 rows of either class; of each, 20 have one level and 5 the other. */
const labels = Float64Array.from(rows, (row) => row % 2);
const categories = Int32Array.from(rows, (row) => (row < 40 ? 2 + (row % 2) : 3 - (row % 2)));
const numbers = Float32Array.from({ length: 3 * N_ROWS }, (_, at) => {
  const row = Math.floor(at / 3);
  // The class and something that is no more than it; the row's number, which says nothing; always the same.
  return [100 * (row % 2) + row, row, 7][at % 3];
});
const missing = new Uint8Array(3 * N_ROWS);
const dataset = { ...base, labels, categories, numbers, missing };

test("what a column tells by itself is told by χ² beside its degrees of freedom", () => {
  const told = associations(dataset, rows);
  // scipy.stats.chi2_contingency([[20, 5], [5, 20]], correction=False): 18.0, 1 degree of freedom.
  expect(told.get("kind")).toBeCloseTo((18 - 1) / Math.sqrt(2), 12);
  // Eight groups of one class each: χ² is the number of rows, with 7 degrees of freedom.
  expect(told.get("a")).toBeCloseTo((50 - 7) / Math.sqrt(14), 12);
  expect(told.get("b")).toBeLessThan(0);
  expect(told.get("c")).toBe(0);
});

test("gaps are a group of their own, and a target of numbers is taken in groups", () => {
  const gaps = Uint8Array.from(missing, (_, at) => (at % 3 === 2 && Math.floor(at / 3) % 2 === 1 ? 1 : 0));
  expect(associations({ ...dataset, missing: gaps }, rows).get("c")).toBeCloseTo((50 - 1) / Math.sqrt(2), 12);
  const target = { ...base.schema.target, task: "regression" as const, classes: [] };
  const ofNumbers = { ...dataset, labels: Float64Array.from(rows), schema: { ...base.schema, target } };
  const told = associations(ofNumbers, rows);
  expect(told.get("b")).toBeGreaterThan(15);
  expect(told.get("kind")).toBeLessThan(5);
});
