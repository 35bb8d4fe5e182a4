/** Training that goes on from a file: the reference engine, so that every bit is the same on every machine. */
import { expect, test } from "vitest";
import { createEvaluatorEngine } from "../engine/reference/evaluator-engine.ts";
import { app, tinyDocument, tinyTable } from "../export/testing/tiny-pipeline.ts";
import { splitSettingsSchema } from "../pipeline/document.ts";
import { stackTables } from "../table/stack.ts";
import type { Dataset } from "../table/types.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { openPipeline, savePipeline } from "./pipeline-file.ts";
import { train } from "./train.ts";
import { trainingTable } from "./training-table.ts";

const given = { open: stackTables([tinyTable()]), wishes: { overrides: [], target: { name: "kind" } } };
const prepared = trainingTable({ ...given, split: splitSettingsSchema.parse({ seed: 3 }) });

/** Letters that give every third row to validation and every third to test. */
function byHand(): string {
  return Array.from({ length: prepared.dataset.nRows }, (_, row) => "TVE"[row % 3]).join("");
}

interface Around {
  readonly dataset?: Dataset;
  /** By so much the clock goes on whenever it is looked at. */
  readonly tickMs?: number;
  readonly adapter?: string;
}

function run(
  resume?: TrainedPipeline,
  change: Partial<TrainedPipeline["document"]["training"]> = {},
  { dataset = prepared.dataset, tickMs = 1, adapter = "" }: Around = {},
): Promise<TrainedPipeline> {
  let now = 0;
  const document = {
    ...tinyDocument,
    blocks: tinyDocument.blocks.map((block) => (block.id === "n8" ? { ...block, settings: { width: 4 } } : block)),
    training: { ...tinyDocument.training, maxSteps: 4, budgetSeconds: 3600, ...change },
  };
  // Files are known by their hash, which made-up tables have none of.
  const table = { ...prepared, dataset, fileHashes: ["00"] };
  const choose = async () => {
    const engine = createEvaluatorEngine();
    return { engine: { ...engine, info: { ...engine.info, adapter, title: `CPU ${adapter}` } }, reason: "" };
  };
  const clock = () => {
    now += tickMs;
    return now;
  };
  return train({ table, document, engine: "auto", resume }, { engines: { choose }, clock });
}

/** The same to the bit however often it is done. */
let firstRun: Promise<TrainedPipeline> | undefined;
const trainedFirst = () => (firstRun ??= run());

test("a reopened file is where training goes on: its steps, its weights, and row weights from their start", async () => {
  const first = await trainedFirst();
  const text = await savePipeline(first, app);
  const { trained: reopened, selfTest, notes } = await openPipeline(text, "trained.json");
  expect(selfTest).toEqual({ passed: true, nRows: 16, maxError: 0 });
  expect(notes).toEqual([]);
  expect(reopened!.soft.state.step).toBe(first.soft.state.step);
  const second = await run(reopened);
  expect(second.report.notes.join(" ")).not.toContain("anew");
  expect(second.soft.statistics).toEqual(first.soft.statistics);
  expect(second.soft.state.step).toBeGreaterThan(first.soft.state.step);
  expect(second.soft.state.parameters["n6/scores"]).toHaveLength(first.report.rows.train);
  const fresh = await run();
  expect(second.soft.state.parameters).not.toEqual(fresh.soft.state.parameters);
  expect(fresh.predictor.parameters).toEqual(first.predictor.parameters);
});

test("rows that were split by hand are not taken for those of the settings' own split", async () => {
  const splits = [prepared.dataset.split, trainingTable({ ...given, split: { letters: byHand() } }).dataset.split];
  const [settingsOwn, own] = splits.map((split) => ({ ...prepared.dataset, split }));
  const first = await run(undefined, {}, { dataset: own });
  const again = await run(first, {}, { dataset: own });
  expect(again.report.notes.join(" ")).not.toContain("anew");
  const other = await run(first, {}, { dataset: settingsOwn });
  expect(other.report.notes.join(" ")).toContain("training began anew");
  expect(other.soft.state.step).toBe(first.soft.state.step);
});

test("under another split training begins anew, or rows that were trained on would become test rows", async () => {
  const first = await trainedFirst();
  for (const change of [{ seed: 77 }, { trainFraction: 0.5 }, { trainingOnlySources: ["other.csv"] }]) {
    const { report, soft } = await run(first, change);
    expect(report.notes.join(" ")).toContain("training began anew");
    expect(soft.state.step).toBe(first.soft.state.step);
  }
});

test("of a run that is limited by steps, clock and adapter change no byte outside of report and model card, and no content hash", async () => {
  const around = [
    { tickMs: 1, adapter: "" },
    { tickMs: 7.5, adapter: "another" },
  ];
  const [one, other] = await Promise.all(
    around.map(async (each) => JSON.parse(await savePipeline(await run(undefined, {}, each), app))),
  );
  expect(other.report.seconds).not.toBe(one.report.seconds);
  expect(other.report.engineTitle).not.toBe(one.report.engineTitle);
  const { report: _, reportHash: __, modelCard: ___, ...same } = one;
  expect(other).toMatchObject(same);
  expect(other.contentHash).toBe(one.contentHash);
});
