import fc from "fast-check";
import { expect, test } from "vitest";
import { constantPredictions } from "./baselines-constant.ts";
import { computeMetrics } from "./metrics.ts";

test("says the training shares in every row", () => {
  const trainLabels = Float64Array.of(0, 2, 2, 2, 0, 2, 2, 2);
  const predictions = constantPredictions({ task: "multiclass", nClasses: 3, trainLabels, nRows: 2 });
  expect([...predictions]).toEqual([0.25, 0, 0.75, 0.25, 0, 0.75]);
  const metrics = computeMetrics({ task: "multiclass", nClasses: 3, labels: Float64Array.of(2, 0), predictions });
  expect(metrics.accuracy).toBe(0.5);
  expect(metrics.rocAuc).toBe(0.5);
});

test("says the training mean of a regression", () => {
  const trainLabels = Float64Array.of(1, 2, 6);
  expect([...constantPredictions({ task: "regression", nClasses: 0, trainLabels, nRows: 3 })]).toEqual([3, 3, 3]);
  const same = new Float64Array(7).fill(0.1);
  expect([...constantPredictions({ task: "regression", nClasses: 0, trainLabels: same, nRows: 1 })]).toEqual([0.1]);
});

test("says a training quantile, and no constant has a smaller quantile loss", () => {
  const trainLabels = Float64Array.of(9, 1, 2, 30, 4, 5, 6, 7, 8, 3);
  const shape = { task: "regression", nClasses: 0, labels: trainLabels } as const;
  for (const quantile of [0.1, 0.5, 0.85]) {
    const said = constantPredictions({ ...shape, trainLabels, nRows: 10, quantile });
    expect(said[0]).toBe(trainLabels.toSorted()[Math.ceil(10 * quantile) - 1]);
    const own = computeMetrics({ ...shape, predictions: said, quantile }).quantileLoss!;
    for (const other of [...trainLabels, 0, 2.5, 40]) {
      const rival = computeMetrics({ ...shape, predictions: said.map(() => other), quantile }).quantileLoss!;
      expect(own).toBeLessThanOrEqual(rival + 1e-12);
    }
  }
  const weights = Float64Array.of(0, 0, 0, 8, 1, 1, 0, 0, 0, 0);
  expect(constantPredictions({ ...shape, trainLabels, nRows: 1, quantile: 0.5, weights })[0]).toBe(30);
});

test("no constant has a smaller log loss on the training rows, and shares sum to 1", () => {
  const codes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 40 });
  const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(codes, weights, (train, other) => {
      const labels = Float64Array.from(train);
      const nRows = labels.length;
      const shape = { task: "multiclass", nClasses: 4, labels } as const;
      const predictions = constantPredictions({ ...shape, trainLabels: labels, nRows });
      const total = other.reduce((sum, weight) => sum + weight, 0);
      const rival = Float64Array.from({ length: 4 * nRows }, (_, index) => other[index % 4] / total);
      const own = computeMetrics({ ...shape, predictions }).logLoss!;
      expect(own).toBeLessThanOrEqual(computeMetrics({ ...shape, predictions: rival }).logLoss! + 1e-12);
      expect(predictions.subarray(0, 4).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }),
  );
});

test("no training label, or a wrong one, is an error", () => {
  const shape = { task: "binary", nClasses: 2, nRows: 1 } as const;
  expect(() => constantPredictions({ ...shape, trainLabels: new Float64Array(0) })).toThrow("E_BASELINE_LABELS");
  expect(() => constantPredictions({ ...shape, trainLabels: Float64Array.of(0, 2) })).toThrow("training row 1");
  expect(() => constantPredictions({ ...shape, trainLabels: Float64Array.of(Number.NaN) })).toThrow(
    "E_BASELINE_LABELS",
  );
});
