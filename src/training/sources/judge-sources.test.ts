import { expect, test } from "vitest";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import type { Dataset } from "../../table/types.ts";
import { judgeSources, mostHarmful, overlapFactor } from "./judge-sources.ts";

const sources = ["a.csv", "b.csv", "c.csv"];
/** Parts that were held out. */
const THREE = { nHeldOut: 3 };
/** Ten rows a source; the class is that of the row's number, odd or even. */
function datasetOf(nSources: number): Dataset {
  const base = tinyDataset({ nRows: 10 * nSources });
  const labels = Float64Array.from({ length: base.nRows }, (_, row) => row % 2);
  const source = Int32Array.from({ length: base.nRows }, (_, row) => Math.floor(row / 10));
  return { ...base, labels, source, schema: { ...base.schema, sources: sources.slice(0, nSources) } };
}
/** The class is said to be what `sure` says of the row, a little less where the row's number can be divided by 5. */
const saidOf = ({ nRows, labels }: Dataset, sure: (row: number) => number) =>
  Float64Array.from({ length: 2 * nRows }, (_, at) => {
    const row = at >> 1;
    const right = sure(row) - (row % 5 === 0 ? 0.02 : 0);
    return labels[row] === at % 2 ? right : 1 - right;
  });
const rowsOf = ({ nRows }: Dataset) => Uint32Array.from({ length: nRows }, (_, row) => row);

test("a source without which all rows are predicted better does harm, as far as errors allow for models that share rows", () => {
  const dataset = datasetOf(3);
  const judged = judgeSources(dataset, {
    rows: rowsOf(dataset),
    nParts: 3,
    nHeldOut: 3,
    said: saidOf(dataset, () => 0.8),
    seconds: 2,
    without: [
      { source: 0, said: saidOf(dataset, () => 0.7), seconds: 1 },
      { source: 1, said: saidOf(dataset, () => 0.8), seconds: 1 },
      { source: 2, said: saidOf(dataset, () => 0.9), seconds: 1 },
    ],
  });
  // Six rows of 30 are said a little less surely: numpy.mean(ln .9/.8 · 24 + ln .88/.78 · 6), their deviation / sqrt(30), times sqrt(2.5).
  const differences = Array.from({ length: 30 }, (_, row) => Math.log(row % 5 === 0 ? 0.88 / 0.78 : 0.9 / 0.8));
  const mean = differences.reduce((sum, value) => sum + value, 0) / 30;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 29;
  const [better, same, worse] = judged.map(({ evidence }) => evidence);
  expect(worse.delta).toBeCloseTo(mean, 12);
  expect(worse.standardError).toBeCloseTo(Math.sqrt((2.5 * variance) / 30), 12);
  expect(worse).toMatchObject({ kind: "source", subject: "c.csv", alternative: "without", seconds: 3 });
  expect([better, same, worse].map(({ conclusion }) => conclusion)).toEqual(["better", "cannot tell", "worse"]);
  expect(mostHarmful(judged, THREE)?.source).toBe(2);
  // By so many standard errors; of one part it takes more of them.
  const by = (errors: number) => {
    const standardError = judged[2].evidence.delta / errors;
    return [...judged.slice(0, 2), { ...judged[2], evidence: { ...judged[2].evidence, standardError } }];
  };
  expect([0.9, 1.1].map((errors) => mostHarmful(by(errors), THREE)?.source)).toEqual([undefined, 2]);
  expect([2.9, 3.1].map((errors) => mostHarmful(by(errors), { nHeldOut: 1 })?.source)).toEqual([undefined, 2]);
  expect(judged[2].own.loss).toBeCloseTo(-(8 * Math.log(0.8) + 2 * Math.log(0.78)) / 10, 12);
  expect(judged[2].own.unseenLoss).toBeCloseTo(-(8 * Math.log(0.9) + 2 * Math.log(0.88)) / 10, 12);
  expect(overlapFactor(3, 3) ** 2).toBeCloseTo(1 + 3 * (1 / 2), 12);
  expect(overlapFactor(1, 3) ** 2).toBeCloseTo(1 + 1 / 2, 12);
});

