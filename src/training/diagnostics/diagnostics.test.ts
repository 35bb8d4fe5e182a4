import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { philox } from "../../base/random.ts";
import { type ClassifiedRows, classDiagnostics, scoreSteps } from "./class-diagnostics.ts";
import {
  calibrationError,
  cheapestOutcome,
  classRows,
  costOf,
  outcomeAt,
  outcomesOf,
  precisionRecallCurve,
  rocCurve,
  shareInterval,
} from "./curves.ts";
import { diagnosticsSchema } from "./diagnostics.ts";
import { numberDiagnostics } from "./number-diagnostics.ts";

interface OracleCase {
  readonly name: string;
  readonly nClasses: number;
  readonly labels: number[];
  readonly predictions: number[];
  readonly confusion: number[];
  readonly curves: readonly {
    readonly roc: readonly [number[], number[]];
    readonly precisionRecall: readonly [number[], number[]];
    readonly rocAuc: number;
    readonly averagePrecision: number;
    readonly said: number[];
    readonly found: number[];
  }[];
  readonly precision: number[];
  readonly recall: number[];
  readonly f1: number[];
  readonly support: number[];
}
const oracle = JSON.parse(readFileSync(new URL("./fixtures/sklearn-curves.json", import.meta.url), "utf8")) as {
  cases: OracleCase[];
};
const pause = async () => {};

function expectAll(got: readonly number[], wanted: readonly number[]): void {
  expect(got).toHaveLength(wanted.length);
  got.forEach((value, index) => {
    expect(value, String(index)).toBeCloseTo(wanted[index], 12);
  });
}

/** Uniform, 0 … 1. */
const random = (index: number) => philox([index, 0, 0, 0], [1, 2])[0] / 0x100000000;

/** So many rows of two classes, the scores of the second one higher by chance. */
function manyRows(nRows: number): ClassifiedRows {
  const labels = Float64Array.from({ length: nRows }, (_, row) => Number(random(2 * row) < 0.1));
  const scores = labels.map((label, row) => (random(2 * row + 1) + label) / 2);
  const predictions = Float64Array.from({ length: 2 * nRows }, (_, i) =>
    i % 2 === 1 ? scores[(i - 1) / 2] : 1 - scores[i / 2],
  );
  return { task: "binary", nClasses: 2, labels, predictions };
}

