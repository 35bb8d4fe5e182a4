import { expect, test } from "vitest";
import { tinyDataset, tinyDocument } from "../../pipeline/testing/tiny-pipeline.ts";
import type { Candidate } from "./candidates.ts";
import type { FoldModel } from "./members.ts";
import { SoFarFound } from "./so-far.ts";

const dataset = tinyDataset({ nRows: 100 });
const { validation, train } = dataset.split;
const parts = [validation, train.slice(0, validation.length)];

const candidate = (id: string): Candidate => ({
  ...{ id, title: `The ${id} one`, isLearned: false, changes: [] },
  document: tinyDocument([], []),
});

/** One that gives the class of each row of a part this probability, and a little more or less in turn. */
function saying(probability: number, fold = 0): FoldModel {
  const rows = parts[fold];
  const values = new Float64Array(2 * rows.length);
  rows.forEach((row, at) => {
    const own = probability + (at % 2 === 0 ? 0.01 : -0.01);
    values[2 * at + dataset.labels[row]] = own;
    values[2 * at + 1 - dataset.labels[row]] = 1 - own;
  });
  // Nobody asks what predicted it.
  const none = {} as Pick<FoldModel, "predictor" | "statistics" | "letThrough">;
  return { ...none, rows, values, stepsDone: 1, bestShare: 1, seconds: 1 };
}

const lossOf = (probability: number) => -(Math.log(probability + 0.01) + Math.log(probability - 0.01)) / 2;

test("names the best so far beside the plain one, once both were trained, by what they said of held-out rows", () => {
  const found = new SoFarFound(dataset);
  found.add(candidate("good"), 0, saying(0.8));
  expect(found.words).toBeUndefined();
  found.add(candidate("plain"), 0, saying(0.6));
  const { loss, plainLoss, standardError, ...rest } = found.words!;
  expect(rest).toMatchObject({ title: "The good one", kind: "better", nRows: validation.length, nTried: 1 });
  expect(validation.length % 2).toBe(0);
  expect(loss).toBeCloseTo(lossOf(0.8), 12);
  expect(plainLoss).toBeCloseTo(lossOf(0.6), 12);
  expect(standardError).toBeGreaterThan(0);
  found.add(candidate("bad"), 0, saying(0.5));
  expect(found.words).toMatchObject({ title: "The good one", nTried: 2 });
});

test("rests on more rows with each part that both were trained on, whichever core ends first", () => {
  const found = new SoFarFound(dataset);
  for (const [id, probability] of [
    ["plain", 0.7],
    ["first", 0.75],
    ["second", 0.72],
  ] as const)
    found.add(candidate(id), 0, saying(probability));
  expect(found.words?.title).toBe("The first one");
  // Of a part that comes before it is known what was said of the one in front of it, nothing is taken.
  found.add(candidate("second"), 1, saying(0.9, 1));
  expect(found.words).toMatchObject({ title: "The first one", nRows: validation.length });
  found.add(candidate("plain"), 1, saying(0.7, 1));
  expect(found.words).toMatchObject({ title: "The second one", nRows: parts[0].length + parts[1].length });
  expect(found.words?.loss).toBeCloseTo((lossOf(0.72) + lossOf(0.9)) / 2, 2);
  found.add(candidate("late"), 1, saying(0.9, 1));
  expect(found.words?.nTried).toBe(2);
});

test("says so where nothing is better, and what may be chance", () => {
  const found = new SoFarFound(dataset);
  found.add(candidate("plain"), 0, saying(0.7));
  found.add(candidate("worse"), 0, saying(0.6));
  expect(found.words).toMatchObject({ title: "The worse one", kind: "none" });
  const [same, other] = [saying(0.7), saying(0.7)];
  other.values.forEach((value, at) => {
    const row = Math.floor(at / 2);
    const change = row % 3 === 0 ? 0.1 : -0.045;
    other.values[at] = at % 2 === dataset.labels[validation[row]] ? value + change : value - change;
  });
  const even = new SoFarFound(dataset);
  even.add(candidate("plain"), 0, same);
  even.add(candidate("even"), 0, other);
  expect(even.words?.kind).not.toBe("better");
});
