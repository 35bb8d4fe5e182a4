/** Intervals round predicted numbers: quantiles by hand, coverage by simulation, and what a run, a file and a table make of them. */
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { textFile } from "../app/open-table.ts";
import { openRows, predict as predictRows, writtenPredictions } from "../app/predict.ts";
import { whatIf } from "../app/what-if.ts";
import { randomNormal, randomUniform, STREAMS } from "../base/random.ts";
import { readPipelineJson, writePipelineJson } from "../export/json.ts";
import { app, tinyPipeline } from "../export/testing/tiny-pipeline.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { predict } from "./predict.ts";
import { intervalOf, intervalOfHeldOut } from "./prediction-interval.ts";
import { runTiny, smallDocument } from "./testing/tiny-run.ts";

const LEVEL = 0.9;
const normals = (seed: number, n: number) =>
  Float64Array.from({ length: n }, (_, i) => randomNormal({ seed, stream: STREAMS.sample, step: 0 }, i));
const uniforms = (seed: number, n: number) =>
  Float64Array.from({ length: n }, (_, i) => randomUniform({ seed, stream: STREAMS.sample, step: 1 }, i));

/** Bounds of residuals that are told apart by nothing. */
function boundsOf(residuals: Float64Array, more: Pick<Parameters<typeof intervalOf>[0], "weights" | "groups"> = {}) {
  const { interval } = intervalOf({ residuals, ...more });
  if (!interval) throw new Error("too few residuals");
  return interval;
}

describe("bounds", () => {
  // ⌈.95 (n + 1)⌉, counted in whole numbers.
  test.each([20, 21, 38, 39, 40, 59, 99, 100, 340, 1001])("are the order statistics of n + 1, by hand: n = %i", (n) => {
    const residuals = normals(n, n);
    const rank = Math.floor((95 * (n + 1) + 99) / 100);
    const sorted = [...residuals].sort((a, b) => a - b);
    expect(boundsOf(residuals)).toEqual({
      level: LEVEL,
      low: sorted[n - Math.min(rank, n)],
      high: sorted[Math.min(rank, n) - 1],
      nRows: n,
    });
  });

  test("are there from 20 residuals on, or as many groups", () => {
    expect(intervalOf({ residuals: normals(1, 19) })).toEqual({ nIndependent: 19 });
    const groups = Int32Array.from({ length: 40 }, (_, row) => row >> 2);
    expect(intervalOf({ residuals: normals(1, 40), groups })).toEqual({ nIndependent: 10 });
    expect(intervalOf({ residuals: new Float64Array(0) })).toEqual({ nIndependent: 0 });
  });

  test("of a row that counts k times are those of k equal rows that come together; the unit of weights says nothing", () => {
    const residuals = normals(3, 60);
    const weights = Float64Array.from(residuals, (_, row) => 1 + (row % 3));
    const rows = [...residuals.keys()].flatMap((row) => Array<number>(weights[row]).fill(row));
    const repeated = boundsOf(
      Float64Array.from(rows, (row) => residuals[row]),
      { groups: Int32Array.from(rows) },
    );
    const own = boundsOf(residuals, { weights });
    expect(own).toEqual({ ...repeated, nRows: 60 });
    expect(boundsOf(residuals, { weights: weights.map((weight) => 1000 * weight) })).toEqual(own);
    expect(boundsOf(residuals, { weights: weights.map(() => 0.1) })).toEqual(boundsOf(residuals));
  });

  test("hold the prediction, and are no nearer for that", () => {
    const above = uniforms(2, 50).map((value) => 1 + value);
    expect(boundsOf(above).low).toBe(0);
    expect(boundsOf(above.map((value) => -value)).high).toBe(0);
  });
});

/** P(X ≤ k) of X ~ B(n, p), term by term. */
function binomialUpTo(k: number, n: number, p: number): number {
  let term = n * Math.log(1 - p);
  let sum = Math.exp(term);
  for (let i = 1; i <= k; i++) {
    term += Math.log((n - i + 1) / i) + Math.log(p / (1 - p));
    sum += Math.exp(term);
  }
  return sum;
}

/** Neither fewer than promised nor, by an exact binomial test at 1 % on either side, more than `most`. */
function expectCoverage(nWithin: number, nTrials: number, most: number): void {
  expect(binomialUpTo(nWithin, nTrials, LEVEL)).toBeGreaterThan(0.01);
  if (most < 1) expect(1 - binomialUpTo(nWithin - 1, nTrials, most)).toBeGreaterThan(0.01);
}