describe("classes", () => {
  test.each(oracle.cases)("curves, areas and tables are scikit-learn's: $name", async (wanted) => {
    const { nClasses } = wanted;
    const rows = {
      task: nClasses === 2 ? ("binary" as const) : ("multiclass" as const),
      nClasses,
      labels: Float64Array.from(wanted.labels),
      predictions: Float64Array.from(wanted.predictions),
    };
    const found = await classDiagnostics(rows, pause);
    expect(found.confusion).toEqual(wanted.confusion);
    expect(found.classes.map(({ code }) => code)).toEqual(wanted.curves.map((_, code) => code));
    for (const [code, steps] of found.classes.entries()) {
      const curves = wanted.curves[code];
      const outcomes = outcomesOf(steps);
      const [roc, precisionRecall] = [rocCurve(outcomes), precisionRecallCurve(outcomes)];
      expectAll(
        roc.map(({ x }) => x),
        curves.roc[0],
      );
      expectAll(
        roc.map(({ y }) => y),
        curves.roc[1],
      );
      // Where all of a class are found, scikit-learn leaves out what only calls more of the others by its name.
      const nTold = curves.precisionRecall[0].length;
      expectAll(
        precisionRecall.slice(0, nTold).map(({ x }) => x),
        curves.precisionRecall[0],
      );
      expectAll(
        precisionRecall.slice(0, nTold).map(({ y }) => y),
        curves.precisionRecall[1],
      );
      expect(steps.rocAuc).toBeCloseTo(curves.rocAuc, 12);
      expect(steps.averagePrecision).toBeCloseTo(curves.averagePrecision, 12);
      expectAll(steps.calibration.said, curves.said);
      expectAll(steps.calibration.found, curves.found);
    }
    const table = classRows(found.confusion, nClasses);
    const orZero = (share: number) => (Number.isNaN(share) ? 0 : share);
    expectAll(
      table.map(({ precision }) => orZero(precision)),
      wanted.precision,
    );
    expectAll(
      table.map(({ recall }) => orZero(recall)),
      wanted.recall,
    );
    expectAll(
      table.map(({ f1 }) => orZero(f1)),
      wanted.f1,
    );
    expect(table.map(({ nRows }) => nRows)).toEqual(wanted.support);
  });

  test("many rows: few steps, none of them lost, and the same curve within the width of a step", async () => {
    const rows = manyRows(5000);
    const [all, few] = [scoreSteps(rows, 1, 100_000), scoreSteps(rows, 1, 100)];
    expect(few.thresholds.length).toBeLessThanOrEqual(100);
    expect(few.rocAuc).toBe(all.rocAuc);
    const points = rocCurve(outcomesOf(few));
    expect(points.at(-1)).toEqual({ x: 1, y: 1 });
    const exact = new Map(outcomesOf(all).map((outcome) => [outcome.threshold, outcome]));
    for (const outcome of outcomesOf(few)) expect(outcome).toEqual(exact.get(outcome.threshold));
    const gaps = points.slice(1).map(({ x, y }, index) => Math.max(x - points[index].x, y - points[index].y));
    expect(Math.max(...gaps)).toBeLessThan(0.045);
    const diagnostics = {
      nRows: 5000,
      labels: ["a", "b"],
      stages: { deployed: "tuned" },
      deployed: await classDiagnostics(rows, pause),
    };
    expect(JSON.stringify(diagnosticsSchema.parse(diagnostics)).length).toBeLessThan(20_000);
  });

  test("what is told at one half is what the confusion matrix counts, however many rows there are", async () => {
    for (const nRows of [50, 5000, 5001]) {
      const rows = manyRows(nRows);
      // Else the two classes part at one half themselves.
      const tilted = rows.predictions.map((share, i) => (i % 2 === 1 ? share ** 0.7 : 1 - (1 - share) ** 0.7));
      const { confusion, classes } = await classDiagnostics({ ...rows, predictions: tilted }, pause);
      const [rightlyNot, falseAlarms, missed, found] = confusion;
      const of = { nFound: found, nMissed: missed, nFalse: falseAlarms, nRightlyNot: rightlyNot };
      expect(outcomeAt(outcomesOf(classes[1]), 0.5)).toMatchObject(of);
    }
  });

  test("two hundred classes fit", async () => {
    const nClasses = 200;
    const labels = Float64Array.from({ length: 400 }, (_, row) => (row * row) % nClasses);
    const predictions = new Float64Array(400 * nClasses).map((_, index) => random(index));
    for (let row = 0; row < 400; row++) {
      const own = predictions.subarray(row * nClasses, (row + 1) * nClasses);
      const total = own.reduce((sum, value) => sum + value, 0);
      for (let code = 0; code < nClasses; code++) own[code] /= total;
    }
    const found = await classDiagnostics({ task: "multiclass", nClasses, labels, predictions }, pause);
    expect(found.classes).toHaveLength(20);
    expect(JSON.stringify(found).length).toBeLessThan(200_000);
  });

  test("thresholds and costs, by hand", () => {
    // Scores .9 (of it), .6 (not), .4 (of it), .1 (not).
    const predictions = Float64Array.from([0.1, 0.9, 0.4, 0.6, 0.6, 0.4, 0.9, 0.1]);
    const steps = scoreSteps({ task: "binary", nClasses: 2, labels: Float64Array.of(1, 0, 1, 0), predictions }, 1, 100);
    const outcomes = outcomesOf(steps);
    expect(outcomes.map(({ nFound, nFalse }) => [nFound, nFalse])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [2, 1],
      [2, 2],
    ]);
    expect(outcomeAt(outcomes, 0.5)).toMatchObject({ nFound: 1, nFalse: 1, nMissed: 1, nRightlyNot: 1 });
    expect(outcomeAt(outcomes, 0.95)).toMatchObject({ nFound: 0, nFalse: 0 });
    expect(outcomeAt(outcomes, 0)).toMatchObject({ nFound: 2, nFalse: 2 });
    expect(costOf(outcomes[2], { falseAlarm: 2, missed: 5 })).toBe(7);
    expect(cheapestOutcome(outcomes, { falseAlarm: 1, missed: 5 }).threshold).toBe(0.4);
    expect(cheapestOutcome(outcomes, { falseAlarm: 5, missed: 1 }).threshold).toBe(0.9);
    expect(calibrationError(steps)).toBeCloseTo((0.1 + 0.6 + 0.6 + 0.1) / 4, 12);
  });

  test("rows of one class have no curves", () => {
    const rows = {
      task: "binary",
      nClasses: 2,
      labels: Float64Array.of(1, 1),
      predictions: Float64Array.of(0, 1, 0.5, 0.5),
    };
    const steps = scoreSteps({ ...rows, task: "binary" }, 1, 100);
    expect(steps.rocAuc).toBeUndefined();
    expect(rocCurve(outcomesOf(steps))).toEqual([]);
    expect(precisionRecallCurve(outcomesOf(scoreSteps({ ...rows, task: "binary" }, 0, 100)))).toEqual([]);
  });

  test("Wilson's interval, by his formula in R's prop.test without correction", () => {
    // prop.test(7, 10, correct = FALSE): 0.3967781 0.8922087
    const [low, high] = shareInterval(0.7, 10);
    expect(low).toBeCloseTo(0.3967781, 6);
    expect(high).toBeCloseTo(0.8922087, 6);
    expect(shareInterval(0, 5)[0]).toBe(0);
  });
});

