import fc from "fast-check";
import { expect, test } from "vitest";
import { normalCdf, normalQuantile } from "./special-functions.ts";

/** Φ by mpmath at 60 digits, rounded to float64. */
const CDF: readonly (readonly [number, number])[] = [
  [-12, 1.776482112077679e-33],
  [-8, 6.220960574271784e-16],
  [-6.5, 4.016000583859118e-11],
  [-6, 9.86587645037698e-10],
  [-5, 2.866515718791939e-7],
  [-4, 3.1671241833119924e-5],
  [-3, 0.0013498980316300946],
  [-2.5, 0.006209665325776135],
  [-2.4, 0.008197535924596131],
  [-1.5, 0.06680720126885807],
  [-1, 0.15865525393145705],
  [-0.5, 0.3085375387259869],
  [0, 0.5],
  [0.3, 0.6179114221889527],
  [1, 0.8413447460685429],
  [1.96, 0.9750021048517795],
  [2.5, 0.9937903346742238],
  [3, 0.9986501019683699],
  [5, 0.9999997133484281],
  [7, 0.9999999999987201],
];

/** Quantiles by mpmath at 60 digits, rounded to float64. */
const QUANTILES: readonly (readonly [number, number])[] = [
  [1e-300, -37.0470962993612],
  [1e-15, -7.941345326170997],
  [1e-12, -7.034483825301132],
  [1e-9, -5.9978070150076865],
  [1e-6, -4.753424308822899],
  [0.001, -3.0902323061678136],
  [0.02, -2.053748910631823],
  [0.02425, -1.972961051311885],
  [0.1, -1.2815515655446004],
  [0.25, -0.6744897501960817],
  [0.4, -0.2533471031357997],
  [0.5, 0],
  [0.6, 0.2533471031357997],
  [0.75, 0.6744897501960817],
  [0.975, 1.9599639845400538],
  [0.98, 2.0537489106318225],
  [0.999, 3.090232306167813],
  [0.999999, 4.753424308817087],
];

test.each(CDF)("Φ(%f)", (x, expected) => {
  expect(Math.abs(normalCdf(x) - expected)).toBeLessThan(1e-13 * expected);
});

test.each(QUANTILES)("quantile of %f", (p, expected) => {
  expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(1e-12);
});

test("Φ is symmetric, rises, and takes what is not a number", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -30, max: 30, noNaN: true }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (x, more) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 14);
        expect(normalCdf(x + more)).toBeGreaterThanOrEqual(normalCdf(x) - 1e-15);
      },
    ),
  );
  expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(normalCdf(Number.NaN)).toBeNaN();
});

test("the quantile undoes Φ, and is infinite at the ends", () => {
  fc.assert(
    fc.property(fc.double({ min: -7, max: 2, noNaN: true }), (x) => {
      expect(normalQuantile(normalCdf(x))).toBeCloseTo(x, 11);
    }),
  );
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
});
