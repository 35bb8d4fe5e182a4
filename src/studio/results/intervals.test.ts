import { expect, test } from "vitest";
import { plotRange } from "./intervals.ts";

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
