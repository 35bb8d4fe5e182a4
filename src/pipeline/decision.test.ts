import { expect, test } from "vitest";
import { computeMetrics, confusionMatrix } from "../training/metrics.ts";
import { type Decision, isAbout, predictedClasses } from "./decision.ts";

const SHARES = Float64Array.of(0.5, 0.3, 0.2, 0.2, 0.2, 0.6, 0.4, 0.4, 0.2, 0.1, 0.45, 0.45);
const said = (decision?: Decision) => [...predictedClasses(SHARES, 3, decision)];

test("the likeliest class; of equals the first", () => {
  expect(said()).toEqual([0, 2, 0, 1]);
});

test("a class from its threshold on, else the likeliest of the others", () => {
  expect(said({ by: "threshold", code: 1, threshold: 0.3 })).toEqual([1, 2, 1, 1]);
  expect(said({ by: "threshold", code: 0, threshold: 0.5 })).toEqual([0, 2, 1, 1]);
  expect(said({ by: "threshold", code: 2, threshold: 1 })).toEqual([0, 0, 0, 1]);
});

test("the class that is expected to cost least: by hand", () => {
  const costs = [
    [0, 1, 1],
    [1, 0, 1],
    [10, 1, 0],
  ];
  // Of the first row: 0 costs .3 + 2, 1 costs .5 + .2, 2 costs .5 + .3; of the second 6.2, .8, .4; of the third 2.4, .6, .8; of the last 4.95, .55, .55.
  expect(said({ by: "costs", costs })).toEqual([1, 2, 1, 1]);
  // All mistakes alike: the likeliest.
  const alike = [0, 1, 2].map((is) => [0, 1, 2].map((other) => Number(is !== other)));
  expect(said({ by: "costs", costs: alike })).toEqual(said());
});

test("of two classes, a threshold is what mistakes of these costs come to", () => {
  const shares = Float64Array.from({ length: 80 }, (_, at) => (at % 2 === 0 ? 1 - (at >> 1) / 41 : (at >> 1) / 41));
  const byCosts: Decision = {
    by: "costs",
    costs: [
      [0, 1],
      [4, 0],
    ],
  };
  expect(predictedClasses(shares, 2, byCosts)).toEqual(
    predictedClasses(shares, 2, { by: "threshold", code: 1, threshold: 0.2 }),
  );
});

test("metrics of classes are those of what is said", () => {
  const input = { task: "multiclass", nClasses: 3, labels: Float64Array.of(1, 2, 1, 0), predictions: SHARES } as const;
  expect(computeMetrics(input).accuracy).toBe(0.25);
  const decision = { by: "threshold", code: 1, threshold: 0.3 } as const;
  const decided = computeMetrics({ ...input, decision });
  expect(decided.accuracy).toBe(0.75);
  expect(decided.logLoss).toBe(computeMetrics(input).logLoss);
  expect([...confusionMatrix({ ...input, decision })]).toEqual([0, 1, 0, 0, 2, 0, 0, 0, 1]);
});

test("decisions are about so many classes", () => {
  expect(isAbout({ by: "threshold", code: 2, threshold: 0.5 }, 2)).toBe(false);
  expect(isAbout({ by: "costs", costs: [[0, 1]] }, 2)).toBe(false);
  expect(isAbout({ by: "threshold", code: 1, threshold: 0.5 }, 2)).toBe(true);
  expect(isAbout({ by: "threshold", code: 0, threshold: 0.5 }, 0)).toBe(false);
});
