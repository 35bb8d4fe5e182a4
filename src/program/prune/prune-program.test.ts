/** The whole program in float64 is the oracle: what is pruned gives the same bits, or the last of them differ where the rules say so. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blocks } from "../../blocks/catalogue.generated.ts";
import { perColumn } from "../../blocks/testing/settings.ts";
import { recipes } from "../../engine/loops/testing/random-programs.ts";
import { ADJOINT_OPS, OP_CASES } from "../../engine/testing/op-cases.ts";
import {
  blockCases,
  opPrediction,
  type PredictionCase,
  randomPrediction,
  sampleCases,
} from "../../engine/testing/prediction-cases.ts";
import { SAMPLES } from "../../engine/testing/sample-cases.ts";
import { ProgramBuilder } from "../builder.ts";
import { evaluate } from "../evaluate.ts";
import { mixesRows } from "../op-traits.ts";
import type { OpName } from "../ops.ts";
import { sizeOf } from "../types.ts";
import { pruneProgram } from "./prune-program.ts";

/** Of each row; a value without rows is the same for all of them. */
function evaluated({ nodes, value, ...feeds }: Omit<PredictionCase, "title" | "kinks">): Float64Array {
  const [{ type, data }] = evaluate(nodes, feeds, [value]);
  if (type.rows) return data;
  return Float64Array.from({ length: feeds.nRows * data.length }, (_, i) => data[i % data.length]);
}

const countOf = (nodes: PredictionCase["nodes"], op: OpName) =>
  nodes.filter((node) => node.kind === "op" && node.op === op).length;

/** Of what is the same for all rows they are ours: the host's may differ in the last bit. */
const EXPONENTIALS: readonly OpName[] = [
  "exp",
  "log",
  "tanh",
  "sigmoid",
  "softplus",
  "normalCdf",
  "softmax",
  "logSumExp",
];

/** Of the largest number, what other last bits, or sums of rows of tables in another order, come to. */
const SHARE = 1e-13;

/** 0 and −0 are equal here: a term that was left out may have been either. */
function expectSame(given: PredictionCase): void {
  const pruned = pruneProgram(given.nodes, given.parameters, given.value);
  const got = evaluated({ ...given, ...pruned, parameters: {} });
  const wanted = evaluated(given);
  const largest = wanted.reduce((most, number) => Math.max(most, Number.isFinite(number) ? Math.abs(number) : 0), 1);
  const hasTables = countOf(pruned.nodes, "embedding") > countOf(given.nodes, "embedding");
  const allowed = hasTables || EXPONENTIALS.some((op) => countOf(given.nodes, op) > 0) ? SHARE * largest : 0;
  const at = wanted.findIndex(
    (number, i) =>
      !(Math.abs(number - got[i]) <= allowed || number === got[i] || (Number.isNaN(number) && Number.isNaN(got[i]))),
  );
  expect({ title: given.title, at, number: got[at] }).toEqual({ title: given.title, at: -1, number: undefined });
  expect(got.length).toBe(wanted.length);
}

it.each(blocks.map((block) => ({ block, title: block.spec.title })))("$title predicts the same bits", ({ block }) => {
  for (const task of ["binary", "multiclass", "regression"] as const)
    for (const settings of [{}, perColumn(block)])
      for (const given of blockCases(block, task, settings)) expectSame(given);
});

it.each(SAMPLES.map((sample) => ({ sample, id: sample.id })))("$id predicts the same bits", async ({ sample }) => {
  for (const given of await sampleCases(sample)) expectSame(given);
});

it.each(Object.entries(OP_CASES).filter(([op]) => !ADJOINT_OPS.has(op as OpName) && !mixesRows[op as OpName]))(
  "%s",
  (_, cases) => {
    for (const opCase of cases) for (const seed of [1, 2]) expectSame(opPrediction(opCase, seed));
  },
);

it("random programs give the same bits", () => {
  fc.assert(
    fc.property(recipes(24), (recipe) => expectSame(randomPrediction(recipe, 3))),
    { numRuns: 300 },
  );
});

