import fc from "fast-check";
import { expect, test } from "vitest";
import { nthLargest } from "./nth-largest.ts";

test("the n-th largest is what stands there once all are sorted, also among equal ones", () => {
  const number = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ noNaN: true }));
  const cases = fc
    .array(number, { minLength: 1, maxLength: 200 })
    .chain((values) => fc.tuple(fc.constant(values), fc.integer({ min: 1, max: values.length })));
  fc.assert(
    fc.property(cases, ([values, n]) => {
      const sorted = [...values].sort((a, b) => b - a);
      expect(nthLargest(Float64Array.from(values), n) === sorted[n - 1]).toBe(true);
    }),
  );
});