test("rows with wrong labels do not speak for themselves: whoever says right what is right is no worse on them", () => {
  const dataset = datasetOf(3);
  // Half of the labels of the third source are wrong. With it in training, models are unsure of it, without it sure and half wrong.
  const isWrong = (row: number) => row >= 20 && row % 4 < 2;
  const unsure = saidOf(dataset, (row) => (row < 20 ? 0.85 : 0.52));
  const sure = saidOf(dataset, (row) => (isWrong(row) ? 0.03 : 0.95));
  const [{ evidence, own }] = judgeSources(dataset, {
    ...{ rows: rowsOf(dataset), nParts: 3, nHeldOut: 3, said: unsure, seconds: 0 },
    without: [{ source: 2, said: sure, seconds: 0 }],
  });
  // Taken at its word, the second would be far worse on these rows …
  expect(own.unseenLoss).toBeGreaterThan(1.5);
  expect(own.loss).toBeLessThan(0.7);
  // … and worse in all; but it is the better one.
  expect(evidence.conclusion).toBe("worse");
});

test("two sources that speak against each other, and most of the rows, are kept", () => {
  const two = datasetOf(2);
  const harmful = { rows: rowsOf(two), nParts: 3, nHeldOut: 3, said: saidOf(two, () => 0.6), seconds: 0 };
  const sure = saidOf(two, () => 0.9);
  const against = (codes: readonly number[]) =>
    judgeSources(two, {
      ...harmful,
      without: [0, 1].map((source) => ({ source, said: codes.includes(source) ? sure : harmful.said, seconds: 0 })),
    });
  expect(mostHarmful(against([1]), THREE)?.source).toBe(1);
  expect(mostHarmful(against([0, 1]), THREE)).toBeUndefined();
  const large = { ...two, source: two.source.map((_, row) => Number(row < 15)) };
  const judged = judgeSources(large, {
    ...harmful,
    without: [0, 1].map((source) => ({ source, said: source === 1 ? sure : harmful.said, seconds: 0 })),
  });
  expect(judged[1].evidence.conclusion).toBe("worse");
  expect(mostHarmful(judged, THREE)).toBeUndefined();
});

test("sources are judged by the loss that is trained: a quantile by its own, classes that count alike each by its mean", () => {
  const base = tinyDataset({ nRows: 30, task: "regression" });
  const source = Int32Array.from({ length: 30 }, (_, row) => Math.floor(row / 10));
  const labels = Float64Array.from({ length: 30 }, (_, row) => row % 10);
  const dataset = { ...base, labels, source, schema: { ...base.schema, sources } };
  // With all: 9 of every row, which is right of nine in ten; without: the mean, which is better by squares alone.
  const of = (value: number) => labels.map((label) => (label === 9 ? 8.9 : value));
  const tried = {
    ...{ rows: rowsOf(dataset), nParts: 3, nHeldOut: 3, said: of(9), seconds: 0 },
    without: [{ source: 2, said: of(4.5), seconds: 0 }],
  };
  const bySquares = judgeSources(dataset, tried)[0];
  const byQuantile = judgeSources(dataset, tried, { quantile: 0.99 })[0];
  expect(bySquares.evidence.delta).toBeGreaterThan(0);
  expect(byQuantile.evidence.delta).toBeLessThan(0);
  // By hand, of the labels 0 … 8: .01 · (9 − y) each, and of the largest .99 · .1; in standard deviations of all labels.
  const deviation = Math.sqrt(labels.reduce((sum, label) => sum + (label - 4.5) ** 2, 0) / 30);
  expect(byQuantile.own.loss).toBeCloseTo((0.01 * 45 + 0.099) / 10 / deviation, 2);

  const uneven = datasetOf(3);
  const rare = { ...uneven, labels: uneven.labels.map((_, row) => Number(row % 5 === 0)) };
  const said = (common: number, ofRare: number) =>
    Float64Array.from({ length: 60 }, (_, at) => {
      const label = rare.labels[at >> 1];
      const right = label === 1 ? ofRare : common;
      return label === at % 2 ? right : 1 - right;
    });
  const judged = (criterion?: "balancedLogLoss") =>
    judgeSources(
      rare,
      {
        ...{ rows: rowsOf(rare), nParts: 3, nHeldOut: 3, said: said(0.7, 0.7), seconds: 0 },
        without: [{ source: 2, said: said(0.9, 0.45), seconds: 0 }],
      },
      criterion,
    )[0];
  // Rows of the common class are four of five.
  expect(judged().own.loss - judged().own.unseenLoss).toBeCloseTo(
    0.8 * Math.log(0.9 / 0.7) + 0.2 * Math.log(0.45 / 0.7),
    12,
  );
  const alike = judged("balancedLogLoss").own;
  expect(alike.loss - alike.unseenLoss).toBeCloseTo(0.5 * Math.log(0.9 / 0.7) + 0.5 * Math.log(0.45 / 0.7), 12);
});
