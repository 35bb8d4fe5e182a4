import fc from "fast-check";
import { expect, test } from "vitest";
import { atOnce } from "../../base/in-pieces.ts";
import { quantile } from "../../base/quantile.ts";
import { NORMAL_IQR, ofObserved, robustSpread, summarise } from "./column-statistics.ts";

const sorted = (...values: number[]) => Float64Array.from(values).sort();

test("a summary has the textbook values", () => {
  expect(summarise(sorted(4, 1, 3, 3, 10, 2))).toMatchObject({
    count: 6,
    min: 1,
    max: 10,
    median: 3,
    mode: 3,
    q25: 2.25,
    q75: 3.75,
  });
  expect(summarise(sorted(1, 2, 6)).mean).toBeCloseTo(3, 12);
  expect(summarise(sorted(1, 2, 6)).deviation).toBeCloseTo(Math.sqrt(14 / 3), 12);
});

test("the mode is the smallest of several, and the median where no value repeats", () => {
  expect(summarise(sorted(5, 5, 2, 2, 9)).mode).toBe(2);
  expect(summarise(sorted(5, 1, 9)).mode).toBe(5);
});

test("nothing observed gives zeros, one value no spread", () => {
  expect(Object.values(summarise(sorted())).every((value) => value === 0)).toBe(true);
  const constant = summarise(sorted(0.1, 0.1, 0.1));
  expect([constant.deviation, robustSpread(constant)]).toEqual([0, 0]);
});

test("quantiles interpolate between order statistics and never leave them", () => {
  expect(quantile(sorted(10, 20, 30, 40), 0.5)).toBe(25);
  expect(quantile(sorted(10, 20, 30, 40), 0.1)).toBeCloseTo(13, 12);
  expect(quantile(sorted(), 0.5)).toBe(0);
  // 0 has one sign here: interpolating from −0 gives 0.
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);
  const numbers = fc.array(number, { minLength: 1, maxLength: 20 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(numbers, share, share, (values, p, q) => {
      const all = sorted(...values);
      expect(quantile(all, 0)).toBe(all[0]);
      expect(quantile(all, 1)).toBe(all[all.length - 1]);
      expect(quantile(all, Math.min(p, q))).toBeLessThanOrEqual(quantile(all, Math.max(p, q)) + 1e-9);
    }),
  );
});

test("the robust spread is the IQR, or what stands in for it", () => {
  expect(robustSpread(summarise(sorted(0, 1, 2, 3, 4)))).toBe(2);
  const mostly = summarise(sorted(0, 0, 0, 0, 0, 0, 9));
  expect(robustSpread(mostly)).toBeCloseTo(mostly.deviation * NORMAL_IQR, 12);
});

test("missing cells are not observed", () => {
  const data = {
    type: "number",
    value: Float64Array.of(3, 0, 0, 5, 1, 7),
    missing: Float64Array.of(0, 1, 1, 0, 0, 0),
    columns: ["a", "b"].map((name) => ({ name, original: name })),
  } as const;
  const seen = atOnce(ofObserved(data, [0, 1], (observed, column) => [column, ...observed]));
  expect(seen).toEqual([
    [0, 1, 3],
    [1, 5, 7],
  ]);
});
