/** A small pipeline over every kind of column, fitted on a made-up table, with parameters as if it had been trained. */

import { trainingTable } from "../../app/training-table.ts";
import { randomNormal, STREAMS } from "../../base/random.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { documentSchema, FORMAT_VERSION, type PipelineDocument, splitSettingsSchema } from "../../pipeline/document.ts";
import { fit } from "../../pipeline/fit.ts";
import { hardenParameters, initialParameters, parameterNodes } from "../../program/parameters.ts";
import { predictionProgram } from "../../program/prediction-program.ts";
import { stackTables, tableFromRows } from "../../table/stack.ts";
import type { RawTable, Task } from "../../table/types.ts";
import type { TrainedPipeline } from "../../training/types.ts";

export const app = { name: "DiffML Studio", version: "0.0.0-test" };

const TARGETS = { binary: "isLarge", multiclass: "kind", regression: "price" } as const;
export const N_ROWS = 60;

/** Numbers with gaps, a decimal comma, dates, categories, and a target of each task. */
export function tinyTable(): RawTable {
  const header = ["size", "weight", "day", "colour", "kind", "isLarge", "price"];
  const rows = Array.from({ length: N_ROWS }, (_, i) => [
    i % 7 === 3 ? "" : String(((i * 37) % 101) / 4),
    `${(i * 13) % 29},${i % 10}`,
    `2024-0${1 + (i % 9)}-1${i % 9}`,
    ["red", "Green", "blue", "n/a"][(i * 5) % 4],
    ["a", "b", "c"][(i * 7) % 3],
    ((i * 37) % 101) + ((i * 53) % 60) > 80 ? "yes" : "no",
    String(1e6 + ((i * 37) % 101) * 10.5 + ((i * 53) % 60) * 8),
  ]);
  return tableFromRows("tiny.csv", header, rows);
}

const block = (id: string, type: string, settings: Record<string, unknown> = {}) => ({
  id,
  type,
  version: catalogue.get(type)?.spec.version ?? 1,
  settings,
});
const edge = (from: string, to: string) => {
  const [[fromBlock, fromPort], [toBlock, toPort]] = [from.split("."), to.split(".")];
  return { from: { block: fromBlock, port: fromPort }, to: { block: toBlock, port: toPort } };
};

export const tinyDocument: PipelineDocument = documentSchema.parse({
  formatVersion: FORMAT_VERSION,
  name: "Tiny",
  blocks: [
    block("n1", "csv-source"),
    block("n2", "impute-number"),
    block("n3", "scale-number"),
    block("n4", "impute-category"),
    block("n5", "encode-category"),
    block("n6", "weigh-rows"),
    block("n7", "select-features"),
    block("n8", "neural-network"),
  ],
  edges: [
    edge("n1.numbers", "n2.numbers"),
    edge("n2.numbers", "n3.numbers"),
    edge("n1.categories", "n4.categories"),
    edge("n4.categories", "n5.categories"),
    edge("n1.rows", "n6.rows"),
    edge("n3.numbers", "n7.features"),
    edge("n5.features", "n7.features"),
    edge("n7.features", "n8.features"),
    edge("n6.rows", "n8.weights"),
  ],
  training: {
    plan: "joint",
    optimiser: "adam",
    learningRate: 0.005,
    otherLearningRates: [],
    starts: 1,
    batchSize: 16,
    budgetSeconds: 1,
    weightDecay: 0,
    seed: 3,
    trainFraction: 0.6,
    validationFraction: 0.2,
    trainingOnlySources: [],
  },
});

/** Not trained: parameters are moved at random, so that every number of a file matters. */
export function tinyPipeline(task: Task, seed = 3): TrainedPipeline {
  const { dataset, rules, target } = trainingTable({
    open: stackTables([tinyTable()]),
    wishes: { overrides: [], target: { name: TARGETS[task], task } },
    split: splitSettingsSchema.parse({ seed }),
  });
  const document = structuredClone({ ...tinyDocument, rules, target }) as PipelineDocument;
  const { program, statistics } = fit({ catalogue, document, dataset, seed });
  const moved = Object.fromEntries(
    Object.entries(initialParameters(program, seed)).map(([name, values], step) => [
      name,
      values.map((value, i) => value + 0.5 * randomNormal({ seed, stream: STREAMS.sample, step }, i)),
    ]),
  );
  const predictor = predictionProgram(program);
  const hard = hardenParameters(program, moved).values;
  const { labelOffset, labelScale } = statistics;
  const slots = Object.entries(moved).flatMap(([name, values]) => [
    [`${name}/m`, values.map((value) => value / 3)] as const,
    [`${name}/v`, values.map((value) => value * value)] as const,
    [`${name}/t`, Float32Array.of(12)] as const,
  ]);
  const { split } = dataset;
  return {
    document,
    schema: dataset.schema,
    predictor: {
      program: predictor,
      parameters: Object.fromEntries(parameterNodes(predictor.nodes).map(({ name }) => [name, hard[name]])),
      labelOffset,
      labelScale,
    },
    soft: { statistics, state: { step: 12, parameters: moved, optimiser: Object.fromEntries(slots) } },
    fileHashes: ["ab".repeat(32)],
    report: {
      task,
      rows: {
        total: N_ROWS,
        train: split.train.length,
        validation: split.validation.length,
        test: split.test.length,
        unlabelled: 0,
      },
      seconds: 0.1 + 0.2,
      engine: "tfjs-cpu",
      engineTitle: "CPU",
      steps: 12,
      seed,
      metrics: { train: {}, validation: { soft: { accuracy: 1 / 3 } }, test: {} },
      leading: [task === "regression" ? "rmse" : "accuracy"],
      explanations: [{ block: "n2", title: "Impute number", summary: "…", details: [], certainty: "none" }],
      history: [
        { step: 1, train: 0.7, validation: Number.NaN },
        { step: 2, train: -0, validation: Number.POSITIVE_INFINITY },
      ],
      notes: [],
    },
  };
}
