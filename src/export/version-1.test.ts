/** Files of version 1 open for ever, and predict what they predicted when they were saved: fixtures/version-1/README.md. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { trainingTable } from "../app/training-table.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { checkDocument } from "../pipeline/checks.ts";
import { fit } from "../pipeline/fit.ts";
import { applyRules } from "../table/apply-rules.ts";
import { stackTables, tableFromRows } from "../table/stack.ts";
import { predict } from "../training/predict.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { readPipelineJson, writeDocumentJson, writePipelineJson } from "./json.ts";
import { softProgram } from "./recompile.ts";

const FOLDER = new URL("./fixtures/version-1/", import.meta.url);
const EXPECTED = ".expected.json";
const TOLERANCE = 1e-12;
const app = { name: "DiffML Studio", version: "0.0.0-test" };

interface Expected {
  readonly document: {
    readonly name: string;
    readonly nBlocks: number;
    readonly edges: readonly unknown[];
    readonly training: Readonly<Record<string, unknown>>;
  };
  /** Cell texts of made-up rows. */
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly string[])[];
  /** [nRows, nClasses] probabilities, or [nRows] values; absent where the pipeline is not trained. */
  readonly predictions?: readonly number[];
  readonly report?: {
    readonly task: string;
    readonly rows: unknown;
    readonly steps: number;
    readonly seed: number;
    readonly metrics: unknown;
    readonly nTries: number;
  };
  /** Of a document without training: the column of the rows to fit it to. */
  readonly target?: string;
}

const read = (name: string) => readFileSync(new URL(name, FOLDER), "utf8");
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith(EXPECTED))
  .map((name) => name.slice(0, -EXPECTED.length))
  .sort();
const expectedOf = (name: string) => JSON.parse(read(name + EXPECTED)) as Expected;
const open = (name: string) => readPipelineJson(read(`${name}.json`), { catalogue, name });
const trainedNames = names.filter((name) => expectedOf(name).predictions !== undefined);
const untrainedNames = names.filter((name) => !trainedNames.includes(name));

function rowsOf({ columns = [], rows = [] }: Expected) {
  return tableFromRows("rows.csv", columns, rows);
}

async function predictionsOf(trained: TrainedPipeline, expected: Expected): Promise<Float64Array> {
  const { columns } = applyRules(rowsOf(expected), trained.document.rules, trained.schema.target);
  return (await predict(trained.predictor, columns)).values;
}

/** Largest difference, absolute or relative, whichever is less; Infinity where one is no number. */
function difference(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  expect(found.length).toBe(wanted.length);
  const each = Array.from(wanted, (value, i) => Math.abs(found[i] - value) / Math.max(1, Math.abs(value)));
  return Math.max(...each.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value)));
}

test("no file went missing", () => {
  expect(trainedNames).toHaveLength(8);
  expect(untrainedNames).toHaveLength(4);
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json") && !name.endsWith(EXPECTED));
  expect(files.sort()).toEqual(names.map((name) => `${name}.json`));
  for (const name of names) expect(JSON.parse(read(`${name}.json`)).formatVersion, name).toBe(1);
});

test.each(names)("%s opens, and says nothing of damage", async (name) => {
  const { document, notes } = await open(name);
  const { document: wanted } = expectedOf(name);
  expect(notes).toEqual([]);
  expect(document.name).toBe(wanted.name);
  expect(document.blocks).toHaveLength(wanted.nBlocks);
  expect(document.edges).toEqual(wanted.edges);
  expect(document.training).toMatchObject(wanted.training);
  const stored = JSON.parse(read(`${name}.json`));
  const blocks: { readonly id: string; readonly position: unknown }[] = (stored.document ?? stored).blocks;
  expect(document.layout).toEqual(Object.fromEntries(blocks.map(({ id, position }) => [id, position])));
});

describe.each(trainedNames)("%s", (name) => {
  const expected = expectedOf(name);

  test("predicts the same as when it was saved", async () => {
    const { trained, selfTest } = await open(name);
    expect(selfTest?.passed).toBe(true);
    const found = await predictionsOf(trained!, expected);
    expect(new Set(found).size).toBeGreaterThan(10);
    expect(difference(found, expected.predictions!)).toBeLessThanOrEqual(TOLERANCE);
  });

  test("has the report that it had", async () => {
    const { report } = (await open(name)).trained!;
    const { nTries, metrics, ...others } = expected.report!;
    expect(report).toMatchObject(others);
    expect(report.metrics).toEqual(metrics);
    for (const phase of ["soft", "tuned", "baseline"] as const) {
      const replicas = report.replicas?.[phase];
      expect(replicas?.length ?? 1, phase).toBe(nTries);
      if (replicas) expect(replicas.filter(({ isKept }) => isKept)).toHaveLength(1);
    }
  });

  test("compiles again", async () => {
    const { trained } = await open(name);
    expect(checkDocument(catalogue, trained!.document)).toEqual([]);
    expect(softProgram(trained!, catalogue)?.outputs.prediction).toBeGreaterThan(0);
  });

  test("predicts the same after it was saved in the version of today", async () => {
    const text = await writePipelineJson((await open(name)).trained!, { app, catalogue });
    const again = await readPipelineJson(text, { catalogue });
    expect(again.notes).toEqual([]);
    expect(again.selfTest?.passed).toBe(true);
    expect(difference(await predictionsOf(again.trained!, expected), expected.predictions!)).toBeLessThanOrEqual(
      TOLERANCE,
    );
  });
});

describe.each(untrainedNames)("%s", (name) => {
  const expected = expectedOf(name);

  test("is not trained, and stays the same when it is saved in the version of today", async () => {
    const { document, trained } = await open(name);
    expect(trained).toBeUndefined();
    const again = await readPipelineJson(writeDocumentJson(document, app), { catalogue });
    expect(again).toEqual({ document, notes: [] });
  });

  test.skipIf(expected.target === undefined)("fits a table", async () => {
    const { document } = await open(name);
    const { rules, target, training } = document;
    expect(checkDocument(catalogue, document)).toEqual([]);
    const { dataset } = trainingTable({
      open: stackTables([rowsOf(expected)]),
      wishes: { overrides: [], target: { name: expected.target! }, follow: target && { rules, target, overrides: [] } },
      split: training,
    });
    const { program, statistics } = fit({ catalogue, document, dataset, seed: training.seed });
    expect(statistics.nTrainRows).toBe(dataset.split.train.length);
    expect(program.outputs.prediction).toBeGreaterThan(0);
  });
});

test("rules that were set by hand stay", async () => {
  for (const name of ["document-by-hand", "orders-by-hand"]) {
    const { document } = await open(name);
    const { columns, report } = applyRules(rowsOf(expectedOf("document-by-hand")), document.rules, document.target);
    const { numbers, categories } = columns.schema;
    const used = new Set([...numbers, ...categories].map(({ original }) => original));
    expect([...used].sort()).toEqual(["Auftrag; Nr.", "Farbe", "Filiale", "Ort", "Preis", "Punkte", "Stempel", "Tag"]);
    expect(categories.map(({ original }) => original)).toContain("Filiale");
    expect(report.missingColumns).toEqual([]);
    expect(report.unreadableCells).toEqual([]);
    const decided = Object.fromEntries(document.table.overrides.map(({ name: column, ...change }) => [column, change]));
    expect(decided).toMatchObject({ "Auftrag; Nr.": { role: "used" }, Stempel: { role: "used" } });
  }
});
