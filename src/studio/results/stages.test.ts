import { expect, test } from "vitest";
import type { Stage } from "../../training/phases.ts";
import type { TrainingReport, Verdict } from "../../training/types.ts";
import { bestStages, isClearlyBest } from "./stages.ts";

function reportWith(test: Partial<Record<Stage, { accuracy?: number; logLoss?: number }>>): TrainingReport {
  return {
    task: "binary",
    rows: { total: 9, train: 3, validation: 3, test: 3, unlabelled: 0 },
    seconds: 1,
    engine: "tfjs-cpu",
    engineTitle: "CPU",
    steps: 1,
    seed: 1,
    metrics: { train: {}, validation: {}, test },
    leading: ["accuracy", "logLoss"],
    explanations: [],
    history: [],
    notes: [],
  };
}

test("the best is the highest or the lowest, as the metric has it, and ties share it", () => {
  const report = reportWith({
    soft: { accuracy: 0.9, logLoss: 0.3 },
    tuned: { accuracy: 0.9, logLoss: 0.2 },
    baseline: { accuracy: 0.8, logLoss: 0.4 },
    constant: { accuracy: 0.99, logLoss: 0.1 },
  });
  expect([...bestStages(report, "test", "accuracy")]).toEqual(["soft", "tuned"]);
  expect([...bestStages(report, "test", "logLoss")]).toEqual(["tuned"]);
});

test("what reads the same shares it, and what reads otherwise does not, however close", () => {
  const report = reportWith({
    soft: { accuracy: 0.9908, logLoss: 0.31141 },
    tuned: { accuracy: 0.9904, logLoss: 0.31144 },
    baseline: { accuracy: 0.9906, logLoss: 0.31156 },
  });
  expect([...bestStages(report, "test", "accuracy")]).toEqual(["soft", "baseline"]);
  expect([...bestStages(report, "test", "logLoss")]).toEqual(["soft", "tuned"]);
});

test("what all have alike is nobody's, and what the verdict cannot tell apart reads best without being called so", () => {
  const tie = { accuracy: 0.9901, logLoss: 0.3 };
  const all = { soft: tie, hard: tie, tuned: { accuracy: 0.9904, logLoss: 0.3 }, baseline: tie };
  expect(bestStages(reportWith(all), "test", "accuracy").size).toBe(0);
  const report = reportWith({ tuned: { accuracy: 0.9, logLoss: 0.2 }, baseline: { accuracy: 0.8, logLoss: 0.3 } });
  const judged = (verdict: Verdict["verdict"]) => ({
    ...report,
    verdict: { sentence: "", verdict, metric: "accuracy" as const, difference: 0.1, low: -0.1, high: 0.3, nRows: 9 },
  });
  expect([...bestStages(judged("better"), "test", "accuracy")]).toEqual(["tuned"]);
  // It reads best as other metrics do, such as R² beside a squared error; "best" is said of none.
  expect([...bestStages(judged("no clear difference"), "test", "accuracy")]).toEqual(["tuned"]);
  const asked = { split: "test", metric: "accuracy", stage: "tuned" } as const;
  expect(isClearlyBest(judged("no clear difference"), asked)).toBe(false);
  expect(isClearlyBest(judged("better"), asked)).toBe(true);
  expect([...bestStages(judged("no clear difference"), "test", "logLoss")]).toEqual(["tuned"]);
});

test("of stages that are folded away none takes the place of the best in sight", () => {
  const report = reportWith({
    soft: { accuracy: 0.9, logLoss: 0.2 },
    tuned: { accuracy: 0.8, logLoss: 0.3 },
    baseline: { accuracy: 0.7, logLoss: 0.4 },
  });
  expect([...bestStages(report, "test", "accuracy", ["tuned", "baseline", "constant"])]).toEqual(["tuned"]);
  expect([...bestStages(report, "test", "logLoss", ["tuned", "baseline", "constant"])]).toEqual(["tuned"]);
});

test("nothing is best alone, or without numbers", () => {
  expect(bestStages(reportWith({ soft: { accuracy: 0.9 } }), "test", "accuracy").size).toBe(0);
  expect(bestStages(reportWith({}), "validation", "accuracy").size).toBe(0);
});

test("best is said of the number that the verdict is clear about, on the rows that it rests on, and of the side that won", () => {
  const report = reportWith({ tuned: { accuracy: 0.9, logLoss: 0.2 }, baseline: { accuracy: 0.8, logLoss: 0.3 } });
  const verdict = { sentence: "", metric: "accuracy" as const, difference: 0.1, low: 0.05, high: 0.15, nRows: 9 };
  const said = (of: Partial<Verdict>, at: Partial<Parameters<typeof isClearlyBest>[1]> = {}) =>
    isClearlyBest(
      { ...report, verdict: { ...verdict, verdict: "better", ...of } },
      { split: "test", metric: "accuracy", stage: "tuned", ...at },
    );
  expect(said({})).toBe(true);
  expect(said({}, { stage: "baseline" })).toBe(false);
  expect(said({}, { metric: "logLoss" })).toBe(false);
  expect(said({}, { split: "validation" })).toBe(false);
  expect(said({ verdict: "no clear difference" })).toBe(false);
  expect(said({ verdict: "worse" })).toBe(false);
  expect(said({ verdict: "worse" }, { stage: "fixed" })).toBe(true);
  expect(said({ opponentDone: 0.1 })).toBe(false);
  expect(isClearlyBest(report, { split: "test", metric: "accuracy", stage: "tuned" })).toBe(false);
});
