import { expect, test } from "vitest";
import { createEvaluatorEngine } from "../../engine/reference/evaluator-engine.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { WATCHED_PHASES } from "../phases.ts";
import { Run } from "../run.ts";
import { HandClock, smallDocument } from "../testing/tiny-run.ts";
import { candidatesOf } from "./candidates.ts";
import { columnGates, nGatedOf } from "./column-gates.ts";
import { foldsOf, nestedSplits } from "./folds.ts";
import { nestedSizes, rankedColumns, smallestAsGood, stepsOfSet } from "./nested-sets.ts";
import { trainMember } from "./train-member.ts";

test("sets are a quarter of the one before, then half of it, down to two columns", () => {
  expect(nestedSizes(500)).toEqual([500, 125, 63, 32, 16, 8, 4, 2]);
  expect(nestedSizes(16)).toEqual([16, 8, 4, 2]);
  expect(nestedSizes(3)).toEqual([3, 2]);
  expect(nestedSizes(1)).toEqual([]);
});

test("gates are told by block and column, with the values that they are ranked by", () => {
  const builder = new ProgramBuilder();
  const discrete = { kind: "gate", threshold: -0.5, open: 10, closed: -10 } as const;
  for (const [block, columns] of [
    ["n1", ["a", "b", "c"]],
    ["n2", ["c", "d"]],
  ] as const) {
    builder.inBlock(block, () => {
      const initial = { kind: "constant", value: 0 } as const;
      const gates = builder.parameter("gates", { shape: [columns.length], role: "pipeline", initial, discrete });
      builder.probe({ name: "gates", kind: "gate", value: gates, rowLabels: columns, columnLabels: [] });
    });
  }
  const { nodes, probes } = builder;
  expect(nGatedOf({ nodes, probes })).toBe(4);
  const values = { "n1/gates": Float32Array.of(0.25, -1, -0.5), "n2/gates": Float32Array.of(0.5, 0) };
  expect(columnGates({ nodes, probes }, values)).toEqual([
    { block: "n1", column: "a", value: 0.25, isOpen: true },
    { block: "n1", column: "b", value: -1, isOpen: false },
    { block: "n1", column: "c", value: -0.5, isOpen: false },
    { block: "n2", column: "c", value: 0.5, isOpen: true },
    { block: "n2", column: "d", value: 0, isOpen: true },
  ]);
});

test("small sets are trained for longer, as long as that takes no longer than all columns, and no longer than the others", () => {
  const limits = { nColumns: 500, first: 120, most: 400 };
  expect([500, 125, 63, 2].map((size) => stepsOfSet(size, limits))).toEqual([120, 359, 400, 400]);
});

test("of many columns those are taken in turn whose gates were open farthest and that tell most by themselves, of few the first alone", () => {
  const columns = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
  const falling = (names: readonly string[]) => new Map(names.map((name, index) => [name, -index]));
  const rising = (names: readonly string[]) => new Map(names.map((name, index) => [name, index]));
  const [few, many] = [columns(32), columns(33)];
  expect(rankedColumns(falling(few), rising(few))).toEqual(few);
  const ranked = rankedColumns(falling(many), rising(many));
  expect(ranked.slice(0, 6)).toEqual(["c0", "c32", "c1", "c31", "c2", "c30"]);
  expect([...ranked].sort()).toEqual([...many].sort());
});

test("the smallest set within one standard error of the difference from the best one is taken", () => {
  // Squared errors of four rows. Beside those of the second set, the third has .125 ± .315 more, the last 1.5 ± .289 (numpy: std([2, 1, 1, 2], ddof=1) / 2).
  const scores = [
    [2, 1, 1, 0],
    [0, 1, 1, 0],
    [1, 0.5, 1, 0],
    [2, 2, 2, 2],
  ].map((squares) => Float64Array.from(squares, Math.sqrt));
  const evidence = { isRegression: true, labels: new Float64Array(4) };
  expect(smallestAsGood({ ...evidence, scores })).toBe(2);
  expect(smallestAsGood({ ...evidence, scores: [scores[1], scores[3]] })).toBe(0);
  // Of a quantile of .9, errors below 0 cost nine times as much: what is worst by squares is best, and stands alone.
  const below = scores[2].map((each) => -each);
  expect(smallestAsGood({ ...evidence, scores: [scores[3], below] })).toBe(1);
  expect(smallestAsGood({ ...evidence, scores: [scores[3], below], criterion: { quantile: 0.9 } })).toBe(0);
});

const dataset = tinyDataset({ nRows: 360 });
const document = smallDocument(dataset, { maxSteps: 3 });

test("rows that judge sets steer none and train none, and each steers once", () => {
  const splits = nestedSplits(dataset, document.training);
  const all = splits?.steering.flatMap(({ validation }) => [...validation]) ?? [];
  expect([...all, ...(splits?.judging ?? [])].sort((a, b) => a - b)).toEqual([...dataset.split.train]);
  for (const { train, validation } of splits?.steering ?? []) {
    const seen = new Set([...train, ...validation]);
    expect(splits?.judging.some((row) => seen.has(row))).toBe(false);
    expect(train.some((row) => validation.includes(row))).toBe(false);
  }
  const few = { ...dataset, split: { ...dataset.split, train: dataset.split.train.slice(0, 100) } };
  expect(nestedSplits(few, document.training)).toBeUndefined();
});

test("a member with nested sets is trained on its training rows alone, to the same bits", async () => {
  const options = { document, catalogue, schema: dataset.schema, isLearning: true };
  expect(candidatesOf({ ...options, nGates: 15 }).some(({ isNested }) => isNested)).toBe(false);
  const candidate = candidatesOf({ ...options, nGates: 16 }).find(({ isNested }) => isNested);
  if (!candidate) throw new Error("no candidate has nested sets");
  const member = (labels: Float64Array) => {
    const own = { ...dataset, labels };
    const run = new Run({
      ...{ phases: WATCHED_PHASES, document, dataset: own, engine: createEvaluatorEngine() },
      ...{ clock: new HandClock().read, control: { gate: async () => "run", isStopped: () => false } },
      onProgress: () => {},
    });
    const [split] = foldsOf(own, document.training);
    return trainMember(
      { candidate, fold: 0, maxSteps: 3, learningRate: 0.01, fitRows: undefined, isBlendAveraged: true, isKept: false },
      {
        ...{ run, catalogue, table: { dataset: own, folds: [split], fileHashes: [] } },
        ...{ msLeft: () => 1, onTrained: () => {} },
      },
    );
  };
  const first = await member(dataset.labels);
  const testing = new Set(dataset.split.test);
  const second = await member(dataset.labels.map((label, row) => (testing.has(row) ? 1 - label : label)));
  expect(second.predictor.parameters).toEqual(first.predictor.parameters);
  expect(Object.values(first.letThrough).flat().length).toBeGreaterThan(0);
  const { nodes } = first.predictor.program;
  const widthOf = (name: string) => nodes.find((node) => node.kind === "input" && node.name === name)?.type.shape;
  expect([widthOf("numbers"), widthOf("categories")]).toEqual([[3], [1]]);
});
