import { expect, test } from "vitest";
import type { Dataset } from "../table/types.ts";
import { weaknessesOf } from "./weaknesses.ts";

const rows = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, index) => from + index);

/** Of the rows, the last `nTest` are tested. */
function dataset(labels: readonly number[], nTest: number, classes: readonly string[] = []): Dataset {
  const task = classes.length === 0 ? ("regression" as const) : ("multiclass" as const);
  const n = labels.length;
  return {
    schema: {
      numbers: [],
      categories: [],
      sources: [],
      target: { name: "y", task, taskReason: "", classes: classes.map((label) => ({ label, spellings: [label] })) },
    },
    nRows: n,
    numbers: new Float32Array(0),
    missing: new Uint8Array(0),
    categories: new Int32Array(0),
    labels: Float64Array.from(labels),
    source: new Int32Array(n),
    split: { train: rows(0, n - nTest), validation: rows(0, 0), test: rows(n - nTest, n) },
  };
}

const alternating = (n: number) => Array.from({ length: n }, (_, row) => row % 2);

test("nothing is said of a balanced table with enough rows", () => {
  expect(weaknessesOf(dataset(alternating(400), 100, ["a", "b"]))).toEqual([]);
});

test("a class with one row of a hundred: it is told how few test it, and that accuracy says little", () => {
  const labels = Array.from({ length: 500 }, () => 0);
  labels[499] = 1;
  expect(weaknessesOf(dataset(labels, 100, ["no", "yes"]))).toEqual([
    "The result says next to nothing of “yes” (1 of the 100 test rows, 0 training rows): too few of its rows are tested.",
    "99.0 % of the test rows are “no”: a high accuracy says little here, since always saying “no” would have it, too. Look at the balanced accuracy.",
  ]);
});

test("a class that is trained on and never tested; a class that is nowhere is not told of", () => {
  const labels = [...Array.from({ length: 10 }, () => 2), ...alternating(200)];
  const [told, ...others] = weaknessesOf(dataset(labels, 100, ["a", "b", "c", "gone"]));
  expect(told).toContain("“c” (none of the 100 test rows, 10 training rows)");
  expect(others).toEqual([]);
});

test("without test rows there is nothing to weaken", () => {
  expect(weaknessesOf(dataset(alternating(100), 0, ["a", "b"]))).toEqual([]);
});

test("whole numbers that are nearly all different and without gaps are taken for ids; counts, ages and measurements are not", () => {
  const ids = Array.from({ length: 200 }, (_, row) => 1000 + ((row * 77) % 200));
  expect(weaknessesOf(dataset(ids, 50)).join()).toContain("as row numbers or ids are");
  expect(weaknessesOf(dataset([...ids, Number.NaN], 50)).join()).toContain("ids");
  const ages = Array.from({ length: 200 }, (_, row) => 18 + ((row * 7) % 60));
  const prices = Array.from({ length: 200 }, (_, row) => 10_000 + row * 137);
  const lengths = Array.from({ length: 200 }, (_, row) => row + 0.5);
  for (const values of [ages, prices, lengths]) expect(weaknessesOf(dataset(values, 50))).toEqual([]);
});
