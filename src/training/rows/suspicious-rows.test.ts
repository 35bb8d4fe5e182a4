import { expect, test } from "vitest";
import { defaultDocument } from "../../pipeline/default-document.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import type { Dataset } from "../../table/types.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { suspiciousRowsSchema } from "../evidence/suspicious.ts";
import { runTiny, smallDocument } from "../testing/tiny-run.ts";
import type { TrainOptions } from "../trainer.ts";
import { beliefsOf, believing } from "./suspicious-rows.ts";

const N_ROWS = 300;

/** The class says on which side of the middle the third number is; of two files. */
function separable(): Dataset {
  const base = tinyDataset({ nRows: N_ROWS });
  const width = base.schema.numbers.length;
  const labels = Float64Array.from({ length: N_ROWS }, (_, row) => Number(base.numbers[row * width + 2] > 50));
  const source = Int32Array.from({ length: N_ROWS }, (_, row) => Number(row >= 100));
  return { ...base, labels, source, schema: { ...base.schema, sources: ["a.csv", "b.csv"] } };
}

const clean = separable();
const wrong = Array.from({ length: 18 }, (_, index) => 10 * index + 3);
const labels = clean.labels.slice();
for (const row of wrong) labels[row] = 1 - labels[row];
const dataset: Dataset = { ...clean, labels };
const document = smallDocument(dataset, { maxSteps: 120, learningRate: 0.02 });

test("a run finds labels that were changed, and tells their rows by file and number, with what is expected", async () => {
  let isStopped = false;
  const { trained } = await runTiny({
    dataset,
    document,
    phases: undefined,
    control: { gate: async () => "run", isStopped: () => isStopped },
    // What follows makes no difference to what was found.
    onProgress: ({ phase }) => {
      isStopped ||= phase === "members";
    },
  });
  const found = suspiciousRowsSchema.parse(trained.report.suspicious);
  expect(found.nLooked).toBe(dataset.split.train.length + dataset.split.validation.length);
  expect(found.nSuspicious).toBe(found.rows.length);
  const told = found.rows.map(({ file, row }) => (file === "a.csv" ? row - 1 : 99 + row));
  const hits = wrong.filter((row) => told.includes(row));
  expect(hits.length).toBeGreaterThan(12);
  const first = told.slice(0, 9);
  expect(first.filter((row) => wrong.includes(row)).length).toBeGreaterThan(6);
  found.rows.forEach(({ label, expected }, index) => {
    expect(label).toBe(`class ${labels[told[index]]}`);
    expect(expected).toBe(`class ${1 - labels[told[index]]}`);
  });
  const tested = new Set(dataset.split.test);
  expect(told.filter((row) => tested.has(row))).toEqual([]);
  // Nothing that stands in a row, but its label.
  expect(Object.keys(found.rows[0]).sort()).toEqual(["expected", "file", "label", "row", "suspicion"]);
});

test("looking trains other models, and leaves all of the run as they are where labels are believed", async () => {
  const own = smallDocument(clean, { maxSteps: 6, split: { by: "time", column: "a" } });
  const time = { seconds: 0, waitedMs: 0 };
  const checkpoint: Checkpoint = { time, decided: { labels: undefined }, done: [], going: [] };
  const run = async (options: Partial<TrainOptions>) =>
    (await runTiny({ dataset: clean, document: own, phases: undefined, ...options })).trained;
  const [looked, without] = [await run({}), await run({ checkpoint })];
  expect(looked.report.suspicious?.nLooked).toBe(240);
  expect(looked.report.suspicious?.doubt?.isTaken).not.toBe(true);
  expect(without.report.suspicious).toBeUndefined();
  expect(looked.soft).toEqual(without.soft);
  expect(looked.predictor).toEqual(without.predictor);
  expect(looked.report.members).toEqual(without.report.members);
  expect(looked.report.metrics).toEqual(without.report.metrics);
});

test("labels are doubted by those who train on where rows that validate have spoken against them", () => {
  const told = { nLooked: 9, nSuspicious: 2, wrongShare: 0.2, nPlanted: 2, foundShare: 0.5, rows: [] };
  const suspicious = Uint32Array.of(3, 5);
  const own = defaultDocument(dataset.schema);
  const doubt = { wrongLabels: 0.2, delta: -0.1, standardError: 0.05 };
  const of = (isTaken: boolean) => beliefsOf(own, { suspicious, told: { ...told, doubt: { ...doubt, isTaken } } });
  expect(of(true).document.training.wrongLabels).toBe(0.2);
  expect([...of(true).disbelieved]).toEqual([3, 5]);
  expect(of(false)).toEqual({ document: own, disbelieved: new Set() });
  // Whoever asks later has the report alone.
  expect(believing(own, { doubt: { ...doubt, isTaken: true } })).toEqual(of(true).document);
  for (const told of [{ doubt: { ...doubt, isTaken: false } }, {}, undefined]) expect(believing(own, told)).toBe(own);
  expect(beliefsOf(own, undefined)).toEqual({ document: own, disbelieved: new Set() });
});
