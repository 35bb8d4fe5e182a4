import { expect, test } from "vitest";
import { saysWords } from "../export/model-card.ts";
import { tinyPipeline } from "../export/testing/tiny-pipeline.ts";
import { costsFor, thresholdFor, withDecision } from "./decide.ts";

const trained = tinyPipeline("multiclass");

test("classes are named as files write them; what a mistake costs that is not named is 1", () => {
  expect(thresholdFor(trained, "b", 0.3)).toEqual({ by: "threshold", code: 1, threshold: 0.3 });
  const given = { c: { a: 10 }, a: { a: 0.5 } };
  expect(costsFor(trained, given)).toEqual({
    by: "costs",
    costs: [
      [0.5, 1, 1],
      [1, 0, 1],
      [10, 1, 0],
    ],
  });
  expect(() => thresholdFor(trained, "d", 0.3)).toThrow("E_DECISION_CLASS");
  expect(() => costsFor(trained, { a: { d: 1 } })).toThrow("E_DECISION_CLASS");
});

test("a decision takes the place of another, and goes; numbers have none", () => {
  const decision = { by: "threshold", code: 2, threshold: 0.5 } as const;
  const decided = withDecision(trained, decision);
  expect(decided).toEqual({ ...trained, decision });
  expect(withDecision(decided, undefined)).toEqual(trained);
  expect(() => withDecision(trained, { ...decision, code: 3 })).toThrow("E_DECISION_CLASS");
  expect(() => withDecision(tinyPipeline("regression"), decision)).toThrow("E_DECISION_CLASS");
});

test("it is said whether costs are those that pipelines were compared by", () => {
  const costs = { c: { a: 10 } };
  const { document } = trained;
  const training = { ...document.training, optimiseFor: "meanCost" as const, costs };
  const optimised = { ...trained, document: { ...document, training }, decision: costsFor(trained, costs) };
  expect(saysWords(optimised)).toContain("the costs that pipelines were compared by");
  const others = withDecision(optimised, costsFor(trained, { a: { c: 3 } }));
  expect(saysWords(others)).toContain("costs that were chosen after training");
});
