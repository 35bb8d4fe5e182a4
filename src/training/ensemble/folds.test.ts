import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import type { Dataset } from "../../table/types.ts";
import { evidenceRows, foldsOf, innerSplit } from "./folds.ts";

const range = (first: number, end: number) => Uint32Array.from({ length: end - first }, (_, index) => first + index);
const options = { seed: 7, split: { by: "random" }, trainingOnlySources: [] } as const;

/** Rows in this order, the first for testing, then those that validate, then those that train. */
function tableOf(nTest: number, nValidation: number, nTrain: number, more: Partial<Dataset> = {}): Dataset {
  const nRows = nTest + nValidation + nTrain;
  const split = {
    test: range(0, nTest),
    validation: range(nTest, nTest + nValidation),
    train: range(nTest + nValidation, nRows),
  };
  const labels = Float64Array.from({ length: nRows }, (_, row) => row % 2);
  return { ...tinyDataset(), nRows, split, labels, source: new Int32Array(nRows), ...more };
}

const all = (split: Dataset["split"]) => [...split.train, ...split.validation, ...split.test].sort((a, b) => a - b);

describe("folds", () => {
  test("hold out each row that is not for testing once; the first is the split itself", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 120 }),
        (...n) => {
          const dataset = tableOf(...n);
          const folds = foldsOf(dataset, options);
          expect(folds[0]).toBe(dataset.split);
          for (const fold of folds) {
            expect(all(fold)).toEqual(all(dataset.split));
            expect(fold.test).toBe(dataset.split.test);
            expect([...fold.train]).toEqual([...fold.train].sort((a, b) => a - b));
            expect([...fold.validation]).toEqual([...fold.validation].sort((a, b) => a - b));
          }
          if (folds.length === 1) return;
          const held = folds.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b);
          expect(held).toEqual([...dataset.split.train, ...dataset.split.validation].sort((a, b) => a - b));
        },
      ),
    );
  });

  test("are as many as the validation rows go into all, five at most, of about one size, with classes spread evenly", () => {
    const folds = foldsOf(tableOf(20, 20, 60), options);
    expect(folds.map(({ validation }) => validation.length)).toEqual([20, 20, 20, 20]);
    const dataset = tableOf(0, 20, 60);
    for (const { validation } of foldsOf(dataset, options)) {
      expect(validation.reduce((sum, row) => sum + dataset.labels[row], 0)).toBe(10);
    }
    expect(foldsOf(tableOf(5, 5, 95), options)).toHaveLength(5);
    expect(foldsOf(tableOf(5, 95, 5), options)).toHaveLength(1);
  });

  test("never part a group", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 12 }), { minLength: 60, maxLength: 60 }), (groups) => {
        // Groups do not cross the split: validation rows have groups of their own.
        const apart = groups.map((group, row) => (group < 0 ? -1 : row < 15 ? group : 100 + group));
        const dataset = tableOf(0, 15, 45, { groups: Int32Array.from(apart) });
        for (const { train, validation } of foldsOf(dataset, options)) {
          const held = new Set(Array.from(validation, (row) => apart[row]).filter((group) => group >= 0));
          for (const row of train) expect(held.has(apart[row])).toBe(false);
        }
      }),
    );
  });

  test("are the same for a seed and others for another", () => {
    const dataset = tableOf(20, 20, 60);
    expect(foldsOf(dataset, options)).toEqual(foldsOf(dataset, options));
    expect(foldsOf(dataset, { ...options, seed: 8 })).not.toEqual(foldsOf(dataset, options));
  });

  test("never hold out rows of a source that nothing is judged by", () => {
    const source = Int32Array.from({ length: 100 }, (_, row) => Number(row >= 70));
    const base = tableOf(20, 20, 60, { source });
    const dataset = { ...base, schema: { ...base.schema, sources: ["a", "b"] } };
    for (const { validation } of foldsOf(dataset, { ...options, trainingOnlySources: ["b"] })) {
      for (const row of validation) expect(row).toBeLessThan(70);
    }
  });

  test("are one where time, a column or files tell the split, and where no row validates", () => {
    const dataset = tableOf(20, 20, 60);
    for (const split of [
      { by: "time", column: "day" },
      { by: "column", column: "set", parts: [] },
      { by: "files", parts: [] },
    ] as const) {
      expect(foldsOf(dataset, { ...options, split })).toEqual([dataset.split]);
    }
    expect(foldsOf(tableOf(20, 0, 60), options)).toHaveLength(1);
  });
});

test("training rows are parted once more without touching the others", () => {
  const dataset = tableOf(20, 20, 60);
  const { train, validation, test: tested } = innerSplit(dataset, options);
  expect([...train, ...validation].sort((a, b) => a - b)).toEqual([...dataset.split.train]);
  expect(validation).toHaveLength(15);
  expect(tested).toBe(dataset.split.test);
  const few = tableOf(2, 2, 3);
  expect(innerSplit(few, options)).toBe(few.split);
});

test("evidence is all rows that are held out, or a sample of many", () => {
  const few = tableOf(0, 30, 30);
  expect(evidenceRows(few, 1)).toBe(few.split.validation);
  const many = tableOf(0, 50_000, 10);
  const rows = evidenceRows(many, 1);
  expect(rows).toHaveLength(20_000);
  expect(new Set(rows).size).toBe(20_000);
  expect(evidenceRows(many, 1)).toEqual(rows);
});
