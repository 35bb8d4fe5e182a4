import { describe, expect, test } from "vitest";
import { randomPermutation } from "../base/random.ts";
import { ProgramBuilder } from "../program/builder.ts";
import { evaluate } from "../program/evaluate.ts";
import { gradient } from "../program/gradient.ts";
import { hardenParameters, initialParameters, type ParameterValues, parameterNodes } from "../program/parameters.ts";
import { predictionProgram } from "../program/prediction-program.ts";
import type { Program } from "../program/types.ts";
import type { Dataset, Task } from "../table/types.ts";
import { compile } from "./compile.ts";
import { fit, tableFeeds } from "./fit.ts";
import { fullDocument, tinyCatalogue, tinyDataset, tinyDocument } from "./testing/tiny-pipeline.ts";

function fitFull(dataset: Dataset, document = fullDocument) {
  return fit({ catalogue: tinyCatalogue, document, dataset, seed: 1 });
}

/** Predictions of the prediction program for some rows. */
function predict(program: Program, dataset: Dataset, rows: ArrayLike<number>, parameters?: ParameterValues): number[] {
  const lean = predictionProgram(program);
  const feeds = {
    nRows: rows.length,
    inputs: tableFeeds(dataset, rows),
    parameters: parameters ?? initialParameters(lean, 1),
  };
  return Array.from(evaluate(lean.nodes, feeds, [lean.outputs.prediction])[0].data);
}

const everyRow = (dataset: Dataset) => Uint32Array.from({ length: dataset.nRows }, (_, row) => row);

describe.each<Task>(["binary", "multiclass", "regression"])("a whole pipeline, %s", (task) => {
  const dataset = tinyDataset({ task });
  const { program, statistics } = fitFull(dataset);

  test("predictions are finite, one logit or as many as classes", () => {
    const { type } = program.nodes[program.outputs.prediction];
    expect(type.shape).toEqual([1, task === "multiclass" ? 3 : 1]);
    expect(predict(program, dataset, everyRow(dataset)).every(Number.isFinite)).toBe(true);
  });

  test("compiling with the statistics, after a round trip as JSON, writes the same program", () => {
    const travelled = JSON.parse(JSON.stringify(statistics));
    expect(compile(tinyCatalogue, fullDocument, dataset.schema, travelled)).toEqual(program);
  });

  test("statistics ignore validation and test rows", () => {
    const other = tinyDataset({ task, seed: 99 });
    const nTrain = dataset.split.train.length;
    const numbers = Float32Array.from(dataset.numbers, (value, i) => (i < nTrain * 3 ? value : other.numbers[i] * 77));
    const missing = Uint8Array.from(dataset.missing, (value, i) => (i < nTrain * 3 ? value : other.missing[i]));
    const categories = Int32Array.from(dataset.categories, (value, i) => (i < nTrain ? value : other.categories[i]));
    const labels = Float64Array.from(dataset.labels, (value, i) => (i < nTrain ? value : other.labels[i]));
    expect(fitFull({ ...dataset, numbers, missing, categories, labels }).statistics).toEqual(statistics);
    const train = Uint32Array.from(dataset.split.validation);
    expect(fitFull({ ...dataset, split: { ...dataset.split, train } }).statistics).not.toEqual(statistics);
  });

  test("permuting rows permutes predictions", () => {
    const order = randomPermutation({ seed: 3, stream: 1, step: 0 }, dataset.nRows);
    const straight = predict(program, dataset, everyRow(dataset));
    const width = straight.length / dataset.nRows;
    const expected = Array.from(order).flatMap((row) => straight.slice(row * width, (row + 1) * width));
    expect(predict(program, dataset, order)).toEqual(expected);
  });

  test("the order of training rows does not change the statistics beyond rounding", () => {
    const order = randomPermutation({ seed: 4, stream: 1, step: 0 }, dataset.split.train.length);
    const train = Uint32Array.from(order, (index) => dataset.split.train[index]);
    const shuffled = fitFull({ ...dataset, split: { ...dataset.split, train } }).program;
    const [before, after] = [program, shuffled].map((each) => predict(each, dataset, everyRow(dataset)));
    before.forEach((value, i) => {
      expect(after[i]).toBeCloseTo(value, 5);
    });
  });

  test("the gradient of the loss reaches every parameter and is that of central differences", () => {
    const builder = new ProgramBuilder(program);
    const objective = builder.add(builder.meanRows(program.outputs.loss!), program.outputs.penalty!);
    const ids = builder.nodes.flatMap((node, id) => (node.kind === "parameter" ? [id] : []));
    const gradients = gradient(builder, objective, ids);
    const names = parameterNodes(builder.nodes).map((node) => node.name);
    const { train } = dataset.split;
    const labels = Float64Array.from(
      train,
      (row) => (dataset.labels[row] - statistics.labelOffset) / statistics.labelScale,
    );
    const inputs = { ...tableFeeds(dataset, train), labels, temperature: [0.8], penaltyScale: [1] };
    const start = initialParameters(program, 5);
    const parameters = Object.fromEntries(
      names.map((name) => [name, Float64Array.from(start[name], (v, i) => v + 0.1 * Math.sin(i))]),
    );
    const analytic = evaluate(
      builder.nodes,
      { nRows: train.length, inputs, parameters },
      gradients.map((id) => id!),
    );
    names.forEach((name, index) => {
      const element = parameters[name].length - 1;
      const at = (by: number) => {
        const values = Float64Array.from(parameters[name]);
        values[element] += by;
        const feeds = { nRows: train.length, inputs, parameters: { ...parameters, [name]: values } };
        return evaluate(builder.nodes, feeds, [objective])[0].data[0];
      };
      expect(analytic[index].data[element]).toBeCloseTo((at(1e-6) - at(-1e-6)) / 2e-6, 6);
    });
  });
});

