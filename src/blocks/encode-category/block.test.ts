import { expect, test } from "vitest";
import { ProgramBuilder } from "../../program/builder.ts";
import { evaluate } from "../../program/evaluate.ts";
import type { CategoryPort } from "../ports.ts";
import { categoryPort, portValue, runBlock, type TestTable } from "../testing/run-block.ts";
import { schemaOf } from "../testing/run-features.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };
const levels = { kind: ["a", "b"], size: ["s"] };
const table: TestTable = { categories: { kind: ["a", "b", "b", ""], size: ["s", "s", "s", "s"] }, levels };

test("one feature a level, missing and unseen included, each with the gate of its column", () => {
  const run = runBlock(parts, table);
  expect(run.ports.features).toMatchObject({
    columns: [
      "kind = missing",
      "kind = unseen",
      "kind = a",
      "kind = b",
      "size = missing",
      "size = unseen",
      "size = s",
    ].map((name) => ({ name, original: name.slice(0, 4) })),
  });
  const cells = run.read(portValue(run, "features"));
  expect([0, 1, 2, 3].map((row) => cells.slice(row * 7, row * 7 + 7))).toEqual([
    [0, 0, 1, 0, 0, 0, 1],
    [0, 0, 0, 1, 0, 0, 1],
    [0, 0, 0, 1, 0, 0, 1],
    [1, 0, 0, 0, 0, 0, 1],
  ]);
});

test("what training never met counts as the training average of its column", () => {
  const run = runBlock(parts, table);
  const later = run.read(portValue(run, "features"), {
    table: { categories: { kind: ["new", "b"], size: ["s", ""] }, levels },
  });
  expect(later.slice(0, 7)).toEqual([0.25, 0, 0.25, 0.5, 0, 0, 1]);
  expect(later.slice(7)).toEqual([0, 0, 0, 1, 0, 0, 1]);
});

test("pairs are blended by their weights, fixed codes as constants", () => {
  const builder = new ProgramBuilder();
  const codes = builder.input("categories", { rows: true, shape: [1], dtype: "int32" });
  const share = builder.constant([1], [0.25]);
  const port: CategoryPort = {
    type: "category",
    columns: [{ name: "kind", original: "kind", levels: ["missing", "unseen", "a", "b"] }],
    pairs: [
      { codes: { kind: "value", value: codes }, weights: builder.sub(builder.scalar(1), share) },
      { codes: { kind: "fixed", codes: [3] }, weights: share },
    ],
  };
  const statistics = { columns: ["kind"], depths: [4], frequencies: [0.25, 0.25, 0.25, 0.25] };
  const { features } = program({
    builder,
    settings: {},
    statistics,
    inputs: { categories: port },
    schema: schemaOf("binary", [], []),
    task: "binary",
    nOutputs: 1,
    nTrainRows: 3,
  });
  const [{ data }] = evaluate(builder.nodes, { nRows: 2, inputs: { categories: [0, 2] }, parameters: {} }, [
    features.value,
  ]);
  expect(Array.from(data)).toEqual([0.75, 0, 0, 0.25, 0, 0, 0.75, 0.25]);
});

test("statistics of another table are refused", () => {
  const run = runBlock(parts, table);
  const passing = { ...spec, outputs: spec.inputs };
  const context = {
    builder: run.builder,
    settings: {},
    inputs: {
      categories: categoryPort(
        runBlock<typeof passing>({ ...parts, spec: passing, program: ({ inputs }) => inputs }, table),
      ),
    },
    schema: schemaOf("binary", [], []),
    task: "binary",
    nOutputs: 1,
    nTrainRows: 4,
  } as const;
  const statistics = { columns: ["kind"], depths: [2], frequencies: [1, 2] };
  expect(() => program({ ...context, statistics })).toThrow(/7 numbers.*E_BLOCK_STATISTICS/);
});

test("the explanation counts features and claims nothing", () => {
  const { summary, certainty } = runBlock(parts, table).explain();
  expect(summary).toBe("Turns 2 category columns into 7 features; nothing is learned here.");
  expect(certainty).toBe("none");
});