describe("coverage of a new row, over tables that are drawn anew", () => {
  const DISTRIBUTIONS = {
    normal: normals,
    exponential: (seed: number, n: number) => uniforms(seed, n).map((u) => -Math.log(1 - u) - 1),
    cauchy: (seed: number, n: number) => uniforms(seed, n).map((u) => Math.tan(Math.PI * (u - 0.5))),
  };
  const cases = Object.entries(DISTRIBUTIONS).flatMap(([name, draw]) =>
    [20, 37, 150].map((n) => [name, n, draw] as const),
  );

  test.each(cases)("%s residuals, n = %i", (_, n, draw) => {
    const nTrials = 1500;
    let nWithin = 0;
    for (let seed = 1; seed <= nTrials; seed++) {
      const all = draw(seed * 1009 + n, n + 1);
      const { low, high } = boundsOf(all.subarray(0, n));
      if (all[n] >= low && all[n] <= high) nWithin++;
    }
    // Continuous residuals are held by at most one more of n + 1 on either side.
    expectCoverage(nWithin, nTrials, LEVEL + 2 / (n + 1));
  });

  test("rows of a group have most of their error in common", () => {
    const [nGroups, size, nTrials] = [25, 6, 1500];
    let nWithin = 0;
    const groups = Int32Array.from({ length: nGroups * size }, (_, row) => Math.floor(row / size));
    for (let seed = 1; seed <= nTrials; seed++) {
      const [shared, own] = [normals(seed, nGroups + 1), normals(seed + 50_000, nGroups * size + 1)];
      const residuals = own.subarray(0, -1).map((value, row) => 3 * shared[groups[row]] + value);
      const { low, high } = boundsOf(residuals, { groups });
      const next = 3 * shared[nGroups] + own[nGroups * size];
      if (next >= low && next <= high) nWithin++;
    }
    expectCoverage(nWithin, nTrials, 1);
  });

  test("residuals of folds, and the mean of their models for the new row", () => {
    const [n, nFolds, nTrials] = [40, 4, 1500];
    let nWithin = 0;
    for (let seed = 1; seed <= nTrials; seed++) {
      const [x, noise] = [normals(seed, n + 1), normals(seed + 90_000, n + 1)];
      const y = x.map((value, row) => 2 * value + noise[row]);
      const models = Array.from({ length: nFolds }, (_, fold) =>
        lineThrough(x, y, (row) => row < n && row % nFolds !== fold),
      );
      const residuals = y.subarray(0, n).map((value, row) => value - models[row % nFolds](x[row]));
      const { low, high } = boundsOf(residuals);
      const residual = y[n] - models.reduce((sum, model) => sum + model(x[n]) / nFolds, 0);
      if (residual >= low && residual <= high) nWithin++;
    }
    expectCoverage(nWithin, nTrials, 1);
  });
});

/** Least squares. */
function lineThrough(x: Float64Array, y: Float64Array, isTaken: (row: number) => boolean): (at: number) => number {
  const rows = [...x.keys()].filter(isTaken);
  const mean = (values: Float64Array) => rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
  const [mx, my] = [mean(x), mean(y)];
  const slope =
    rows.reduce((sum, row) => sum + (x[row] - mx) * (y[row] - my), 0) /
    rows.reduce((sum, row) => sum + (x[row] - mx) ** 2, 0);
  return (at) => my + slope * (at - mx);
}

