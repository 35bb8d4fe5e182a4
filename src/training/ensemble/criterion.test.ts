import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { randomUniform, STREAMS } from "../../base/random.ts";
import { deviation, mean } from "../../base/spread.ts";
import { OPTIMISED_FOR } from "../../pipeline/document.ts";
import type { Task } from "../../table/types.ts";
import { metricsOfTask } from "../metric-evaluators.ts";
import { computeMetrics, type Metrics } from "../metrics.ts";
import { chooseWeights, rowLosses } from "./choose-members.ts";
import { type Criterion, criterionLosses, criterionOf } from "./criterion.ts";

interface OracleCase {
  readonly task: Task;
  readonly labels: readonly number[];
  readonly predictions: readonly number[];
  readonly counts: readonly number[];
  readonly metrics: Metrics;
}
const oracle = JSON.parse(readFileSync(new URL("../fixtures/sklearn-metrics.json", import.meta.url), "utf8")) as {
  readonly cases: readonly OracleCase[];
};

const lossOf = (criterion: Criterion, metric: number) => (criterion === "mae" ? metric : 1 - metric);

test("the mean loss of rows is 1 less the metric that scikit-learn says, each row counted as often as it is weighed", () => {
  let nCompared = 0;
  for (const { task, labels, predictions, counts, metrics } of oracle.cases) {
    const share = mean(Float64Array.from(counts));
    const weights = Float64Array.from(counts, (count) => count / share);
    const said = { values: Float64Array.from(predictions), labels: Float64Array.from(labels), weights };
    for (const criterion of OPTIMISED_FOR) {
      const metric = metrics[criterion];
      if (metric === undefined || criterionOf({ optimiseFor: criterion }, task) === undefined) continue;
      const wanted = lossOf(criterion, metric);
      expect(Math.abs(mean(criterionLosses(criterion, said)) - wanted)).toBeLessThan(1e-9 * Math.max(1, wanted));
      nCompared++;
    }
  }
  expect(nCompared).toBeGreaterThan(10);
});

test("their standard error is that of the metric, as leaving out each row in turn tells it", () => {
  const nRows = 120;
  const drawn = (step: number, row: number) => randomUniform({ seed: 3, stream: STREAMS.sample, step }, row);
  for (const nClasses of [2, 3]) {
    const labels = Float64Array.from({ length: nRows }, (_, row) => Math.floor(nClasses * drawn(0, row) ** 2));
    const rows = Array.from(labels, (label, row) => {
      const scores = Array.from({ length: nClasses }, (_, code) => drawn(code + 1, row) + (code === label ? 0.4 : 0));
      const sum = scores.reduce((total, score) => total + score, 0);
      return scores.map((score) => score / sum);
    });
    const task = nClasses === 2 ? "binary" : "multiclass";
    for (const criterion of OPTIMISED_FOR.filter((each) => metricsOfTask(task).includes(each))) {
      const metricOf = (without: number) => {
        const kept = rows.filter((_, row) => row !== without).flat();
        const left = labels.filter((_, row) => row !== without);
        return computeMetrics({ task, nClasses, labels: left, predictions: Float64Array.from(kept) })[criterion] ?? 0;
      };
      const jackknife = Float64Array.from(labels, (_, row) => metricOf(row));
      const wanted = (deviation(jackknife) * (nRows - 1)) / Math.sqrt(nRows);
      const losses = criterionLosses(criterion, { values: Float64Array.from(rows.flat()), labels });
      expect(deviation(losses) / Math.sqrt(nRows) / wanted).toBeCloseTo(1, 1);
    }
  }
});

test("an ensemble is chosen by what is asked for", () => {
  // The first ranks all rows right and is unsure of all; the second is sure, and ranks one pair wrong.
  const labels = Float64Array.of(0, 0, 1, 1);
  const probabilities = [
    [0.49, 0.5, 0.51, 0.52],
    [0.02, 0.6, 0.58, 0.98],
  ].map((ones) => Float64Array.from(ones.flatMap((one) => [1 - one, one])));
  const limits = { most: 1, sizes: [1, 1], mostSize: 2 };
  const byArea = { isRegression: false, labels, scores: probabilities, criterion: "rocAuc" } as const;
  expect(chooseWeights(byArea, limits)).toEqual([1, 0]);
  expect(mean(rowLosses(probabilities[1], byArea))).toBeCloseTo(0.25, 12);
  const ofOwn = probabilities.map((values) => labels.map((label, row) => values[2 * row + label]));
  expect(chooseWeights({ isRegression: false, labels, scores: ofOwn }, limits)).toEqual([0, 1]);
});

test("what says nothing of a task is passed over", () => {
  expect(criterionOf({ optimiseFor: "mae" }, "binary")).toBeUndefined();
  expect(criterionOf({ optimiseFor: "mae" }, "regression")).toBe("mae");
  expect(criterionOf({ optimiseFor: "rocAuc" }, "multiclass")).toBe("rocAuc");
  expect(criterionOf({}, "binary")).toBeUndefined();
});
