import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StudioError } from "../base/error.ts";
import type { Task } from "../table/types.ts";
import { type MetricInput, type MetricName, metricsOfTask, prepareMetric } from "./metric-evaluators.ts";
import { computeMetrics, confusionMatrix, leadingMetrics, type Metrics, metricLabels } from "./metrics.ts";

interface OracleCase {
  readonly name: string;
  readonly task: Task;
  readonly nClasses: number;
  readonly labels: number[];
  readonly predictions: number[];
  readonly counts: number[];
  readonly metrics: Metrics;
  readonly confusion: number[] | null;
}

const oracle = JSON.parse(readFileSync(new URL("./fixtures/sklearn-metrics.json", import.meta.url), "utf8")) as {
  cases: OracleCase[];
};

/** Rows in the given order, each index as often as it is named. */
function pick(input: MetricInput, rows: readonly number[]): MetricInput {
  const width = input.task === "regression" ? 1 : input.nClasses;
  return {
    ...input,
    labels: Float64Array.from(rows, (row) => input.labels[row]),
    predictions: Float64Array.from(
      rows.flatMap((row) => [...input.predictions.subarray(row * width, (row + 1) * width)]),
    ),
  };
}

function expectClose(got: Metrics, wanted: Metrics, relative = 1e-12): void {
  expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, value] of Object.entries(wanted)) {
    const error = Math.abs(got[name as MetricName]! - value);
    // R² is 1 less a ratio: its rounding is that of the ratio, however close to 0 the rest is.
    const size = name === "r2" ? Math.max(1, Math.abs(value)) : Math.abs(value);
    expect(error, `${name}: ${got[name as MetricName]} for ${value}`).toBeLessThanOrEqual(relative * size);
  }
}

const classificationInput: fc.Arbitrary<MetricInput> = fc
  .record({ nClasses: fc.integer({ min: 2, max: 5 }), nRows: fc.integer({ min: 1, max: 30 }) })
  .chain(({ nClasses, nRows }) =>
    fc.record({
      task: fc.constant<Task>(nClasses === 2 ? "binary" : "multiclass"),
      nClasses: fc.constant(nClasses),
      labels: fc
        .array(fc.integer({ min: 0, max: nClasses - 1 }), { minLength: nRows, maxLength: nRows })
        .map((codes) => Float64Array.from(codes)),
      // Few distinct weights, so that ties and zeros are common.
      predictions: fc
        .array(
          fc.array(fc.integer({ min: 0, max: 6 }), { minLength: nClasses, maxLength: nClasses }).map((weights) => {
            const total = weights.reduce((sum, weight) => sum + weight, 0);
            return weights.map((weight) => (total === 0 ? 1 / nClasses : weight / total));
          }),
          { minLength: nRows, maxLength: nRows },
        )
        .map((rows) => Float64Array.from(rows.flat())),
    }),
  );

