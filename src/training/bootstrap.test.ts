import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { philox, randomNormals, randomUniform, STREAMS } from "../base/random.ts";
import {
  type PairedBootstrapInput,
  type PairedBootstrapResult,
  pairedBootstrap,
  tailShare,
  verdictSentence,
} from "./bootstrap.ts";
import { type MetricName, metricsOfTask } from "./metric-evaluators.ts";
import { computeMetrics, metricLabels } from "./metrics.ts";

const key = (step: number) => ({ seed: 5, stream: STREAMS.sample, step });

/** Labels with two sets of predictions whose errors have the given sizes. */
function regression(options: { nRows: number; first: number; second: number }): PairedBootstrapInput {
  const labels = Float64Array.from(randomNormals(key(0), options.nRows));
  const noisy = (step: number, size: number) => {
    const noise = randomNormals(key(step), options.nRows);
    return labels.map((label, row) => label + size * noise[row]);
  };
  const [first, second] = [noisy(1, options.first), noisy(2, options.second)];
  const madeFor = { quantile: 0.3 };
  return { task: "regression", nClasses: 0, labels, first, second, metric: "mae", madeFor, seed: 1 };
}

function multiclass(nRows: number, metric: MetricName): PairedBootstrapInput {
  const labels = Float64Array.from({ length: nRows }, (_, row) => Math.floor(randomUniform(key(3), row) * 3));
  const guess = (step: number, skill: number) =>
    Float64Array.from(
      Array.from({ length: nRows }, (_, row) => {
        const weights = [0, 1, 2].map(
          (code) => randomUniform(key(step), 3 * row + code) + (code === labels[row] ? skill : 0),
        );
        const total = weights[0] + weights[1] + weights[2];
        return weights.map((weight) => weight / total);
      }).flat(),
    );
  const [first, second] = [guess(4, 0.5), guess(5, 0.3)];
  const costs = [0, 1, 2].map((is) => [0, 1, 2].map((said) => (is === said ? 0 : 1 + is + 2 * said)));
  const madeFor = { isBalanced: true, costs };
  return { task: "multiclass", nClasses: 3, labels, first, second, metric, madeFor, seed: 9 };
}

/** NumPy's default quantile, written as the weighted mean of two order statistics. */
function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = share * (sorted.length - 1);
  const weight = rank % 1;
  return (1 - weight) * sorted[Math.floor(rank)] + weight * sorted[Math.ceil(rank)];
}

/** Every resample is built row by row and measured by computeMetrics. */
function slowInterval(
  input: PairedBootstrapInput,
  nResamples: number,
  rowsOf: (resample: number) => readonly number[] = (resample) => rowsDrawnBy(input, resample),
  nGroups = input.labels.length,
): [number, number] {
  const { labels, task, nClasses, metric } = input;
  const width = task === "regression" ? 1 : nClasses;
  const differences: number[] = [];
  for (let resample = 0; differences.length < nResamples; resample++) {
    const rows = rowsOf(resample);
    const [first, second] = [input.first, input.second].map((predictions) => {
      const drawn = rows.flatMap((row) => [...predictions.subarray(row * width, (row + 1) * width)]);
      const drawnLabels = Float64Array.from(rows, (row) => labels[row]);
      const drawnInput = { task, nClasses, labels: drawnLabels, predictions: Float64Array.from(drawn) };
      return computeMetrics({ ...input.madeFor, ...drawnInput })[metric];
    });
    if (first === undefined || second === undefined) continue;
    differences.push(metricLabels[metric].better === "higher" ? first - second : second - first);
  }
  const tail = tailShare(nGroups);
  return [quantile(differences, tail), quantile(differences, 1 - tail)];
}

/** The same draws of rows. */
function rowsDrawnBy({ labels, seed }: PairedBootstrapInput, resample: number): readonly number[] {
  const rows: number[] = [];
  for (let element = 0; rows.length < labels.length; element++) {
    const words = philox([element, 0, resample, STREAMS.bootstrap], [seed, 0]);
    rows.push(...words.map((word) => Math.floor((word / 2 ** 32) * labels.length)));
  }
  return rows.slice(0, labels.length);
}

