import { expect, test } from "vitest";
import { tinyDataset, tinyDocument } from "../../pipeline/testing/tiny-pipeline.ts";
import type { FoldModel, TrainedCandidate } from "./members.ts";
import { bestOf, survivorsOf } from "./survivors.ts";

const dataset = tinyDataset({ nRows: 100 });
const { validation } = dataset.split;

/** One that gives the class of each row of the first part this probability. */
function trained(id: string, probability: number, isLearned = false): TrainedCandidate {
  const values = new Float64Array(2 * validation.length);
  validation.forEach((row, at) => {
    values[2 * at + dataset.labels[row]] = probability;
    values[2 * at + 1 - dataset.labels[row]] = 1 - probability;
  });
  // Nobody asks what predicted it.
  const none = {} as Pick<FoldModel, "predictor" | "statistics" | "letThrough">;
  const model: FoldModel = { ...none, rows: validation, values, stepsDone: 1, bestShare: 1, seconds: 1 };
  return { candidate: { id, title: id, isLearned, changes: [], document: tinyDocument([], []) }, models: [model] };
}

const idsOf = (some: readonly TrainedCandidate[]) => some.map(({ candidate }) => candidate.id);
const first = [trained("plain", 0.6), trained("good", 0.7), trained("best", 0.8), trained("learned", 0.65, true)];

test("what is tried once more is the best fixed pipeline and, where it beats the plain one, the best learned one", () => {
  expect(idsOf(bestOf(dataset, first))).toEqual(["best", "learned"]);
  expect(idsOf(bestOf(dataset, [...first.slice(0, 3), trained("learned", 0.55, true)]))).toEqual(["best"]);
});

test("where time is for more parts, the next best do not go on to them", () => {
  expect(idsOf(survivorsOf(dataset, first))).toEqual(["plain", "good", "best", "learned"]);
  expect(idsOf(survivorsOf(dataset, first, { areNextBest: false }))).toEqual(["plain", "best", "learned"]);
});