test("at hard choices the soft pipeline equals the pipeline with those alternatives set", () => {
  const dataset = tinyDataset();
  const soft = fitFull(dataset);
  const { values } = hardenParameters(soft.program, initialParameters(soft.program, 1));
  const set = tinyDocument(
    fullDocument.blocks.map((block) => block.type),
    fullDocument.edges.map(({ from, to }) => `${from.block}.${from.port} > ${to.block}.${to.port}`),
    {
      "impute-number": { use: "mean" },
      "tame-outliers": { use: "tame" },
      "scale-number": { use: "z-score" },
      "impute-category": { use: "most frequent" },
    },
  );
  const at = { catalogue: tinyCatalogue, dataset, seed: 1 };
  const refitted = fit({ ...at, document: fullDocument, at: values });
  const hard = fit({ ...at, document: set });
  const expected = predict(hard.program, dataset, everyRow(dataset), values);
  predict(refitted.program, dataset, everyRow(dataset), values).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 6);
  });
});

test("a regression target is standardised by its training rows; classes are not", () => {
  const dataset = tinyDataset({ task: "regression" });
  const labels = Array.from(dataset.split.train, (row) => dataset.labels[row]);
  const mean = labels.reduce((total, value) => total + value, 0) / labels.length;
  const deviation = Math.sqrt(labels.reduce((total, value) => total + (value - mean) ** 2, 0) / labels.length);
  const { statistics } = fitFull(dataset);
  expect(statistics.labelOffset).toBeCloseTo(mean, 10);
  expect(statistics.labelScale).toBeCloseTo(deviation, 10);
  expect(fitFull(tinyDataset()).statistics).toMatchObject({ labelOffset: 0, labelScale: 1, nTrainRows: 30 });
});

test("a table without categories leaves their branch out; without any column that fits there is an error", () => {
  const { statistics } = fitFull(tinyDataset({ hasCategories: false }));
  expect(Object.keys(statistics.blocks)).not.toContain("encode-category");
  const only = tinyDocument(
    ["csv-source", "encode-category", "tiny-model"],
    ["csv-source.categories > encode-category.categories", "encode-category.features > tiny-model.features"],
  );
  expect(() => fitFull(tinyDataset({ hasCategories: false }), only)).toThrow(/Tiny model.*E_PIPELINE_EMPTY/);
});

test("an incomplete document and bad settings are refused with their place", () => {
  const dataset = tinyDataset();
  const cut = { ...fullDocument, edges: fullDocument.edges.slice(1) };
  expect(() => fitFull(dataset, cut)).toThrow(/block impute-number.*E_PIPELINE_INPUT/);
  const bad = fullDocument.blocks.map((block) =>
    block.id === "scale-number" ? { ...block, settings: { use: "by eye" } } : block,
  );
  expect(() => fitFull(dataset, { ...fullDocument, blocks: bad })).toThrow(
    /scale-number \(block scale-number\), settings\.use.*"by eye".*E_BLOCK_SETTINGS/,
  );
});

test("row weights of the source reach the model", () => {
  const withRows = tinyDocument(
    ["csv-source", "tiny-model"],
    ["csv-source.numbers > tiny-model.features", "csv-source.rows > tiny-model.weights"],
  );
  const dataset = tinyDataset();
  const { program } = fitFull(dataset, withRows);
  const { train } = dataset.split;
  const inputs = { ...tableFeeds(dataset, train), source: new Int32Array(train.length) };
  const weights = evaluate(program.nodes, { nRows: train.length, inputs, parameters: {} }, [program.outputs.weights!]);
  expect(Array.from(weights[0].data)).toEqual(Array.from(train, () => 1));
});

test("many rows are evaluated block by block, to the same statistics as all at once", () => {
  const dataset = tinyDataset({ nRows: 5000 });
  const { statistics, program } = fitFull(dataset);
  expect(statistics.nTrainRows).toBe(3000);
  const { train } = dataset.split;
  const cells = predict(program, dataset, train);
  expect(cells).toHaveLength(3000);
  const lean = compile(tinyCatalogue, fullDocument, dataset.schema, statistics);
  expect(predict(lean, dataset, train.subarray(1500))).toEqual(cells.slice(1500));
  const scaled = statistics.blocks["scale-number"];
  const gaps = Array.from({ length: 3000 }, (_, row) => dataset.missing[row * 3]);
  const share = gaps.reduce((total, gap) => total + gap, 0) / 3000;
  expect(statistics.blocks["impute-number"].missingShare[0]).toBeCloseTo(share, 12);
  expect(scaled.perDeviation.every((value) => Number(value) > 0)).toBe(true);
});
