import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { parseCommand } from "../../cli/arguments.ts";
import { documentSchema, FORMAT_VERSION, type PipelineDocument } from "../../pipeline/document.ts";
import { columnRule } from "../../table/testing/column-rule.ts";
import type { TrainingReport } from "../../training/types.ts";
import { blockLabel } from "../document/document-store.ts";
import { runRecord, runReport } from "../storage/testing/kept-run.ts";
import { commandOf, pipelineFile, pipelineFileName } from "./command-line.ts";
import { comparedCurves } from "./compared-curves.ts";
import { comparedEvidence } from "./compared-evidence.ts";
import { lossOfRun, ranksOf } from "./run-loss.ts";
import { changeWords, differingSettings } from "./run-settings.ts";
import { sweepSummaries } from "./sweep-summary.ts";
import { knobsOf, readValues, variantsOf } from "./sweep-variants.ts";

const document: PipelineDocument = documentSchema.parse({
  formatVersion: FORMAT_VERSION,
  name: "Whose rows?",
  blocks: [
    { id: "n1", type: "csv-source", version: 1, settings: {} },
    { id: "n2", type: "scale-number", version: 1, settings: {} },
  ],
  edges: [{ from: { block: "n1", port: "numbers" }, to: { block: "n2", port: "numbers" } }],
  training: { maxSteps: 40, learningRate: 0.01 },
  rules: [columnRule("age", { type: "number" }), columnRule("it's", { type: "category" })],
  target: { name: "-y $HOME", task: "binary", taskReason: "", classes: [] },
});

const scored = (change: Partial<TrainingReport["metrics"]>, more: Partial<TrainingReport> = {}): TrainingReport => ({
  ...runReport,
  ...more,
  metrics: { ...runReport.metrics, ...change },
});

describe("the command line of a run", () => {
  /** The words as a shell takes them apart. */
  const shellWords = (command: string) =>
    execFileSync("/bin/sh", ["-c", `set -- ${command}; printf '%s\\0' "$@"`], { encoding: "utf8" })
      .split("\0")
      .slice(0, -1);
  const files = ['it\'s a "table".csv', "-", "$(x) `y` *.csv", "plain.csv"].map((name) => ({ name, hash: "" }));

  test("is one that the command line takes, with the names as they are", () => {
    const run = runRecord(1, { document, files, report: { ...runReport, engine: "compiled-wasm" } });
    const [program, ...words] = shellWords(commandOf(run));
    expect(program).toBe("diffml");
    expect(parseCommand(words)).toMatchObject({
      name: "train",
      files: ['it\'s a "table".csv', "./-", "$(x) `y` *.csv", "plain.csv"],
      target: "-y $HOME",
      task: "binary",
      engine: "compiled-wasm",
      pipeline: "whose-rows.pipeline.json",
      out: "whose-rows.diffml.json",
    });
    // What the command does not say stands in the file.
    expect(documentSchema.parse(JSON.parse(pipelineFile(run)))).toEqual(document);
  });

  test("says the engine as it was chosen where the one that ran cannot be chosen", () => {
    const run = runRecord(1, { document, files, engine: "auto", report: { ...runReport, engine: "evaluator" } });
    expect(parseCommand(shellWords(commandOf(run)).slice(1))).toMatchObject({ engine: "auto" });
    expect(pipelineFileName(runRecord(1, { document: { ...document, name: "…" } }))).toBe("pipeline.pipeline.json");
  });
});

