/** What NumPy and DiffPrep's released code (scikit-learn 1.2, NumPy 1.24) say of the same numbers. */
import { expect, test } from "vitest";
import { diffPrepSplit, numpyPermutation } from "./numpy-permutation.ts";
import { cleaned, discretised, normalised } from "./operators.ts";

test("rows are dealt out as numpy.random.seed and permutation do", () => {
  expect([...numpyPermutation(7, 12)]).toEqual([7, 10, 2, 5, 0, 1, 11, 8, 3, 6, 9, 4]);
  expect([...numpyPermutation(2 ** 32 - 1, 12)]).toEqual([11, 8, 5, 9, 1, 10, 6, 0, 4, 7, 2, 3]);
  // The first two of these twelve test, the next two validate.
  expect(diffPrepSplit(7, 12)).toBe("TTVTTVTETTET");
});

/** The first twenty train; the last seven are compared. */
const rows = {
  values: Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 40, -20, 4, 6, 2, 6),
  train: Uint32Array.from({ length: 20 }, (_, row) => row),
};
const REPAIRED = 4.8947368421;

function expectLast(all: readonly Float64Array[], wanted: readonly (readonly number[])[]) {
  expect(all.length).toBe(wanted.length);
  all.forEach((values, index) => {
    [...values.slice(18)].forEach((value, at) => {
      expect(value).toBeCloseTo(wanted[index][at], 9);
    });
  });
}

test("scales are those of scikit-learn", () => {
  expectLast(normalised(rows), [
    [0.1668989504, 4.1230222187, -3.2947089094, -0.3276164582, -0.0803587539, -0.5748741624, -0.0803587539],
    [0.1794871795, 1, 0, 0.0769230769, 0.1282051282, 0.0256410256, 0.1282051282],
    [0.2, 1, -0.5, 0.1, 0.15, 0.05, 0.15],
    [0.6, 7, -5, -0.2, 0.2, -0.6, 0.2],
  ]);
});

test("outliers are those of their detectors, and become the mean of the other training rows", () => {
  const within = [8, REPAIRED, REPAIRED, 4, 6, 2, 6];
  const farOnly = [8, REPAIRED, -20, 4, 6, 2, 6];
  expectLast(cleaned(rows), [[8, 40, -20, 4, 6, 2, 6], farOnly, ...new Array(8).fill(within)]);
});

test("ranges are those of their discretisers", () => {
  expectLast(discretised(rows), [
    [8, 40, -20, 4, 6, 2, 6],
    [0, 4, 0, 0, 0, 0, 0],
    [1, 9, 0, 0, 1, 0, 1],
    [3, 19, 0, 1, 2, 0, 2],
    [3, 4, 0, 2, 3, 0, 3],
    [7, 9, 0, 4, 6, 1, 6],
    [14, 19, 0, 8, 12, 2, 12],
  ]);
});
