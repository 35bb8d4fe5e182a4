import fc from "fast-check";
import { expect, test } from "vitest";
import { smoothed } from "./smoothing.ts";

/** The same by its definition: each value weighs w to the power of its age, and the weights sum to 1. */
function byDefinition(values: readonly number[], weight: number): readonly number[] {
  return values.map((_, at) => {
    const weights = values.slice(0, at + 1).map((_, index) => weight ** (at - index));
    const total = weights.reduce((sum, each) => sum + each);
    return weights.reduce((sum, each, index) => sum + (each / total) * values[index], 0);
  });
}

const losses = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 60 });

test("each value is the mean of those so far, the newer the heavier, from the first one on", () => {
  fc.assert(
    fc.property(losses, fc.constantFrom(0.1, 0.6, 0.9, 0.97), (values, weight) => {
      const wanted = byDefinition(values, weight);
      for (const [at, value] of smoothed(values, weight).entries()) expect(value).toBeCloseTo(wanted[at], 6);
    }),
  );
});

test("a gap stays a gap and bends nothing; without smoothing all stays as it is", () => {
  const [one, , two] = smoothed([3, Number.NaN, 5], 0.5);
  expect([one, two]).toEqual(smoothed([3, 5], 0.5));
  expect(smoothed([3, Number.NaN], 0.5)[1]).toBeNaN();
  expect(smoothed([3, 5], 0)).toEqual([3, 5]);
});