describe("what is left", () => {
  const b = new ProgramBuilder();
  const x = b.input("x", { rows: true, shape: [3], dtype: "float32" });
  const logits = b.parameter("choice", {
    shape: [3, 2],
    role: "pipeline",
    initial: { kind: "constant", value: 0 },
    discrete: { kind: "choice" },
  });
  const shares = b.softmax(logits);
  const share = (k: number) => b.reshape(b.takeColumns(shares, [k]), [3]);
  const mixed = b.add(b.mul(b.exp(x), share(0)), b.mul(b.log(x), share(1)));
  const gates = b.parameter("gates", { shape: [3], role: "pipeline", initial: { kind: "constant", value: 0 } });
  const weights = b.parameter("weights", { shape: [3, 4], role: "model", initial: { kind: "constant", value: 0 } });
  const value = b.relu(b.matMul(b.mul(mixed, b.clip(gates, 0, 1)), weights));
  const parameters = {
    "/choice": Float32Array.of(300, -300, -300, 300, 300, -300),
    "/gates": Float32Array.of(5, 5, -5),
    "/weights": Float32Array.from({ length: 12 }, (_, i) => (i % 4 === 3 ? 0 : i + 1)),
  };
  /** Numbers of a row that ops of this name compute. */
  const sizes = (nodes: readonly (typeof b.nodes)[number][], op: OpName) =>
    nodes.flatMap((node) => (node.kind === "op" && node.op === op ? [sizeOf(node.type.shape)] : []));

  it("is one alternative a column, nothing behind a closed gate, and no weight that is 0", () => {
    const { nodes } = pruneProgram(b.nodes, parameters, value);
    expect({ exp: sizes(nodes, "exp"), log: sizes(nodes, "log"), relu: sizes(nodes, "relu") }).toEqual({
      exp: [1],
      log: [1],
      relu: [3],
    });
    expect(nodes.some(({ kind }) => kind === "parameter")).toBe(false);
    expect(sizes(nodes, "mul")).toEqual([]);
  });

  it("is nothing where all gates are closed: the same number for all rows", () => {
    const closed = { ...parameters, "/gates": Float32Array.of(-1, -1, -1) };
    const { nodes, value: left } = pruneProgram(b.nodes, closed, value);
    expect(nodes[left].type).toEqual({ rows: false, shape: [4], dtype: "float32" });
  });

  it("leaves the whole program as it was", () => {
    const before = JSON.stringify(b.nodes);
    pruneProgram(b.nodes, parameters, value);
    expect(JSON.stringify(b.nodes)).toBe(before);
  });
});

describe("what depends on one code alone", () => {
  const DEPTH = 20;
  const b = new ProgramBuilder();
  const codes = b.input("codes", { rows: true, shape: [2], dtype: "int32" });
  const x = b.input("x", { rows: true, shape: [2], dtype: "float32" });
  const weights = b.parameter("w", {
    shape: [2 * DEPTH + 2, 3],
    role: "model",
    initial: { kind: "constant", value: 0 },
  });
  const parameters = { "/w": Float32Array.from({ length: 6 * DEPTH + 6 }, (_, i) => Math.sin(i)) };
  const nRows = DEPTH + 4;
  const inputs = {
    codes: Float64Array.from({ length: 2 * nRows }, (_, i) => (i % nRows) - 2),
    x: Float64Array.from({ length: 2 * nRows }, (_, i) => Math.cos(i)),
  };
  const levels = b.oneHot(codes, [DEPTH, DEPTH]);
  const product = (shares: number) => b.matMul(b.concat([shares, x]), weights);
  const opsOf = (value: number) =>
    pruneProgram(b.nodes, parameters, value).nodes.flatMap((node) => (node.kind === "op" ? [node.op] : []));

  it("comes from a table for each code, whatever was made of it", () => {
    const value = product(b.mul(b.exp(levels), b.mul(levels, b.scalar(3))));
    expect(opsOf(value)).toContain("embedding");
    expect(opsOf(value)).not.toContain("oneHot");
    expectSame({ title: "shares", nodes: b.nodes, value, nRows, inputs, parameters, kinks: [] });
  });

  it("keeps the table of numbers that are learned for many levels, and has one for the levels with a feature each", () => {
    const [many, alone] = [400, 10];
    const c = new ProgramBuilder();
    const code = c.input("codes", { rows: true, shape: [1], dtype: "int32" });
    const matrix = c.parameter("w", { shape: [alone + 9, 3], role: "model", initial: { kind: "constant", value: 0 } });
    const table = c.parameter("t", { shape: [many, 9], role: "model", initial: { kind: "constant", value: 0 } });
    const own = {
      "/w": Float32Array.from({ length: 3 * (alone + 9) }, (_, i) => Math.sin(i)),
      "/t": Float32Array.from({ length: 9 * many }, (_, i) => Math.cos(i)),
    };
    const learned = c.reshape(c.embedding(table, code), [9]);
    const value = c.matMul(c.concat([c.oneHot(code, [alone]), learned]), matrix);
    const rows = Float64Array.from({ length: many + 3 }, (_, i) => i - 1);
    const nodes = { title: "many", nodes: c.nodes, value, nRows: rows.length, inputs: { codes: rows }, kinks: [] };
    expectSame({ ...nodes, parameters: own });
    const sizes = pruneProgram(c.nodes, own, value).nodes.flatMap((node) =>
      node.kind === "constant" ? [node.data.length] : [],
    );
    expect(sizes.toSorted((a, b) => a - b)).toEqual([27, 30, 9 * many]);
  });

  it("stays where it says something of codes outside its table", () => {
    const value = product(b.exp(levels));
    expect(opsOf(value)).toContain("oneHot");
    expectSame({ title: "outside", nodes: b.nodes, value, nRows, inputs, parameters, kinks: [] });
  });
});

it("a parameter that is not there is named", () => {
  const b = new ProgramBuilder();
  const x = b.input("x", { rows: true, shape: [2], dtype: "float32" });
  const weights = b.parameter("w", { shape: [2], role: "model", initial: { kind: "constant", value: 0 } });
  expect(() => pruneProgram(b.nodes, {}, b.mul(x, weights))).toThrow("E_PROGRAM_FEED");
});