const regressionInput: fc.Arbitrary<MetricInput> = fc
  .array(fc.record({ label: fc.integer({ min: -50, max: 50 }), said: fc.integer({ min: -50, max: 50 }) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) => ({
    task: "regression",
    nClasses: 0,
    labels: Float64Array.from(rows, ({ label }) => label),
    predictions: Float64Array.from(rows, ({ said }) => said),
  }));

const anyInput = fc.oneof(classificationInput, regressionInput);

describe("against scikit-learn", () => {
  test.each(oracle.cases)("$name", ({ metrics, counts, confusion, ...rest }) => {
    const input: MetricInput = {
      ...rest,
      labels: Float64Array.from(rest.labels),
      predictions: Float64Array.from(rest.predictions),
    };
    const rows = counts.flatMap((count, row) => Array.from({ length: count }, () => row));
    const repeated = pick(input, rows);
    expectClose(computeMetrics(repeated), metrics);
    for (const name of metricsOfTask(input.task)) {
      const value = prepareMetric(input, name)(Float64Array.from(counts));
      expectClose(Number.isNaN(value) ? {} : { [name]: value }, name in metrics ? { [name]: metrics[name] } : {});
    }
    if (repeated.task !== "regression") {
      expect([...confusionMatrix({ ...repeated, task: repeated.task })]).toEqual(confusion);
    }
  });
});

describe("properties", () => {
  test("the order of rows does not matter", () => {
    fc.assert(
      fc.property(
        anyInput.chain((input) =>
          fc.tuple(
            fc.constant(input),
            fc.shuffledSubarray([...input.labels.keys()], { minLength: input.labels.length }),
          ),
        ),
        ([input, order]) => expectClose(computeMetrics(pick(input, order)), computeMetrics(input), 1e-11),
      ),
    );
  });

  test("counting a row twice is the same as giving it twice", () => {
    fc.assert(
      fc.property(anyInput, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (input, stream) => {
        const counts = Float64Array.from(input.labels, () => stream.next().value);
        const rows = [...counts].flatMap((count, row) => Array.from({ length: count }, () => row));
        const metrics: Metrics = {};
        for (const name of metricsOfTask(input.task)) {
          const value = prepareMetric(input, name)(counts);
          if (Number.isFinite(value)) metrics[name] = value;
        }
        expectClose(metrics, computeMetrics(pick(input, rows)), 1e-11);
      }),
    );
  });

  test("values stay within their bounds", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const [name, value] of Object.entries(computeMetrics(input))) {
          if (name !== "r2") expect(value).toBeGreaterThanOrEqual(0);
          if (!["rmse", "mae", "logLoss"].includes(name)) expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("the binary area under the curve is the share of pairs in the right order", () => {
    const binary = classificationInput.filter(({ task }) => task === "binary");
    fc.assert(
      fc.property(binary, (input) => {
        let pairs = 0;
        let right = 0;
        input.labels.forEach((label, row) => {
          input.labels.forEach((other, otherRow) => {
            if (label !== 1 || other !== 0) return;
            const gap = input.predictions[2 * row + 1] - input.predictions[2 * otherRow + 1];
            pairs += 1;
            right += gap > 0 ? 1 : gap === 0 ? 0.5 : 0;
          });
        });
        expect(computeMetrics(input).rocAuc).toBe(pairs === 0 ? undefined : right / pairs);
      }),
    );
  });
});

test("no rows have no metrics", () => {
  const labels = new Float64Array(0);
  expect(computeMetrics({ task: "binary", nClasses: 2, labels, predictions: labels })).toEqual({});
  expect(computeMetrics({ task: "regression", nClasses: 0, labels, predictions: labels })).toEqual({});
});

describe("wrong input is named", () => {
  const binary = { task: "binary", nClasses: 2 } as const;
  const half = [0.5, 0.5];
  test.each<[string, MetricInput]>([
    ["E_METRICS_LENGTH", { ...binary, labels: Float64Array.of(0, 1), predictions: Float64Array.from(half) }],
    ["E_METRICS_LABELS", { ...binary, labels: Float64Array.of(2), predictions: Float64Array.from(half) }],
    ["E_METRICS_LABELS", { ...binary, labels: Float64Array.of(Number.NaN), predictions: Float64Array.from(half) }],
    ["E_METRICS_PREDICTIONS", { ...binary, labels: Float64Array.of(0), predictions: Float64Array.of(3.1, -2.1) }],
    ["E_METRICS_PREDICTIONS", { ...binary, labels: Float64Array.of(0), predictions: Float64Array.of(0.5, Number.NaN) }],
    [
      "E_METRICS_PREDICTIONS",
      {
        task: "regression",
        nClasses: 0,
        labels: Float64Array.of(0),
        predictions: Float64Array.of(Number.POSITIVE_INFINITY),
      },
    ],
  ])("%s", (code, input) => {
    expect(() => computeMetrics(input)).toThrow(StudioError);
    expect(() => computeMetrics(input)).toThrow(code);
  });

  test("a metric of another task", () => {
    const input: MetricInput = { ...binary, labels: Float64Array.of(0), predictions: Float64Array.from(half) };
    expect(() => prepareMetric(input, "rmse")).toThrow("E_METRICS_TASK");
  });
});

describe("what leads", () => {
  test("accuracy and log loss, up to a share of 70 %", () => {
    expect(leadingMetrics("binary", [0.3, 0.7]).slice(0, 2)).toEqual(["accuracy", "logLoss"]);
  });
  test("balanced accuracy and log loss above it", () => {
    expect(leadingMetrics("binary", [0.701, 0.299]).slice(0, 2)).toEqual(["balancedAccuracy", "logLoss"]);
    expect(leadingMetrics("multiclass", [0.1, 0.8, 0.1]).slice(0, 2)).toEqual(["balancedAccuracy", "logLoss"]);
  });
  test("the root mean squared error and R² of a regression", () => {
    expect(leadingMetrics("regression", []).slice(0, 2)).toEqual(["rmse", "r2"]);
  });
  test.each(["binary", "multiclass", "regression"] as const)(
    "every metric of a %s task is shown and has words",
    (task) => {
      for (const shares of [
        [0.5, 0.5],
        [0.9, 0.1],
      ]) {
        const shown = leadingMetrics(task, shares);
        // These are there where a run is about them, and lead.
        const ofRuns = ["balancedLogLoss", "meanCost", "quantileLoss"];
        const usual = metricsOfTask(task).filter((name) => !ofRuns.includes(name));
        expect([...shown].sort()).toEqual([...usual].sort());
        expect(metricsOfTask(task).every((name) => metricLabels[name].label.length > 0)).toBe(true);
      }
    },
  );
});
