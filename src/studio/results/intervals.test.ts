import { expect, test } from "vitest";
import { isOutside, nearOf, plotRange } from "./intervals.ts";

const around = (difference: number, reach: number) => ({
  difference,
  low: difference - reach,
  high: difference + reach,
});

test("the picture holds all intervals whole, and zero, with some air", () => {
  const [low, high] = plotRange([around(0.5, 0.1), around(0.3, 0.1)]);
  expect(low).toBeLessThan(0);
  expect(low).toBeGreaterThan(-0.1);
  expect(high).toBeGreaterThan(0.6);
  expect(high).toBeLessThan(0.7);
  expect(plotRange([around(0, 0), around(0, 0), around(5, 1)])[1]).toBeGreaterThan(6);
});

test("nothing, no difference, and unknown errors have a range all the same", () => {
  for (const rows of [[], [around(0, 0)], [around(0.1, Number.NaN)]]) {
    const [low, high] = plotRange(rows);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  }
});

test("a few that lie far out do not take the room of all others, and are said to lie outside", () => {
  const near = [around(0.7, 0.24), around(0.4, 0.2), around(0.01, 0.02), around(0, 0)];
  const far = around(21.7, 2.8);
  expect(nearOf([far, ...near])).toEqual(near);
  const range = plotRange(nearOf([far, ...near]));
  expect(range[1]).toBeLessThan(1.1);
  expect([far, ...near].filter((one) => isOutside(one, range))).toEqual([far]);
  expect(nearOf([around(-30, 1), far, ...near, ...near])).toHaveLength(8);
});

test("what is no more than four times as far out, half of all rows, or all there is, sets the scale", () => {
  for (const rows of [
    [around(3, 0.5), around(0.9, 0.1), around(0.1, 0.1)],
    [around(20, 1), around(18, 1), around(0.5, 0.1), around(0.2, 0.1)],
    [around(20, 1), around(0.1, 0.1)],
    [around(20, 1), around(0, 0), around(0, 0), around(0, 0)],
    [around(Number.NaN, 1), around(1, 1)],
    [],
  ])
    expect(nearOf(rows)).toBe(rows);
});
