/** A column by which rows count: in training, in metrics, in evidence and in the verdict. */
import { describe, expect, test } from "vitest";
import { openTable, textFile } from "../app/open-table.ts";
import { trainingTable } from "../app/training-table.ts";
import { nodeEngines } from "../cli/node-engines.ts";
import { gradientProgram } from "../engine/step/gradient-program.ts";
import { writeObjectives } from "../engine/step/objectives.ts";
import { gatherRows, rowInputs } from "../engine/step/row-inputs.ts";
import { trainingInputs } from "../engine/step/step-feeds.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { splitSettingsSchema } from "../pipeline/document.ts";
import { fit } from "../pipeline/fit.ts";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { evaluate } from "../program/evaluate.ts";
import { initialParameters, parameterNodes } from "../program/parameters.ts";
import type { Dataset, Task } from "../table/types.ts";
import { constantPredictions } from "./baselines-constant.ts";
import { pairedBootstrap } from "./bootstrap.ts";
import { chooseWeights, rowLosses } from "./ensemble/choose-members.ts";
import { outOfFoldOf } from "./ensemble/out-of-fold.ts";
import { computeMetrics } from "./metrics.ts";
import { softSchedule } from "./plan.ts";
import { runTiny, smallDocument } from "./testing/tiny-run.ts";

function weighed(dataset: Dataset, weightOf: (row: number) => number): Dataset {
  const rowWeights = Float64Array.from({ length: dataset.nRows }, (_, row) => weightOf(row));
  return { ...dataset, schema: { ...dataset.schema, weight: "w" }, rowWeights };
}

describe("rows that count by a column", () => {
  test.each(["binary", "multiclass", "regression"] satisfies Task[])(
    "pull at the weights of a model as repeated rows do: %s",
    (task) => {
      const dataset = weighed(tinyDataset({ nRows: 60, task }), (row) => 1 + (row % 3));
      const document = smallDocument(dataset);
      const { program, statistics } = fit({ catalogue, document, dataset, seed: 1 });
      const objectives = writeObjectives(program);
      const names = new Set(parameterNodes(program.nodes).map(({ name }) => name));
      const { nodes, gradients } = gradientProgram(objectives, objectives.trainLoss, names);
      const { labelOffset, labelScale } = statistics;
      const inputs = trainingInputs(program, softSchedule(document.training, 10), { seed: 3, step: 0 });
      const parameters = initialParameters(program, 1);
      const valuesOn = (rows: Uint32Array, data: Dataset) => {
        const perRow = rowInputs(nodes, { ...data, labelOffset, labelScale }).map(
          (input) => [input.name, gatherRows(input, rows)] as const,
        );
        const feeds = { nRows: rows.length, inputs: { ...inputs, ...Object.fromEntries(perRow) }, parameters };
        return evaluate(nodes, feeds, [objectives.trainLoss, ...gradients.values()]).flatMap(({ data }) => [...data]);
      };
      const { train } = dataset.split;
      const repeated = Uint32Array.from([...train].flatMap((row) => Array<number>(1 + (row % 3)).fill(row)));
      const alike = valuesOn(
        repeated,
        weighed(dataset, () => 1),
      );
      // The mean of weights over training rows is 1, in float32.
      valuesOn(train, dataset).forEach((value, index) => {
        expect(Math.abs(value - alike[index])).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(alike[index])));
      });
    },
  );

  test("count alike where all weights are one number, whatever it is, and on every engine", async () => {
    const dataset = tinyDataset({ nRows: 60 });
    const document = smallDocument(dataset, { maxSteps: 2 });
    const run = async (own: Dataset, more = {}) => (await runTiny({ dataset: own, document, ...more })).trained;
    const [plain, equal, unequal] = [
      await run(dataset),
      await run(weighed(dataset, () => 4)),
      await run(weighed(dataset, (row) => (row % 4 === 0 ? 9 : 0.5))),
    ];
    expect(equal.predictor.parameters).toEqual(plain.predictor.parameters);
    expect(equal.report.metrics).toEqual(plain.report.metrics);
    expect(unequal.predictor.parameters).not.toEqual(plain.predictor.parameters);
    expect(unequal.report.notes[0]).toContain("Rows count by “w”");
    expect(plain.report.notes.join()).not.toContain("Rows count by");
    const { engine } = await nodeEngines(1).choose("compiled-wasm");
    const compiled = await run(
      weighed(dataset, (row) => (row % 4 === 0 ? 9 : 0.5)),
      { engine },
    );
    engine.dispose();
    const lossOf = ({ report }: typeof compiled) => report.metrics.test.tuned?.logLoss ?? 0;
    expect(lossOf(compiled)).toBeCloseTo(lossOf(unequal), 4);
  });

  test("count in metrics as in scikit-learn", () => {
    const weights = Float64Array.of(0.5, 2, 1, 1.5, 0.25, 3);
    const labels = Float64Array.of(0, 1, 1, 0, 1, 0);
    const predictions = Float64Array.from([0.2, 0.6, 0.4, 0.7, 0.9, 0.1].flatMap((p) => [1 - p, p]));
    const ofClasses = computeMetrics({ task: "binary", nClasses: 2, labels, predictions, weights });
    // scikit-learn 1.2.1 with sample_weight.
    expect(ofClasses.accuracy).toBeCloseTo(0.696969696969697, 12);
    expect(ofClasses.balancedAccuracy).toBeCloseTo(0.6961538461538461, 12);
    expect(ofClasses.logLoss).toBeCloseTo(0.5088357136291007, 12);
    expect(ofClasses.macroF1).toBeCloseTo(0.6898496240601504, 12);
    expect(ofClasses.rocAuc).toBeCloseTo(0.7230769230769231, 12);
    const ofNumbers = computeMetrics({
      task: "regression",
      nClasses: 0,
      labels: Float64Array.of(1, 2, 4, 3, 5, 2),
      predictions: Float64Array.of(1.5, 2, 3, 3.5, 4, 2.5),
      weights,
    });
    expect(ofNumbers.rmse).toBeCloseTo(0.5504818825631803, 12);
    expect(ofNumbers.mae).toBeCloseTo(0.45454545454545453, 12);
    expect(ofNumbers.r2).toBeCloseTo(0.6180555555555556, 12);
    const shares = constantPredictions({ task: "binary", nClasses: 2, trainLabels: labels, nRows: 1, weights });
    expect(Array.from(shares)).toEqual([5 / 8.25, 3.25 / 8.25]);
  });

  test.each(["logLoss", "rocAuc"] as const)("count in the verdict: %s", async (metric) => {
    const nRows = 40;
    const labels = Float64Array.from({ length: nRows }, (_, row) => row % 2);
    const saying = (right: (row: number) => number) =>
      Float64Array.from(
        [...labels].flatMap((label, row) =>
          label === 1 ? [1 - right(row), right(row)] : [right(row), 1 - right(row)],
        ),
      );
    const first = saying((row) => 0.6 + (row % 7) / 20);
    const second = saying((row) => 0.9 - (row % 5) / 10);
    const weights = Float64Array.from(labels, (_, row) => 1 + (row % 4));
    const sides = { task: "binary", nClasses: 2, labels } as const;
    const { difference } = await pairedBootstrap({ ...sides, first, second, metric, weights, seed: 1, nResamples: 20 });
    const [one, other] = [first, second].map(
      (predictions) => computeMetrics({ ...sides, predictions, weights })[metric] ?? Number.NaN,
    );
    expect(difference).toBeCloseTo((metric === "logLoss" ? -1 : 1) * (one - other), 12);
  });

  test("count in what members are chosen by: a row of weight 0 decides nothing", () => {
    const dataset = weighed(tinyDataset({ nRows: 60 }), (row) => (row % 2 === 0 ? 3 : 0));
    const rows = Uint32Array.from({ length: 40 }, (_, row) => row);
    const saying = (even: number, odd: number) =>
      Float64Array.from(
        [...rows].flatMap((row) => {
          const right = row % 2 === 0 ? even : odd;
          return dataset.labels[row] === 0 ? [right, 1 - right] : [1 - right, right];
        }),
      );
    const evidence = outOfFoldOf(dataset, rows, [saying(0.9, 0.1), saying(0.5, 0.99)]);
    const losses = rowLosses(evidence.scores[0], evidence);
    expect(losses.reduce((sum, loss) => sum + loss, 0) / rows.length).toBeCloseTo(-Math.log(0.9), 12);
    expect(chooseWeights(evidence, { most: 2, sizes: [1, 1], mostSize: 2 })).toEqual([1, 0]);
  });
});