/** Φ(√(n / (n − 1)) · t) with t of scipy.stats.t.ppf(.025, n − 1). */
test.each([
  [6, 0.002432],
  [8, 0.005738],
  [12, 0.010757],
  [30, 0.018754],
  [120, 0.023384],
  [1000, 0.024804],
])("of %i groups as much is cut off as scipy says: %f", (nGroups, expected) => {
  expect(tailShare(nGroups)).toBeCloseTo(expected, 3);
});

describe("the interval", () => {
  test.each(metricsOfTask("multiclass"))("of %s is that of resamples built row by row", async (metric) => {
    const input = multiclass(25, metric);
    const { low, high } = await pairedBootstrap({ ...input, nResamples: 60 });
    const [slowLow, slowHigh] = slowInterval(input, 60);
    expect(low).toBeCloseTo(slowLow, 12);
    expect(high).toBeCloseTo(slowHigh, 12);
  });

  test.each(metricsOfTask("regression"))("of %s is that of resamples built row by row", async (metric) => {
    const input = { ...regression({ nRows: 21, first: 1, second: 1.4 }), metric };
    const { low, high } = await pairedBootstrap({ ...input, nResamples: 60 });
    const [slowLow, slowHigh] = slowInterval(input, 60);
    expect(low).toBeCloseTo(slowLow, 12);
    expect(high).toBeCloseTo(slowHigh, 12);
  });

  test("skips resamples on which the metric is undefined", async () => {
    const input = multiclass(8, "rocAuc");
    const rare = { ...input, labels: Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0) };
    const { low, high } = await pairedBootstrap({ ...rare, nResamples: 60 });
    const [slowLow, slowHigh] = slowInterval(rare, 60);
    expect(low).toBeCloseTo(slowLow, 12);
    expect(high).toBeCloseTo(slowHigh, 12);
  });

  test("of a mean agrees with the normal approximation, 1.96 standard errors either side", async () => {
    const input = regression({ nRows: 2000, first: 1, second: 1.1 });
    const gains = [...input.labels].map(
      (label, row) => Math.abs(input.second[row] - label) - Math.abs(input.first[row] - label),
    );
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    const deviation = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / gains.length);
    const half = (1.96 * deviation) / Math.sqrt(gains.length);
    const { difference, low, high, nRows } = await pairedBootstrap(input);
    expect(nRows).toBe(2000);
    expect(difference).toBeCloseTo(mean, 12);
    // 1,000 resamples know a 2.5 % quantile to about 8 % of the half width (one standard deviation is 0.05).
    expect(Math.abs(low - (mean - half)) / half).toBeLessThan(0.2);
    expect(Math.abs(high - (mean + half)) / half).toBeLessThan(0.2);
  });
});

/** Groups of the given sizes, whose rows stand in turn, so that no group is one stretch of rows. */
function groupsOf(sizes: readonly number[]): Int32Array {
  const groups: number[] = [];
  for (let round = 0; round < Math.max(...sizes); round++) {
    for (const [group, size] of sizes.entries()) if (round < size) groups.push(group);
  }
  return Int32Array.from(groups);
}