describe("numbers", () => {
  const labels = Float64Array.from({ length: 400 }, (_, row) => row / 4);
  const noise = labels.map((_, row) => random(row) - 0.5);
  const predictions = labels.map((label, row) => label - noise[row]);

  test("every row is in the picture and in the histogram, or counted outside", () => {
    const { picture, residuals, byPrediction, within } = numberDiagnostics({ labels, predictions });
    const counts = picture.cells.filter((_, index) => index % 3 === 2);
    expect(counts.reduce((sum, count) => sum + count, picture.nOutside)).toBe(400);
    expect(residuals.counts.reduce((sum, count) => sum + count, residuals.nBelow + residuals.nAbove)).toBe(400);
    expect(byPrediction.nRows.reduce((sum, count) => sum + count)).toBe(400);
    // A cell is one unit wide, and no residual is larger than half of it.
    for (let cell = 0; cell < picture.cells.length; cell += 3) {
      expect(Math.abs(picture.cells[cell] - picture.cells[cell + 1])).toBeLessThanOrEqual(1);
    }
    const errors = noise.map(Math.abs).sort();
    expect(within[0].error).toBeCloseTo((errors[199] + errors[200]) / 2, 12);
    expect(byPrediction.low.every((low, bin) => low <= byPrediction.median[bin])).toBe(true);
  });

  test("what lies far outside is counted, and does not take the room of the rest", () => {
    const far = labels.slice();
    far[399] = 1e6;
    const { picture, residuals } = numberDiagnostics({ labels: far, predictions });
    expect(picture.high).toBeLessThan(200);
    expect(residuals.high).toBeLessThan(1.5);
    expect([residuals.nBelow + residuals.nAbove, picture.nOutside].every((count) => count >= 1)).toBe(true);
  });

  test("one value alone, and one row alone", () => {
    const same = new Float64Array(30).fill(3);
    const found = numberDiagnostics({ labels: same, predictions: same });
    expect(found.picture.cells).toHaveLength(3);
    expect(found.byPrediction.nRows).toEqual([30]);
    expect(numberDiagnostics({ labels: same.subarray(0, 1), predictions: same.subarray(0, 1) }).within[3].error).toBe(
      0,
    );
  });
});
