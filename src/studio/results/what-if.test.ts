import { expect, test } from "vitest";
import type { MemberEvidence } from "../../training/types.ts";
import { effectsOf, isLearnedDeployed } from "./what-if.ts";

test("the class that is said, and what each cell adds to its probability", () => {
  const found = effectsOf({
    labels: ["cat", "dog", "hen"],
    values: [0.2, 0.7, 0.1],
    said: 1,
    without: [
      { column: "a", values: [0.2, 0.65, 0.15] },
      { column: "b", values: [0.05, 0.9, 0.05] },
    ],
    odd: [],
    passed: [],
  });
  expect(found).toMatchObject({ label: "dog", value: 0.7 });
  expect(found.others.map(({ label }) => label)).toEqual(["cat", "hen"]);
  expect(found.effects.map(({ column }) => column)).toEqual(["b", "a"]);
  expect(found.effects.map(({ change }) => change)).toEqual([expect.closeTo(-0.2), expect.closeTo(0.05)]);
});

test("where another class than the likeliest is said, that stands first", () => {
  const found = effectsOf({
    labels: ["cat", "dog", "hen"],
    values: [0.2, 0.7, 0.1],
    said: 0,
    without: [],
    odd: [],
    passed: [],
  });
  expect(found).toMatchObject({ label: "cat", value: 0.2 });
  expect(found.others.map(({ label }) => label)).toEqual(["dog", "hen"]);
});

test("of a number, the value", () => {
  const found = effectsOf({ labels: [], values: [5], without: [{ column: "a", values: [3] }], odd: [], passed: [] });
  expect(found).toMatchObject({ label: undefined, value: 5, others: [], effects: [{ column: "a", change: 2 }] });
});

test("what was learned plays a part in predictions where a learned pipeline has a share of what is deployed", () => {
  const member = (isLearned: boolean, weight: number): MemberEvidence => ({
    ...{ id: isLearned ? "learned" : "plain", title: "", isLearned, weight },
    ...{ loss: 0.3, nRows: 9, nFolds: 1 },
  });
  expect(isLearnedDeployed({ members: [member(false, 1), member(true, 0)] })).toBe(false);
  expect(isLearnedDeployed({ members: [member(false, 0.5), member(true, 0.5)] })).toBe(true);
  expect(isLearnedDeployed({})).toBe(true);
  expect(isLearnedDeployed(undefined)).toBe(true);
});
