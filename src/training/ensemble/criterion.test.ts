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

/** Costs of two classes or three. */
const COSTS = [
  [0, 1, 4],
  [10, 0, 2],
  [3, 1, 0.5],
];
const costsOf = (nClasses: number) => COSTS.slice(0, nClasses).map((row) => row.slice(0, nClasses));
/** Those that need nothing beside their name. */
const NAMED = OPTIMISED_FOR.filter((name) => name !== "meanCost");
const targetOf = (task: Task, labels: readonly string[] = []) => ({
  task,
  classes: labels.map((label) => ({ label, spellings: [label] })),
});

const lossOf = (criterion: Criterion, metric: number) => (criterion === "mae" ? metric : 1 - metric);

test("the mean loss of rows is 1 less the metric that scikit-learn says, each row counted as often as it is weighed", () => {
  let nCompared = 0;
  for (const { task, labels, predictions, counts, metrics } of oracle.cases) {
    const share = mean(Float64Array.from(counts));
    const weights = Float64Array.from(counts, (count) => count / share);
    const said = { values: Float64Array.from(predictions), labels: Float64Array.from(labels), weights };
    for (const criterion of NAMED) {
      const metric = metrics[criterion];
      if (metric === undefined || criterionOf({ optimiseFor: criterion }, targetOf(task)) === undefined) continue;
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
    for (const criterion of NAMED.filter((each) => metricsOfTask(task).includes(each))) {
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

test("classes alike: the mean over classes of their log losses, with the standard error of that mean", () => {
  const labels = Float64Array.from({ length: 180 }, (_, row) => (row % 3 === 0 ? 1 : 0));
  const drawn = (row: number) => 0.1 + 0.8 * randomUniform({ seed: 4, stream: STREAMS.sample, step: 0 }, row);
  const values = Float64Array.from([...labels.keys()].flatMap((row) => [1 - drawn(row), drawn(row)]));
  const byClass = [0, 1].map((code) => {
    const rows = [...labels.keys()].filter((row) => labels[row] === code);
    return mean(Float64Array.from(rows, (row) => -Math.log(values[2 * row + code])));
  });
  const losses = criterionLosses("balancedLogLoss", { values, labels });
  expect(mean(losses)).toBeCloseTo((byClass[0] + byClass[1]) / 2, 12);
  const said = { task: "binary", nClasses: 2, labels, predictions: values } as const;
  expect(computeMetrics({ ...said, isBalanced: true }).balancedLogLoss).toBeCloseTo(mean(losses), 12);
  expect(computeMetrics(said)).not.toHaveProperty("balancedLogLoss");
  const jackknife = Float64Array.from(labels, (_, without) => {
    const left = labels.filter((_, row) => row !== without);
    const predictions = values.filter((_, at) => Math.floor(at / 2) !== without);
    return computeMetrics({ ...said, labels: left, predictions, isBalanced: true }).balancedLogLoss ?? 0;
  });
  const wanted = (deviation(jackknife) * 179) / Math.sqrt(180);
  expect(deviation(losses) / Math.sqrt(180) / wanted).toBeCloseTo(1, 1);
});

test("a quantile: scikit-learn's mean_pinball_loss", () => {
  // sklearn.metrics.mean_pinball_loss([1, 2, 3, 10], [2, 2, 1, 4], alpha=0.9) of version 1.2.
  const said = { values: Float64Array.of(2, 2, 1, 4), labels: Float64Array.of(1, 2, 3, 10) };
  expect(mean(criterionLosses({ quantile: 0.9 }, said))).toBeCloseTo(1.825, 12);
  const input = { task: "regression", nClasses: 0, labels: said.labels, predictions: said.values } as const;
  expect(computeMetrics({ ...input, quantile: 0.9 }).quantileLoss).toBeCloseTo(1.825, 12);
  expect(computeMetrics(input)).not.toHaveProperty("quantileLoss");
});

test("what is trained on says what is compared by, where nobody asked for anything else", () => {
  expect(criterionOf({ loss: "huber" }, targetOf("regression"))).toBe("mae");
  expect(criterionOf({ loss: "huber" }, targetOf("binary"))).toBeUndefined();
  expect(criterionOf({ loss: "quantile", optimiseFor: "mae" }, targetOf("regression"))).toEqual({ quantile: 0.5 });
  expect(criterionOf({ classWeights: "balanced" }, targetOf("multiclass"))).toBe("balancedLogLoss");
  expect(criterionOf({ classWeights: "balanced", optimiseFor: "rocAuc" }, targetOf("binary"))).toBe("rocAuc");
  expect(criterionOf({ classWeights: "balanced" }, targetOf("regression"))).toBeUndefined();
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
  expect(criterionOf({ optimiseFor: "mae" }, targetOf("binary"))).toBeUndefined();
  expect(criterionOf({ optimiseFor: "mae" }, targetOf("regression"))).toBe("mae");
  expect(criterionOf({ optimiseFor: "rocAuc" }, targetOf("multiclass"))).toBe("rocAuc");
  expect(criterionOf({}, targetOf("binary"))).toBeUndefined();
});

test("costs: what is paid for each row, where the class is said whose expected cost is least", () => {
  const labels = Float64Array.of(0, 1, 2, 1, 0, 2);
  const rows = [
    [0.8, 0.1, 0.1],
    [0.9, 0.05, 0.05],
    [0, 0.05, 0.95],
    [0.3, 0.3, 0.4],
    [0.34, 0.33, 0.33],
    [0, 1, 0],
  ];
  const costs = costsOf(3);
  // By hand: the expected costs of saying each class, row by row, and the first of the lowest.
  const said = rows.map((shares) => {
    const expected = [0, 1, 2].map((answer) => shares.reduce((sum, share, is) => sum + share * costs[is][answer], 0));
    return expected.indexOf(Math.min(...expected));
  });
  expect(said).toEqual([1, 0, 2, 1, 1, 1]);
  const paid = [1, 10, 0.5, 0, 1, 1];
  const values = Float64Array.from(rows.flat());
  expect([...criterionLosses({ costs }, { values, labels })]).toEqual(paid);
  const input = { task: "multiclass", nClasses: 3, labels, predictions: values } as const;
  expect(computeMetrics({ ...input, costs }).meanCost).toBeCloseTo(mean(Float64Array.from(paid)), 12);
  expect(computeMetrics(input)).not.toHaveProperty("meanCost");
  // Whoever decides otherwise pays for what is said then.
  const threshold = { by: "threshold", code: 0, threshold: 0.3 } as const;
  expect(computeMetrics({ ...input, costs, decision: threshold }).meanCost).toBeCloseTo((10 + 0.5 + 10 + 1) / 6, 12);
});

test("costs are named by labels; a mistake that is not named costs 1, and labels that no class has are refused", () => {
  const target = targetOf("binary", ["no", "yes"]);
  const settings = { optimiseFor: "meanCost", costs: { yes: { no: 10 } } } as const;
  expect(criterionOf(settings, target)).toEqual({
    costs: [
      [0, 1],
      [10, 0],
    ],
  });
  expect(criterionOf({ optimiseFor: "meanCost" }, target)).toEqual({
    costs: [
      [0, 1],
      [1, 0],
    ],
  });
  expect(criterionOf(settings, targetOf("regression"))).toBeUndefined();
  expect(() => criterionOf({ ...settings, costs: { maybe: { no: 1 } } }, target)).toThrow("E_DECISION_CLASS");
});