describe("more rows than are drawn one by one", () => {
  test("the interval of a mean agrees with the normal approximation", async () => {
    const input = regression({ nRows: 70_000, first: 1, second: 1.01 });
    const { low, high, nGroups } = await pairedBootstrap({ ...input, nResamples: 400 });
    const gains = input.labels.map(
      (label, row) => Math.abs(input.second[row] - label) - Math.abs(input.first[row] - label),
    );
    const mean = gains.reduce((total, gain) => total + gain, 0) / gains.length;
    const variance = gains.reduce((total, gain) => total + (gain - mean) ** 2, 0) / (gains.length - 1);
    const standardError = Math.sqrt(variance / gains.length);
    // 400 resamples know the width to about 5 % of it.
    expect(Math.abs((high - low) / standardError / 3.92 - 1)).toBeLessThan(0.15);
    expect(Math.abs((low + high) / 2 - mean) / standardError).toBeLessThan(0.4);
    expect(nGroups).toBeUndefined();
  });

  test("groups of two rows that go together make it √2 times as wide as rows would", async () => {
    const pairs = 30_000;
    const half = regression({ nRows: pairs, first: 1, second: 1.01 });
    const twice = (values: Float64Array) => Float64Array.from({ length: 2 * pairs }, (_, row) => values[row % pairs]);
    const input = { ...half, labels: twice(half.labels), first: twice(half.first), second: twice(half.second) };
    const groups = Int32Array.from({ length: 2 * pairs }, (_, row) => row % pairs);
    const [together, apart] = [
      await pairedBootstrap({ ...input, groups, nResamples: 400 }),
      await pairedBootstrap({ ...input, nResamples: 400 }),
    ];
    expect(together.nGroups).toBe(pairs);
    const ratio = (together.high - together.low) / (apart.high - apart.low);
    expect(Math.abs(ratio / Math.SQRT2 - 1)).toBeLessThan(0.15);
  });
});

describe("rows in groups", () => {
  const sizes = [1, 1, 2, 3, 5, 1, 4, 2, 6];
  const groups = groupsOf(sizes);

  /** The same draws of groups. */
  function rowsOfGroupsDrawnBy({ labels, seed }: PairedBootstrapInput, resample: number): readonly number[] {
    return sizes.flatMap((_, drawn) => {
      const word = philox([Math.floor(drawn / 4), 0, resample, STREAMS.bootstrap], [seed, 0])[drawn % 4];
      const group = Math.floor((word / 2 ** 32) * sizes.length);
      return [...labels.keys()].filter((row) => groups[row] === group);
    });
  }

  test.each(metricsOfTask("multiclass"))("the interval of %s is that of groups drawn as wholes", async (metric) => {
    const input = multiclass(groups.length, metric);
    const { low, high, nRows, nGroups } = await pairedBootstrap({ ...input, groups, nResamples: 60 });
    const [slowLow, slowHigh] = slowInterval(input, 60, (resample) => rowsOfGroupsDrawnBy(input, resample), 9);
    expect([nRows, nGroups]).toEqual([25, 9]);
    expect(low).toBeCloseTo(slowLow, 12);
    expect(high).toBeCloseTo(slowHigh, 12);
  });

  test("a group for each row is no group, whatever the numbers", async () => {
    const input = multiclass(30, "logLoss");
    const own = Int32Array.from({ length: 30 }, (_, row) => 900 - 7 * row);
    expect(await pairedBootstrap({ ...input, groups: own })).toEqual(await pairedBootstrap(input));
  });

  /** Gains of the first over the second that all rows of a group share in part: rows by themselves would tell too much. */
  function sharedGains(nGroups: number, step: number) {
    const normals = randomNormals(key(100 + step), nGroups * 14);
    const sizesOf = Array.from({ length: nGroups }, (_, group) => 1 + (group % 13));
    const groups = groupsOf(sizesOf);
    const gains = Array.from(groups, (group, row) => normals[group] + 0.3 * normals[nGroups + row]);
    const labels = new Float64Array(groups.length);
    const first = labels.map(() => 10);
    const second = Float64Array.from(gains, (gain) => 10 + gain);
    const input: PairedBootstrapInput = {
      task: "regression",
      nClasses: 0,
      labels,
      first,
      second,
      metric: "mae",
      seed: 1,
    };
    return { input, groups, gains };
  }

  test("the interval of a mean has the variance of a ratio of group totals", async () => {
    const { input, groups, gains } = sharedGains(400, 0);
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    const residuals = new Float64Array(400);
    for (const [row, group] of groups.entries()) residuals[group] += gains[row] - mean;
    // Cochran, "Sampling techniques" (1977), 6.4: the variance of a ratio estimate, to first order.
    const half = (1.96 * Math.sqrt(residuals.reduce((sum, residual) => sum + residual * residual, 0))) / gains.length;
    const { difference, low, high } = await pairedBootstrap({ ...input, groups });
    expect(difference).toBeCloseTo(mean, 9);
    expect(Math.abs(low - (mean - half)) / half).toBeLessThan(0.2);
    expect(Math.abs(high - (mean + half)) / half).toBeLessThan(0.2);
  });

  test("95 of 100 intervals hold the truth, not the half that rows drawn one by one would make", async () => {
    let nGrouped = 0;
    let nByRow = 0;
    const nTables = 100;
    for (let table = 0; table < nTables; table++) {
      const { input, groups } = sharedGains(60, table);
      const holds = ({ low, high }: PairedBootstrapResult) => Number(low <= 0 && high >= 0);
      nGrouped += holds(await pairedBootstrap({ ...input, groups, nResamples: 300 }));
      nByRow += holds(await pairedBootstrap({ ...input, nResamples: 300 }));
    }
    expect(nGrouped).toBeGreaterThanOrEqual(88);
    expect(nByRow).toBeLessThan(75);
  });

  test("no verdict is given on five groups, however many rows they have", async () => {
    const nRows = 60;
    const input: PairedBootstrapInput = {
      task: "regression",
      nClasses: 0,
      labels: new Float64Array(nRows),
      first: new Float64Array(nRows).fill(1),
      second: new Float64Array(nRows).fill(2),
      metric: "rmse",
      seed: 1,
    };
    const inGroups = (nGroups: number) => Int32Array.from({ length: nRows }, (_, row) => row % nGroups);
    expect((await pairedBootstrap({ ...input, groups: inGroups(5) })).verdict).toBe("no clear difference");
    expect((await pairedBootstrap({ ...input, groups: inGroups(6) })).verdict).toBe("better");
  });
});