describe("a run", () => {
  const dataset = tinyDataset({ nRows: 100, task: "regression" });
  const settings = { deploy: "ensemble", maxSteps: 2 } as const;

  test("finds its interval on held-out rows, and measures it on test rows, which change nothing of it", async () => {
    const { trained } = await runTiny({ dataset, document: smallDocument(dataset, settings) });
    const { heldOut, interval, report, predictor } = trained;
    const { train, validation, test: tested } = dataset.split;
    if (!heldOut || !interval || !report.interval) throw new Error("no interval");
    expect([...heldOut.rows].sort((a, b) => a - b)).toEqual([...train, ...validation].sort((a, b) => a - b));
    const residuals = [...heldOut.rows].map((row, index) => dataset.labels[row] - heldOut.values[index]);
    residuals.sort((a, b) => a - b);
    const n = residuals.length;
    const rank = Math.ceil((95 * (n + 1)) / 100);
    expect(interval).toEqual({ level: LEVEL, low: residuals[n - rank], high: residuals[rank - 1], nRows: n });
    const { values } = await predict(predictor, dataset, { rows: tested });
    const within = [...tested].filter((row, index) => {
      const residual = dataset.labels[row] - values[index];
      return residual >= interval.low && residual <= interval.high;
    });
    expect(report.interval).toEqual({
      ...interval,
      test: { nRows: tested.length, share: within.length / tested.length },
    });

    const labels = dataset.labels.slice();
    for (const row of tested) labels[row] += 1000;
    const other = { ...dataset, labels };
    const again = await runTiny({ dataset: other, document: smallDocument(other, settings) });
    expect(again.trained.interval).toEqual(interval);
    expect(again.trained.report.interval?.test?.share).toBe(0);
  });

  test("has none of quantiles, of classes and of few rows, and says so", async () => {
    const quantile = await runTiny({
      dataset,
      document: smallDocument(dataset, { ...settings, loss: "quantile", quantile: 0.9 }),
    });
    expect(quantile.trained.interval).toBeUndefined();
    expect(quantile.trained.report.notes.join()).toContain("each is the end of one");
    const classes = tinyDataset({ nRows: 60 });
    const { trained } = await runTiny({ dataset: classes, document: smallDocument(classes, settings) });
    expect([trained.interval, trained.report.interval]).toEqual([undefined, undefined]);
    expect(trained.report.notes.join()).not.toContain("interval");
    const few = tinyDataset({ nRows: 20, task: "regression" });
    const small = await runTiny({ dataset: few, document: smallDocument(few, settings) });
    expect(small.trained.interval).toBeUndefined();
    expect(small.trained.report.notes.join()).toContain("it takes 20 held-out rows at least");
  });

  test("counts rows by their weights", () => {
    const rowWeights = Float64Array.from({ length: dataset.nRows }, (_, row) => (row % 2 === 0 ? 1 : 3));
    const rows = dataset.split.train;
    const heldOut = { rows, values: new Float64Array(rows.length) };
    const weights = Float64Array.from(rows, (row) => rowWeights[row]);
    const residuals = Float64Array.from(rows, (row) => dataset.labels[row]);
    expect(intervalOfHeldOut({ ...dataset, rowWeights }, heldOut)).toEqual(intervalOf({ residuals, weights }));
    expect(intervalOfHeldOut(dataset, heldOut)).toEqual(intervalOf({ residuals }));
  });
});

describe("a trained pipeline with an interval", () => {
  const interval = { level: LEVEL, low: -0.75, high: 1.5, nRows: 80 };
  const trained = { ...tinyPipeline("regression"), interval };
  const without = tinyPipeline("regression");

  test("keeps it in its file, whose hash covers it; files without open as they did", async () => {
    const text = await writePipelineJson(trained, { app, catalogue });
    const opened = await readPipelineJson(text, { catalogue });
    expect(opened.trained?.interval).toEqual(interval);
    expect(opened.isChanged).toBeUndefined();
    const changed = await readPipelineJson(text.replace(/"high":\s*1\.5/, '"high":0.5'), { catalogue });
    expect(changed.trained?.interval?.high).toBe(0.5);
    expect(changed.isChanged).toBe(true);
    const before = await readPipelineJson(await writePipelineJson(without, { app, catalogue }), { catalogue });
    expect(before.trained?.interval).toBeUndefined();
    expect(before.isChanged).toBeUndefined();
    await expect(readPipelineJson(text.replace(/"low":\s*-0\.75/, '"low":0.75'), { catalogue })).rejects.toThrow(
      "interval",
    );
  });

  test("writes its ends beside each prediction, and tells them of a made-up row", async () => {
    const csv = "size,weight,day,colour,prediction_low\n12,1.5,2024-01-11,red,x\n,,,,y\n";
    const rows = await openRows(trained, [textFile("rows.csv", csv)]);
    const predictions = await predictRows(rows);
    for (const format of ["csv", "jsonl"] as const) {
      const text = [...writtenPredictions(rows, predictions, { format })].join("");
      const read =
        format === "csv"
          ? Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
          : text
              .trimEnd()
              .split("\n")
              .map((line): Record<string, unknown> => JSON.parse(line));
      expect(Object.keys(read[0]).slice(-3)).toEqual(["prediction", "prediction_low_2", "prediction_high"]);
      read.forEach((row, index) => {
        const said = predictions.values[index];
        expect(["prediction", "prediction_low_2", "prediction_high"].map((name) => Number(row[name]))).toEqual([
          said,
          said - 0.75,
          said + 1.5,
        ]);
      });
    }
    const cells = { size: "12", weight: "1.5", day: "2024-01-11", colour: "red" };
    const [said] = (await whatIf(trained, { cells, pause: async () => {} })).values;
    expect(await whatIf(trained, { cells, pause: async () => {} })).toMatchObject({
      interval: { level: LEVEL, low: said - 0.75, high: said + 1.5 },
    });
    expect((await whatIf(without, { cells, pause: async () => {} })).interval).toBeUndefined();
    const plain = await openRows(without, [textFile("rows.csv", csv)]);
    expect([...writtenPredictions(plain, predictions)].join("").split("\n")[0]).toBe(
      "size,weight,day,colour,prediction_low,prediction",
    );
  });
});
