import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mean } from "../../base/spread.ts";
import { pairedDifference } from "../evidence/paired-difference.ts";
import { chooseWeights, type OutOfFold, rowLosses } from "./choose-members.ts";

const columns = (...scores: readonly (readonly number[])[]) => scores.map((own) => Float64Array.from(own));

function classes(...scores: readonly (readonly number[])[]): OutOfFold {
  return { isRegression: false, scores: columns(...scores), labels: new Float64Array(scores[0].length) };
}

/** So many candidates, of any size. */
const upTo = (most: number) => ({ most, sizes: [1, 1, 1], mostSize: 3 });

const repeated = (values: readonly number[], times: number) => Array.from({ length: times }, () => values).flat();

function lossOf(evidence: OutOfFold, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mix = evidence.labels.map((_, row) =>
    evidence.scores.reduce((sum, scores, index) => sum + (weights[index] / total) * scores[row], 0),
  );
  return mean(rowLosses(mix, evidence));
}

describe("weights", () => {
  test("are of the better one alone where the other adds nothing", () => {
    expect(chooseWeights(classes(repeated([0.9, 0.8], 200), repeated([0.6, 0.5], 200)), upTo(2))).toEqual([1, 0]);
  });

  test("are even for two that are right where the other is wrong", () => {
    // Alone −(ln .9 + ln .2) / 2 = .857; together −ln .55 = .598.
    const weights = chooseWeights(classes(repeated([0.9, 0.2], 200), repeated([0.2, 0.9], 200)), upTo(2));
    expect(weights[0]).toBe(weights[1]);
    expect(weights[0]).toBeGreaterThan(0);
  });

  test("come near the best mixture of two by a fine search", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.double({ min: 0.01, max: 0.99, noNaN: true })),
          {
            minLength: 300,
            maxLength: 320,
          },
        ),
        (pairs) => {
          const evidence = classes(
            pairs.map(([a]) => a),
            pairs.map(([, b]) => b),
          );
          const best = Math.min(...Array.from({ length: 101 }, (_, i) => lossOf(evidence, [i / 100, 1 - i / 100])));
          const found = lossOf(evidence, chooseWeights(evidence, upTo(2)));
          expect(found).toBeLessThan(best + 0.02);
          expect(found).toBeLessThanOrEqual(Math.min(lossOf(evidence, [1, 0]), lossOf(evidence, [0, 1])));
        },
      ),
      { numRuns: 20 },
    );
  });

  test("count equally below 300 rows, and never for more candidates than may be taken", () => {
    const few = chooseWeights(
      classes(repeated([0.9, 0.2], 50), repeated([0.2, 0.7], 50), repeated([0.3, 0.8], 50)),
      upTo(3),
    );
    expect(new Set(few.filter((weight) => weight > 0))).toEqual(new Set([1]));
    const many = classes(
      repeated([0.9, 0.2, 0.2], 200),
      repeated([0.2, 0.9, 0.2], 200),
      repeated([0.2, 0.2, 0.9], 200),
    );
    expect(chooseWeights(many, upTo(1)).filter((weight) => weight > 0)).toHaveLength(1);
    expect(chooseWeights(many, upTo(2)).filter((weight) => weight > 0)).toHaveLength(2);
  });

  test("leave out what is too large beside what was taken, but never everything", () => {
    const both = classes(repeated([0.9, 0.25], 200), repeated([0.2, 0.9], 200));
    const within = (mostSize: number) => chooseWeights(both, { most: 2, sizes: [5, 4], mostSize });
    expect(within(9).every((weight) => weight > 0)).toBe(true);
    expect(within(8)).toEqual([1, 0]);
    expect(within(4)).toEqual([0, 1]);
    expect(within(1)).toEqual([0, 1]);
  });

  test("of numbers follow squared errors: too high and too low by as much are taken alike", () => {
    const evidence = {
      isRegression: true,
      scores: columns(repeated([1, 3], 200), repeated([3, 5], 200)),
      labels: Float64Array.from(repeated([2, 4], 200)),
    };
    const [low, high] = chooseWeights(evidence, upTo(2));
    expect(low).toBe(high);
  });

  test("take some candidate even where nothing is finite", () => {
    expect(chooseWeights(classes([Number.NaN, Number.NaN]), upTo(1))).toEqual([1]);
  });
});

describe("a difference", () => {
  test("has the standard error of a mean of paired differences", () => {
    // Differences 1, 3, 2: mean 2, deviation 1, over √3.
    const { difference, standardError } = pairedDifference(Float64Array.of(2, 4, 3), Float64Array.of(1, 1, 1));
    expect(difference).toBeCloseTo(2, 12);
    expect(standardError).toBeCloseTo(1 / Math.sqrt(3), 12);
  });

  test("of rows that only repeat others has the error of those others", () => {
    const [first, second] = [Float64Array.of(2, 4, 3, 9), Float64Array.of(1, 1, 1, 5)];
    const alone = pairedDifference(first, second);
    const twice = (values: Float64Array) => Float64Array.from([...values, ...values]);
    const grouped = pairedDifference(twice(first), twice(second), Int32Array.of(0, 1, 2, 3, 0, 1, 2, 3));
    expect(grouped.difference).toBeCloseTo(alone.difference, 12);
    expect(grouped.standardError).toBeCloseTo(alone.standardError, 12);
    const apart = pairedDifference(first, second, Int32Array.of(-1, -1, -1, -1));
    expect(apart.standardError).toBeCloseTo(alone.standardError, 12);
  });
});

test("losses of rows are log losses and squared errors", () => {
  expect([...rowLosses(Float64Array.of(0.5, 0), classes([0, 0]))]).toEqual([Math.log(2), -Math.log(1e-15)]);
  const numbers = { isRegression: true, scores: [], labels: Float64Array.of(1, 2) };
  expect([...rowLosses(Float64Array.of(3, 2), numbers)]).toEqual([4, 0]);
});