describe("the verdict", () => {
  test("is better, and worse the other way round", async () => {
    const input = regression({ nRows: 300, first: 0.5, second: 1 });
    for (const metric of metricsOfTask("regression")) {
      const forward = await pairedBootstrap({ ...input, metric });
      const backward = await pairedBootstrap({ ...input, metric, first: input.second, second: input.first });
      expect(forward.verdict).toBe("better");
      expect(backward.verdict).toBe("worse");
      expect(backward.difference).toBeCloseTo(-forward.difference, 12);
      expect(backward.low).toBeCloseTo(-forward.high, 12);
    }
  });

  test("is no clear difference between equals", async () => {
    expect((await pairedBootstrap(regression({ nRows: 200, first: 1, second: 1 }))).verdict).toBe(
      "no clear difference",
    );
    const input = multiclass(50, "logLoss");
    expect(await pairedBootstrap({ ...input, second: input.first })).toEqual({
      difference: 0,
      low: 0,
      high: 0,
      verdict: "no clear difference",
      nRows: 50,
    });
  });

  test("is not given to float32 rounding, of which nothing is told", async () => {
    const input = regression({ nRows: 100, first: 1, second: 1 });
    const second = input.first.map((said, row) => input.labels[row] + (said - input.labels[row]) * (1 + 1e-8));
    const { verdict, difference, low, high } = await pairedBootstrap({ ...input, second });
    expect([verdict, difference, low, high]).toEqual(["no clear difference", 0, 0, 0]);
  });

  test("is not given on five rows, however they agree", async () => {
    const input = (nRows: number): PairedBootstrapInput => ({
      task: "regression",
      nClasses: 0,
      labels: new Float64Array(nRows),
      first: new Float64Array(nRows).fill(1),
      second: new Float64Array(nRows).fill(2),
      metric: "rmse",
      seed: 1,
    });
    expect((await pairedBootstrap(input(5))).verdict).toBe("no clear difference");
    expect((await pairedBootstrap(input(6))).verdict).toBe("better");
  });
});

