/** Class weights and losses of numbers, as settings of a run. */
import { expect, test } from "vitest";
import { nodeEngines } from "../cli/node-engines.ts";
import { gatherRows, rowInputs } from "../engine/step/row-inputs.ts";
import { evaluationInputs } from "../engine/step/step-feeds.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { plainDocument } from "../pipeline/default-document.ts";
import { fit } from "../pipeline/fit.ts";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { evaluate } from "../program/evaluate.ts";
import { initialParameters } from "../program/parameters.ts";
import type { Dataset } from "../table/types.ts";
import { predict } from "./predict.ts";
import { runTiny, smallDocument } from "./testing/tiny-run.ts";

/** Two of three rows have the first class. */
function unevenDataset(task: "binary" | "multiclass"): Dataset {
  const dataset = tinyDataset({ nRows: 60, task });
  const nClasses = dataset.schema.target.classes.length;
  return { ...dataset, labels: dataset.labels.map((_, row) => (row % 3 < 2 ? 0 : 1 + (row % (nClasses - 1)))) };
}

/** Losses of training rows at first weights. */
function lossesOf(dataset: Dataset, training: Parameters<typeof smallDocument>[1]): number[] {
  const document = smallDocument(dataset, training);
  const { program, statistics } = fit({ catalogue, document, dataset, seed: 1 });
  const { train } = dataset.split;
  const given = rowInputs(program.nodes, {
    ...dataset,
    labelOffset: statistics.labelOffset,
    labelScale: statistics.labelScale,
  }).map((input) => [input.name, gatherRows(input, train)] as const);
  const feeds = {
    nRows: train.length,
    inputs: { ...evaluationInputs(program), ...Object.fromEntries(given) },
    parameters: initialParameters(program, 1),
  };
  return Array.from(evaluate(program.nodes, feeds, [program.outputs.loss!])[0].data);
}

test.each(["binary", "multiclass"] as const)(
  "balanced classes: each has the same part in the loss as rows of weight n / (C · n_c): %s",
  (task) => {
    const dataset = unevenDataset(task);
    const { train } = dataset.split;
    const counts = new Map<number, number>();
    for (const row of train) counts.set(dataset.labels[row], (counts.get(dataset.labels[row]) ?? 0) + 1);
    const rowWeights = Float64Array.from(
      dataset.labels,
      (label) => train.length / (counts.size * (counts.get(label) ?? Number.POSITIVE_INFINITY)),
    );
    const weighed = { ...dataset, schema: { ...dataset.schema, weight: "w" }, rowWeights };
    const balanced = lossesOf(dataset, { classWeights: "balanced" });
    const byHand = lossesOf(weighed, {});
    expect(Math.max(...balanced.map((loss, index) => Math.abs(loss - byHand[index])))).toBeLessThan(1e-6);
    const plain = lossesOf(dataset, {});
    const share = (code: number) =>
      balanced.reduce((sum, loss, index) => sum + (dataset.labels[train[index]] === code ? loss / plain[index] : 0), 0);
    for (const code of counts.keys()) expect(share(code)).toBeCloseTo(train.length / counts.size, 4);
  },
);

test("rows that count by a column and by their class: all classes have the same sum", () => {
  const dataset = unevenDataset("binary");
  const rowWeights = Float64Array.from({ length: dataset.nRows }, (_, row) => 1 + (row % 4));
  const weighed = { ...dataset, schema: { ...dataset.schema, weight: "w" }, rowWeights };
  const [both, plain] = [lossesOf(weighed, { classWeights: "balanced" }), lossesOf(dataset, {})];
  const sums = [0, 0];
  dataset.split.train.forEach((row, index) => {
    sums[dataset.labels[row]] += both[index] / plain[index];
  });
  expect(sums[0]).toBeCloseTo(sums[1], 4);
});

test("a quantile of .9: nine of ten rows lie below what is said, the verdict is about it, and the run says so", async () => {
  const dataset = tinyDataset({ nRows: 100, task: "regression" });
  const learned = smallDocument(dataset, {
    ...{ deploy: "ensemble", loss: "quantile", quantile: 0.9, maxSteps: 40, learningRate: 0.02 },
  });
  const document = plainDocument(learned, catalogue);
  const { engine } = await nodeEngines(1).choose("compiled-wasm");
  const { trained } = await runTiny({ dataset, document, engine });
  engine.dispose();
  const { report } = trained;
  expect(report.optimisedFor).toBe("quantileLoss");
  expect(report.leading[0]).toBe("quantileLoss");
  expect(report.verdict?.metric).toBe("quantileLoss");
  expect(report.notes[0]).toContain("90 % of such rows are to lie below");
  const { heldOut } = trained;
  const below = heldOut!.rows.reduce((n, row, at) => n + (dataset.labels[row] <= heldOut!.values[at] ? 1 : 0), 0);
  expect(below / heldOut!.rows.length).toBeGreaterThan(0.75);
});

test("costs of mistakes: pipelines are compared by what is paid, the verdict is about it, and the class is said that costs least", async () => {
  const dataset = tinyDataset({ nRows: 100, task: "binary" });
  const [first, second] = dataset.schema.target.classes;
  const costs = { [second.label]: { [first.label]: 20 } };
  const learned = smallDocument(dataset, {
    ...{ deploy: "ensemble", optimiseFor: "meanCost", costs, maxSteps: 40, learningRate: 0.02 },
  });
  const document = plainDocument(learned, catalogue);
  const { engine } = await nodeEngines(1).choose("compiled-wasm");
  const { trained } = await runTiny({ dataset, document, engine });
  engine.dispose();
  const { report, decision, predictor } = trained;
  expect(report.optimisedFor).toBe("meanCost");
  expect(report.verdict?.metric).toBe("meanCost");
  expect(decision).toEqual({
    by: "costs",
    costs: [
      [0, 1],
      [20, 0],
    ],
  });
  const { test: rows } = dataset.split;
  const { values } = await predict(predictor, dataset, { rows });
  // Two classes: the second is said where p·20 is not below 1 − p.
  const paid = Array.from(rows, (row, at): number => {
    const saysFirst = values[2 * at + 1] * 20 <= values[2 * at];
    if (dataset.labels[row] === 1) return saysFirst ? 20 : 0;
    return saysFirst ? 0 : 1;
  });
  const mean = paid.reduce((sum, cost) => sum + cost, 0) / paid.length;
  expect(report.metrics.test.tuned?.meanCost).toBeCloseTo(mean, 9);
});