describe("runs are ranked", () => {
  test("by the out-of-fold loss of all rows that are not for testing, where several parts were held out", () => {
    const metrics = { train: { tuned: { logLoss: 0.5 } }, validation: { tuned: { logLoss: 0.3 } } };
    // 12 training and 8 validation rows: (12 · 0.5 + 8 · 0.3) / 20.
    const heldOut = (nRows: number) => [
      { id: "plain", title: "Plain", isLearned: false, weight: 1, loss: 0.4, nRows, nFolds: nRows / 5 },
    ];
    expect(lossOfRun(scored(metrics, { members: heldOut(20) }))).toEqual({
      metric: "logLoss",
      value: expect.closeTo(0.42, 12),
      of: "outOfFold",
    });
    // Where half of the parts were held out, other training rows were predicted by what had learned from them.
    for (const members of [heldOut(10), undefined]) {
      const found = lossOfRun(scored(metrics, members ? { members } : {}));
      expect(found).toEqual({ metric: "logLoss", value: 0.3, of: "validation" });
    }
    const squares = { train: { tuned: { rmse: 3 } }, validation: { tuned: { rmse: 2 } } };
    const loss = lossOfRun(scored(squares, { members: heldOut(20), task: "regression" }));
    expect(loss?.value).toBeCloseTo(Math.sqrt((12 * 9 + 8 * 4) / 20), 12);
    expect(lossOfRun(runReport)).toBeUndefined();
  });

  test("of a quantile by the loss of that quantile, and among runs for the same one", () => {
    const of = (at: number, quantile: number, quantileLoss: number) => {
      const tuned = { rmse: 10 - at, quantileLoss };
      const report = scored({ validation: { tuned } }, { task: "regression", optimisedFor: "quantileLoss" });
      const training = { ...document.training, loss: "quantile" as const, quantile };
      return runRecord(at, { document: { ...document, training }, report });
    };
    const runs = [of(1, 0.9, 0.2), of(2, 0.9, 0.3), of(3, 0.1, 0.25), of(4, 0.1, 0.1)];
    expect(lossOfRun(runs[0].report)).toMatchObject({ metric: "quantileLoss", value: 0.2 });
    expect([...ranksOf(runs).values()]).toEqual([1, 2, 2, 1]);
  });

  test("among those of the same files and target alone, and never by test rows", () => {
    const of = (at: number, logLoss: number, hash = "1") =>
      runRecord(at, {
        files: [{ name: "a.csv", hash }],
        report: scored({ validation: { tuned: { logLoss } }, test: { tuned: { logLoss: 1 - logLoss } } }),
      });
    const ranks = ranksOf([of(1, 0.4), of(2, 0.2), of(3, 0.4), of(4, 0.1, "2"), runRecord(5)]);
    expect([...ranks]).toEqual([
      ["run 1", 2],
      ["run 2", 1],
      ["run 3", 2],
    ]);
  });
});

describe("what differs between runs", () => {
  const before = runRecord(1, { document });
  const wordsOf = (after: PipelineDocument, files = before.files) =>
    changeWords(before, runRecord(2, { document: after, files }));

  test("is told in the words of the settings", () => {
    expect(wordsOf(document)).toEqual([]);
    expect(wordsOf({ ...document, name: "other", layout: { n1: { x: 1, y: 2 } } })).toEqual([]);
    expect(wordsOf({ ...document, training: { ...document.training, seed: 4, learningRate: 0.02 } })).toEqual([
      "Learning rate: 0.01 → 0.02",
      "Seed: 1 → 4",
    ]);
    const training = {
      ...document.training,
      optimiseFor: "macroF1" as const,
      deploy: "one" as const,
      budgetSeconds: 60,
    };
    const from = { ...document.training, deploy: "ensemble" as const, budgetSeconds: 20 };
    const words = changeWords(
      runRecord(1, { document: { ...document, training: from } }),
      runRecord(2, { document: { ...document, training } }),
    );
    expect(words).toHaveLength(3);
    expect(words).toEqual(
      expect.arrayContaining([
        "What is deployed: An ensemble of all that proved useful → One pipeline, chosen by evidence",
        "Training budget: 20 s → 1 min",
        "Optimise for: Log loss, or squared error → Macro F1",
      ]),
    );
    const trained = (change: object) => wordsOf({ ...document, training: { ...document.training, ...change } });
    expect(trained({ trainingOnlySources: ["c.csv"] })).toEqual(["Files to judge by: all → all but c.csv"]);
    const parts = [{ value: "Ghent", split: "test" }];
    expect(trained({ split: { by: "column", column: "city", parts } })).toEqual([
      expect.stringMatching(/: random → column: city: Ghent: test$/),
    ]);
    expect(trained({ costs: { yes: { no: 10 } } })).toEqual(["Costs of wrong answers: – → yes: no: 10"]);
    const settings = { columns: { mode: "except", names: ["age", "it's"] } };
    const blocks = [document.blocks[0], { ...document.blocks[1], settings }];
    expect(wordsOf({ ...document, blocks })).toEqual([
      "Scale number: Columns: All columns → All except these: age, it's",
    ]);
    const rules = [document.rules[0], { ...document.rules[1], role: "aside" as const }];
    expect(wordsOf({ ...document, rules })).toEqual(["it's: used as category → set aside"]);
    expect(wordsOf({ ...document, edges: [] })).toEqual([expect.stringMatching(/^without .+ → .+/)]);
  });

  test("is a block alone, where its settings and connections go with it", () => {
    const words = wordsOf({ ...document, blocks: document.blocks.slice(0, 1), edges: [] });
    expect(words).toEqual([expect.stringMatching(/^without \S/)]);
    expect(words[0]).not.toContain("→");
  });

  test("is the files, and not each of their columns", () => {
    const other = { ...document, rules: [columnRule("height", { type: "number" })] };
    expect(wordsOf(other, [{ name: "b.csv", hash: "2" }])).toEqual(["Files: a.csv → b.csv"]);
    expect(wordsOf(other, [{ name: "a.csv", hash: "22" }])).toEqual(["Contents of the files: 1 → 22"]);
  });

  test("stands side by side, with gaps where a run has no such block", () => {
    const third = { ...document, training: { ...document.training, seed: 9 }, blocks: document.blocks.slice(0, 1) };
    const compared = differingSettings([before, runRecord(2, { document }), runRecord(3, { document: third })]);
    expect(compared.map(({ kind, values }) => [kind, values])).toEqual([
      ["training", ["1", "1", "9"]],
      ["block", ["yes", "yes", undefined]],
    ]);
  });

  test("is shown of curves and evidence run by run", () => {
    const history = (of: readonly number[]) =>
      of.map((value, step) => ({ step: step * 2, train: 0, validation: value }));
    expect(comparedCurves([history([3, 1]), history([2, Number.NaN, 5])])).toEqual([
      { x: 0, values: [3, 2] },
      { x: 2, values: [1, undefined] },
      { x: 4, values: [undefined, 5] },
    ]);
    const long = comparedCurves([history(Array.from({ length: 1000 }, (_, step) => Math.abs(step - 501)))]);
    expect(long.length).toBeLessThan(90);
    expect([long[0].x, long.at(-1)?.x, Math.min(...long.map(({ values }) => values[0]!))]).toEqual([0, 1998, 0]);
    const evidence = {
      ...({ kind: "block", subject: "n2", alternative: "without", method: "forced", seconds: 1 } as const),
      ...({ delta: -0.2, standardError: 0.1, conclusion: "cannot tell", isCorrected: false } as const),
    };
    expect(comparedEvidence([before, runRecord(2, { document })], [[], [evidence]])).toEqual([
      { key: "block/n2", title: blockLabel(document, "n2"), values: [undefined, { delta: -0.2, error: 0.1 }] },
    ]);
  });
});