test("the same seed gives the same result, another seed other resamples", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 0xffffffff }), async (seed) => {
      const input = { ...regression({ nRows: 30, first: 1, second: 1.2 }), nResamples: 50 };
      const result = await pairedBootstrap({ ...input, seed });
      expect(await pairedBootstrap({ ...input, seed })).toEqual(result);
      expect((await pairedBootstrap({ ...input, seed: (seed + 1) % 2 ** 32 })).low).not.toBe(result.low);
      expect(result.low).toBeLessThanOrEqual(result.high);
    }),
    { numRuns: 20 },
  );
});

test("a metric that is undefined on all rows is an error", async () => {
  const input = multiclass(10, "rocAuc");
  await expect(pairedBootstrap({ ...input, labels: new Float64Array(10) })).rejects.toThrow("E_METRICS_UNDEFINED");
});

describe("the sentence", () => {
  const names = { firstName: "Final", secondName: "the plain pipeline" };
  const result: PairedBootstrapResult = { difference: 0.0312, low: 0.0104, high: 0.05, verdict: "better", nRows: 1412 };
  test("for better, where higher is better", () => {
    expect(verdictSentence(result, { ...names, metric: "accuracy" })).toBe(
      "Final is better than the plain pipeline on 1,412 test rows: accuracy is 3.12 percentage points higher (95\u00a0% interval 1.04 to 5.00).",
    );
  });
  test("for better, where lower is better", () => {
    expect(verdictSentence(result, { ...names, metric: "logLoss" })).toBe(
      "Final is better than the plain pipeline on 1,412 test rows: log loss is 0.0312 lower (95\u00a0% interval 0.0104 to 0.0500).",
    );
  });
  test("says of shares what the numbers beside it differ by", () => {
    const said = (first: number, second: number) =>
      verdictSentence(
        { ...result, difference: first - second },
        { ...names, metric: "accuracy", values: [first, second] },
      );
    // 92.6 % and 60.3 %, which are 32.35 points apart before rounding.
    expect(said(63 / 68, 41 / 68)).toContain(
      "accuracy is 32.3 percentage points higher (95\u00a0% interval 1.0 to 5.0)",
    );
    expect(said(0.9004, 0.8996)).toContain("accuracy is under 0.1 percentage points higher");
  });
  test("for rows in groups", () => {
    const grouped = { ...result, nGroups: 1200 };
    expect(verdictSentence(grouped, { ...names, metric: "accuracy" })).toContain("on 1,412 test rows in 1,200 groups:");
  });
  test("for worse", () => {
    const worse: PairedBootstrapResult = { difference: -1234.5, low: -2000, high: -80.25, verdict: "worse", nRows: 90 };
    expect(verdictSentence(worse, { ...names, metric: "rmse" })).toBe(
      "Final is worse than the plain pipeline on 90 test rows: root mean squared error is 1,235 higher (95\u00a0% interval 80 to 2,000).",
    );
  });
  test("in the unit of the target, where the metric has one", () => {
    const said = (metric: "mae" | "r2") =>
      verdictSentence({ ...result, difference: 12.5, low: 2, high: 20 }, { ...names, metric, unit: "EUR" });
    expect(said("mae")).toContain("mean absolute error is 12.5 EUR lower (95\u00a0% interval 2.0 to 20.0).");
    expect(said("r2")).toContain("R² is 12.5 higher (95\u00a0% interval 2.0 to 20.0).");
  });
  test("for no clear difference", () => {
    const unclear: PairedBootstrapResult = {
      ...{ difference: -0.01, low: -0.03, high: 0.02, nRows: 1 },
      verdict: "no clear difference",
    };
    expect(verdictSentence(unclear, { ...names, metric: "r2" })).toBe(
      "No clear difference between Final and the plain pipeline on 1 test row: R² favours the plain pipeline by 0.0100 (95\u00a0% interval −0.0200 to 0.0300).",
    );
    expect(verdictSentence({ ...unclear, difference: 0, low: 0, high: 0 }, { ...names, metric: "accuracy" })).toBe(
      "No clear difference between Final and the plain pipeline on 1 test row: the same accuracy (95\u00a0% interval 0 to 0).",
    );
  });
});
