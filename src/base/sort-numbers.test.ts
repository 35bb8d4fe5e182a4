import fc from "fast-check";
import { expect, test } from "vitest";
import { orderOfNumbers, sortNumbers } from "./sort-numbers.ts";

const special = fc.constantFrom(0, -0, 1, -1, 5e-324, -5e-324, Number.MAX_VALUE, Number.NEGATIVE_INFINITY, 1e308);
const numbers = fc.oneof(special, fc.integer({ min: -20, max: 20 }), fc.double({ noNaN: true }));
const decimals = fc.tuple(fc.integer(), fc.constantFrom(1, 10, 1000)).map(([whole, scale]) => whole / scale);
const many = (value: fc.Arbitrary<number>) => fc.array(value, { maxLength: 1500, size: "max" });

test("numbers are sorted as the platform sorts them, down to the signs of zeros", () => {
  fc.assert(
    fc.property(fc.oneof(many(numbers), many(decimals)), (values) => {
      const sorted = Float64Array.from(values);
      sortNumbers(sorted);
      expect(sorted).toEqual(Float64Array.from(values).sort());
    }),
  );
});

test("decimals of few digits are sorted alike, whatever their range", () => {
  const bounds = fc.constantFrom(1, 1000, 2 ** 20, 2 ** 31 - 1);
  const columns = bounds.chain((bound) => many(fc.integer({ min: -bound, max: bound }).map((whole) => whole / 100)));
  fc.assert(
    fc.property(columns, (values) => {
      const sorted = Float64Array.from(values);
      sortNumbers(sorted);
      expect(sorted).toEqual(Float64Array.from(values).sort());
      const order = values.map((_, place) => place).sort((a, b) => values[a] - values[b] || a - b);
      expect([...orderOfNumbers(Float64Array.from(values))]).toEqual(order);
    }),
  );
});

test("a part of an array is sorted alone", () => {
  const values = Float64Array.from({ length: 3000 }, (_, index) => Math.sin(index));
  sortNumbers(values.subarray(1000, 2000));
  const expected = Array.from({ length: 3000 }, (_, index) => Math.sin(index));
  const middle = expected.slice(1000, 2000).sort((a, b) => a - b);
  expect([...values]).toEqual([...expected.slice(0, 1000), ...middle, ...expected.slice(2000)]);
});

test("places are ordered by their numbers, ties as they stand, without those of no number", () => {
  fc.assert(
    fc.property(many(fc.oneof(fc.oneof(numbers, decimals), fc.constant(Number.NaN))), (values) => {
      const known = values.flatMap((value, place) => (Number.isNaN(value) ? [] : [place]));
      const expected = known.sort((a, b) => (values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : a - b));
      expect([...orderOfNumbers(Float64Array.from(values))]).toEqual(expected);
    }),
  );
});