describe("a sweep", () => {
  const rate = knobsOf(document).find(({ key }) => key === "training/learningRate")!;

  test("varies numbers within their ranges, each with all seeds", () => {
    expect(readValues("0.01, 0.1 0.01", rate)).toEqual({ values: [0.01, 0.1] });
    expect(readValues("0.01; 0", rate).wrong).toMatchObject({ word: "0", range: expect.stringContaining("above 0") });
    expect(readValues("x", rate).wrong?.word).toBe("x");
    const variants = variantsOf(document, { nSeeds: 3, varied: [{ knob: rate, values: [0.01, 0.1] }] });
    expect(variants.map(({ document: { training } }) => [training.seed, training.learningRate])).toEqual([
      [1, 0.01],
      [1, 0.1],
      [2, 0.01],
      [2, 0.1],
      [3, 0.01],
      [3, 0.1],
    ]);
    expect(new Set(variants.map(({ variant }) => variant)).size).toBe(2);
    expect(variantsOf(document, { nSeeds: 20, varied: [] }).map(({ variant }) => variant)).toEqual(
      new Array(20).fill(""),
    );
  });

  test("is summed up as mean and standard error over seeds, the lowest mean first", () => {
    const of = (at: number, variant: string, logLoss: number, wasStopped = false) =>
      runRecord(at, {
        sweep: { id: "s", variant },
        report: scored({ validation: { tuned: { logLoss } } }),
        wasStopped,
      });
    const runs = [
      of(1, "a", 0.5),
      of(2, "a", 0.7),
      of(3, "a", 0.6),
      of(4, "b", 0.2),
      of(5, "b", 9, true),
      runRecord(6),
    ];
    // Of 0.5, 0.6, 0.7: standard deviation 0.1, by √3.
    expect(sweepSummaries(runs)).toEqual([
      {
        id: "s",
        at: 4,
        loss: { metric: "logLoss", value: 0.5, of: "validation" },
        variants: [
          { variant: "b", nRuns: 1, mean: 0.2, error: undefined },
          { variant: "a", nRuns: 3, mean: expect.closeTo(0.6, 12), error: expect.closeTo(0.1 / Math.sqrt(3), 12) },
        ],
      },
    ]);
  });
});
