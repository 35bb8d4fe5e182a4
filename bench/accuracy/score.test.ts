import { expect, test } from "vitest";
import { blend, greedyWeights, meanLoss } from "./ensemble.ts";
import { outcomeOf, pairedDifference, scoreOf, varianceOf } from "./score.ts";

const classes = {
  task: "multiclass" as const,
  nClasses: 3,
  trainVariance: 1,
  labels: Float64Array.from([0, 1, 2, 1]),
  predictions: Float64Array.from([0.7, 0.2, 0.1, 0.5, 0.3, 0.2, 1, 0, 0, 0, 1, 0]),
};

test("classes: as scikit-learn 1.2 says with eps = 1e-15", () => {
  const { metrics, sums } = scoreOf(classes);
  // log_loss([0, 1, 2, 1], p, eps=1e-15, labels=[0, 1, 2])
  expect(metrics.logLoss).toBeCloseTo(9.024856035793839, 12);
  expect(metrics.accuracy).toBe(0.5);
  expect(sums.n).toBe(4);
  expect(sums.sum / 4).toBe(metrics.logLoss);
});

test("regression: the squared error as a share of the variance of the training labels", () => {
  const labels = Float64Array.from([1, 2, 4]);
  const { metrics, sums } = scoreOf({
    ...classes,
    task: "regression",
    nClasses: 0,
    labels,
    predictions: Float64Array.from([1, 3, 2]),
    trainVariance: varianceOf(labels),
  });
  expect(sums.sum).toBeCloseTo(5 / (14 / 9), 12);
  expect(metrics.r2).toBeCloseTo(1 - 5 / (14 / 3), 12);
  expect(varianceOf(Float64Array.from([2, 2]))).toBe(1);
});

test("a paired difference has the standard error of a mean; rows that come together count once", () => {
  const [first, second] = [Float64Array.from([1, 2, 4, 7]), Float64Array.from([0, 2, 5, 3])];
  const single = pairedDifference(first, second);
  // Differences 1, 0, −1, 4: mean 1, squares around it 0, 1, 4, 9.
  expect(single.difference).toBe(1);
  expect(single.standardError).toBeCloseTo(Math.sqrt(14) / 4, 12);
  const doubled = (values: Float64Array) => Float64Array.from([...values, ...values]);
  const twice = pairedDifference(doubled(first), doubled(second), [0, 1, 2, 3, 0, 1, 2, 3]);
  expect(twice).toEqual(single);
});

test("more than two standard errors decide", () => {
  expect(outcomeOf({ difference: -0.21, standardError: 0.1 })).toBe("win");
  expect(outcomeOf({ difference: 0.21, standardError: 0.1 })).toBe("loss");
  expect(outcomeOf({ difference: 0.2, standardError: 0.1 })).toBe("tie");
  expect(outcomeOf({ difference: 0, standardError: 0 })).toBe("tie");
});

test("greedy selection takes what lowers the loss of the mean, and never does worse than the best alone", () => {
  const labels = Float64Array.from([0, 0, 1, 1]);
  const on = { ...classes, task: "binary" as const, nClasses: 2, labels };
  const ofOne = (shares: readonly number[]) => Float64Array.from(shares.flatMap((share) => [1 - share, share]));
  const members = [ofOne([0.1, 0.6, 0.9, 0.4]), ofOne([0.6, 0.1, 0.4, 0.9]), ofOne([0.9, 0.9, 0.1, 0.1])];
  const weights = greedyWeights(members, on);
  expect(weights).toEqual([0.5, 0.5, 0]);
  const lossOf = (predictions: Float64Array) => meanLoss({ ...on, predictions });
  expect(lossOf(blend(members, weights))).toBeLessThan(Math.min(...members.map(lossOf)));
});
