import { expect, test } from "vitest";
import { createEvaluatorEngine } from "../../engine/reference/evaluator-engine.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { parameterNodes } from "../../program/parameters.ts";
import { WATCHED_PHASES } from "../phases.ts";
import { Run } from "../run.ts";
import { readProbes } from "../stages.ts";
import { HandClock, smallDocument } from "../testing/tiny-run.ts";
import { candidatesOf } from "./candidates.ts";
import { foldsOf, nestedSplits } from "./folds.ts";
import { nestedSizes, nGatesOf, smallestAsGood, withHighestGates } from "./nested-sets.ts";
import { trainMember } from "./train-member.ts";

test("sets are a quarter of the one before, then half of it, down to two columns", () => {
  expect(nestedSizes(500)).toEqual([500, 125, 63, 32, 16, 8, 4, 2]);
  expect(nestedSizes(16)).toEqual([16, 8, 4, 2]);
  expect(nestedSizes(3)).toEqual([3, 2]);
  expect(nestedSizes(1)).toEqual([]);
});

test("gates beyond a set are closed for good, the others are as they begin", () => {
  const builder = new ProgramBuilder();
  const discrete = { kind: "gate", threshold: -0.5, open: 10, closed: -10 } as const;
  const gates = (name: string, n: number) =>
    builder.parameter(name, { shape: [n], role: "pipeline", initial: { kind: "constant", value: 0 }, discrete });
  gates("a", 3);
  gates("b", 2);
  builder.parameter("weights", { shape: [2], role: "model", initial: { kind: "constant", value: 1 } });
  const program = { nodes: builder.nodes };
  const names = parameterNodes(program.nodes).map(({ name }) => name);
  const named = (...arrays: readonly Float32Array[]) =>
    Object.fromEntries(arrays.map((values, index) => [names[index], values]));
  const values = named(Float32Array.of(0.3, -1, 0.9), Float32Array.of(0.5, 0), Float32Array.of(7, 7));
  const start = named(new Float32Array(3), new Float32Array(2), Float32Array.of(1, 1));
  expect(nGatesOf(program)).toBe(5);
  expect(withHighestGates(program, { start, values, size: 2 })).toEqual(
    named(Float32Array.of(-10, -10, 0), Float32Array.of(0, -10), Float32Array.of(1, 1)),
  );
  expect(start[names[0]]).toEqual(new Float32Array(3));
});

test("the smallest set within one standard error of the best one is taken", () => {
  // Squared errors of four rows: means 1, .5, .75, 2. Of the second .5 ± .289 (numpy: std([0, 1, 1, 0], ddof=1) / 2).
  const scores = [[2, 1, 1, 0].map(Math.sqrt), [0, 1, 1, 0], [1, 1, 1, 0], [2, 2, 2, 2].map(Math.sqrt)].map((values) =>
    Float64Array.from(values),
  );
  const evidence = { isRegression: true, labels: new Float64Array(4) };
  expect(smallestAsGood({ ...evidence, scores })).toBe(2);
  expect(smallestAsGood({ ...evidence, scores: [scores[1], scores[0]] })).toBe(0);
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
  const gates = [...readProbes(first.predictor.program, first.predictor.parameters).values()].flat();
  const values = gates.find(({ kind }) => kind === "gate")?.values ?? [];
  expect(values.length).toBeGreaterThan(2);
  expect([...values].every((value) => value === 0 || value === 1)).toBe(true);
});
