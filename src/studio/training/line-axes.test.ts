import { expect, test } from "vitest";
import type { ChartPoint } from "./bucket-points.ts";
import { drawable, stepTicks, valuesAxis } from "./line-axes.ts";

const points: readonly ChartPoint[] = [
  { x: 2, values: [0.9, undefined] },
  { x: 40, values: [0, 1.7] },
  { x: 95, values: [0.02, 1.2] },
];

test("an axis of values ends at round numbers around all that is drawn", () => {
  const { ends, ticks, format } = valuesAxis(points, { scale: "linear" });
  expect(ends).toEqual([0, 2]);
  expect(ticks.map(format)).toEqual(["0.0", "0.5", "1.0", "1.5", "2.0"]);
});

test("a logarithmic axis leaves out what it has no place for", () => {
  expect(drawable(0, "log")).toBeNull();
  expect(drawable(0, "linear")).toBe(0);
  expect(drawable(undefined, "linear")).toBeNull();
  const { ends, ticks } = valuesAxis(points, { scale: "log" });
  expect(ends).toEqual([0.02, 1.7]);
  expect(ticks.every((tick) => tick >= 0.02 && tick <= 1.7)).toBe(true);
});

test("given ends stay, whatever the values are, and without values there is an axis", () => {
  expect(valuesAxis(points, { scale: "linear", domain: [0, 1] }).ends).toEqual([0, 1]);
  expect(valuesAxis([], { scale: "log" }).ends).toEqual([0.1, 1]);
});

test("steps are whole numbers between the first and the last", () => {
  expect(stepTicks(points)).toEqual([20, 40, 60, 80]);
  expect(stepTicks([{ x: 1, values: [1] }])).toEqual([1]);
  expect(stepTicks([])).toEqual([0]);
});
