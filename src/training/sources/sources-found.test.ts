import { expect, test } from "vitest";
import { createEvaluatorEngine } from "../../engine/reference/evaluator-engine.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import type { Dataset } from "../../table/types.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { WATCHED_PHASES } from "../phases.ts";
import { Run } from "../run.ts";
import { HandClock, runTiny, smallDocument } from "../testing/tiny-run.ts";
import { type SourcesFound, tryAllSources, withoutSources } from "./sources-found.ts";

const N_ROWS = 180;
/** The class says on which side of the middle the third number is; of three files, the labels of the last one are the other way round where `isWrong`. */
function threeFiles(isWrong: boolean): Dataset {
  const base = tinyDataset({ nRows: N_ROWS });
  const width = base.schema.numbers.length;
  const source = Int32Array.from({ length: N_ROWS }, (_, row) => row % 3);
  const labels = Float64Array.from({ length: N_ROWS }, (_, row) => {
    const label = Number(base.numbers[row * width + 2] > 50);
    return isWrong && source[row] === 2 && row % 2 === 0 ? 1 - label : label;
  });
  return { ...base, labels, source, schema: { ...base.schema, sources: ["a.csv", "b.csv", "c.csv"] } };
}

const wrong = threeFiles(true);
const document = smallDocument(wrong, { maxSteps: 24, learningRate: 0.05 });

async function triedOn(dataset: Dataset, budgetSeconds?: number): Promise<SourcesFound | undefined> {
  const own =
    budgetSeconds === undefined ? document : { ...document, training: { ...document.training, budgetSeconds } };
  const { maxSteps: _, ...training } = own.training;
  const run = new Run({
    ...{ phases: WATCHED_PHASES, document: budgetSeconds === undefined ? own : { ...own, training }, dataset },
    engine: createEvaluatorEngine(),
    clock: new HandClock().read,
    control: { gate: async () => "run", isStopped: () => budgetSeconds === 0 },
    onProgress: () => {},
  });
  return tryAllSources({ run, catalogue, document: own, dataset, fileHashes: [] });
}

test("the file with wrong labels is named, and none of its rows train or validate", async () => {
  const found = await triedOn(wrong);
  expect(found?.told.files.map(({ file, isLeftOut }) => [file, isLeftOut])).toEqual([
    ["a.csv", false],
    ["b.csv", false],
    ["c.csv", true],
  ]);
  expect(found?.evidence.map(({ kind, subject, method }) => [kind, subject, method])).toEqual(
    ["a.csv", "b.csv", "c.csv"].map((name) => ["source", name, "retrained"]),
  );
  const left = withoutSources(wrong, "random", found?.told);
  for (const rows of [left.split.train, left.split.validation]) {
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => wrong.source[row] !== 2)).toBe(true);
  }
  expect(left.split.test).toBe(wrong.split.test);
  // Who validates was said by somebody.
  expect(withoutSources(wrong, "files", found?.told).split.validation).toBe(wrong.split.validation);
});

test("a file by itself, few rows and a run that is stopped are not tried", async () => {
  const one = { ...wrong, source: new Int32Array(N_ROWS) };
  expect(await triedOn(one)).toBeUndefined();
  const few = { ...wrong, source: Int32Array.from({ length: N_ROWS }, (_, row) => Number(row < 20)) };
  expect(await triedOn(few)).toBeUndefined();
  expect(await triedOn(wrong, 0)).toBeUndefined();
});

test("the run tells what it did without, in its report, its notes and the words of Select sources", async () => {
  const file = (name: string, isLeftOut: boolean) => ({ file: name, isLeftOut, nRows: 60, loss: 0.5, unseenLoss: 0.6 });
  const evidence = (subject: string, delta: number, conclusion: "better" | "worse" | "cannot tell") =>
    ({
      kind: "source",
      subject,
      alternative: "without",
      delta,
      standardError: 0.02,
      conclusion,
      isCorrected: true,
      method: "retrained",
      seconds: 1,
    }) as const;
  const sources: SourcesFound = {
    told: { nRows: 180, files: [file("a.csv", false), file("b.csv", false), file("c.csv", true)] },
    evidence: [
      evidence("a.csv", -0.1, "better"),
      evidence("b.csv", 0.01, "cannot tell"),
      evidence("c.csv", 0.2, "worse"),
    ],
  };
  const decided = { sources, labels: undefined };
  const checkpoint: Checkpoint = { time: { seconds: 0, waitedMs: 0 }, decided, done: [], going: [] };
  const own = smallDocument(wrong, { maxSteps: 2, deploy: "one" });
  const { trained } = await runTiny({ dataset: wrong, document: own, phases: undefined, checkpoint });
  const { report } = trained;
  expect(report.sources).toEqual(sources.told);
  expect(report.evidence).toEqual(expect.arrayContaining([...sources.evidence]));
  const nGone = [...wrong.split.train, ...wrong.split.validation].filter((row) => wrong.source[row] === 2).length;
  expect(report.rows.leftOut).toBe(nGone);
  expect(report.notes.join(" ")).toContain("Trained without the rows of c.csv");
  const said = report.explanations.find(({ summary }) => summary.includes("c.csv is left out of training"));
  expect(said?.summary).toContain("It cannot be told whether rows of b.csv help or harm.");
  expect(said?.details.join(" ")).toContain("Held-out rows of a.csv have a log loss of 0.5");
});