describe("a column of weights", () => {
  const lines = (weights: readonly string[]) =>
    ["x,w,y", ...weights.map((weight, row) => `${row % 7}.5,${weight},${row % 2 === 0 ? "no" : "yes"}`)].join("\n");
  const tableOf = async (weights: readonly string[], more: readonly object[] = []) =>
    trainingTable({
      open: await openTable([textFile("t.csv", lines(weights))]),
      wishes: {
        overrides: [{ name: "w", role: "weight" }, ...(more as [])],
        target: { name: "y" },
      },
      split: splitSettingsSchema.parse({ seed: 1 }),
    });
  const numbers = Array.from({ length: 40 }, (_, row) => `${1 + (row % 5)}.25`);

  test("is no feature, and says how much each row counts", async () => {
    const { dataset } = await tableOf(numbers);
    expect(dataset.schema.numbers.map(({ name }) => name)).toEqual(["x"]);
    expect(dataset.schema.weight).toBe("w");
    expect(Array.from(dataset.rowWeights ?? [])).toEqual(numbers.map(Number));
  });

  test("is refused where it does not say that of a row", async () => {
    await expect(tableOf(numbers.with(6, ""))).rejects.toThrow(/1 cell that is missing.* data row 7.*E_TABLE_WEIGHTS/s);
    await expect(tableOf(numbers.with(8, "-2"))).rejects.toThrow(/below 0, the first in data row 9/);
    await expect(tableOf(numbers.map(() => "0"))).rejects.toThrow(/0 in all training rows/);
    await expect(tableOf(numbers, [{ name: "x", role: "weight" }])).rejects.toThrow(
      /several of them: “x”|several of them/,
    );
    await expect(tableOf(numbers.map((_, row) => (row % 3 === 0 ? "a" : "b")))).rejects.toThrow(/a column of type/);
  });
});
