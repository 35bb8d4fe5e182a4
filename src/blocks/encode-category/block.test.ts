import { describe, expect, test } from "vitest";
import { ProgramBuilder } from "../../program/builder.ts";
import { evaluate } from "../../program/evaluate.ts";
import type { CategoryPort } from "../ports.ts";
import { categoryPort, portValue, runBlock, type TestTable } from "../testing/run-block.ts";
import { schemaOf } from "../testing/run-features.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { dimensionsOf } from "./many-levels.ts";
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
    settings: { levels: 50, dimensions: 8 },
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
    settings: { levels: 50, dimensions: 8 },
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

describe("a column of many levels", () => {
  const many: TestTable = {
    categories: { place: ["a", "a", "b", "c", "d", ""], size: ["s", "s", "s", "s", "s", "s"] },
    levels: { place: ["a", "b", "c", "d", "e"], size: ["s"] },
  };
  const settings = { levels: 2, dimensions: 2 };
  const namesOf = ({ ports: { features } }: ReturnType<typeof runBlock>) =>
    features.type === "features" ? features.columns.map(({ name }) => name) : [];

  test("has features for the commonest, and numbers that are learned for all", () => {
    const run = runBlock(parts, many, { settings });
    expect(namesOf(run)).toEqual([
      ...["missing", "unseen", "a", "b"].map((level) => `place = ${level}`),
      ...["missing", "unseen", "s"].map((level) => `size = ${level}`),
      "place [1]",
      "place [2]",
    ]);
    const parameters = { "block/levels 1": Float32Array.from([1, 2, 9, 9, 3, 4, 5, 6, 7, 8, 11, 12, 9, 9]) };
    const read = (cells: readonly string[]) =>
      run.read(portValue(run, "features"), {
        parameters,
        table: { categories: { place: [...cells], size: cells.map(() => "s") }, levels: many.levels! },
      });
    // Codes: missing, unseen, a, b, c, d, e, of which no row of training has the second and the last.
    const cells = read(["", "a", "d", "e", "new"]);
    expect([0, 1, 2, 3, 4].map((row) => cells.slice(row * 9 + 7, row * 9 + 9))).toEqual([
      [1, 2],
      [3, 4],
      [11, 12],
      [0, 0],
      [0, 0],
    ]);
    expect(cells.slice(2 * 9, 2 * 9 + 4)).toEqual([0, 0, 0, 0]);
  });

  test("one level over, the pool as a rule, has a feature of its own, and without numbers rare levels are alike", () => {
    const nOf = (settings: object) => namesOf(runBlock(parts, many, { settings })).length;
    expect([nOf({ levels: 4 }), nOf({ levels: 3, dimensions: 2 }), nOf({ levels: 3, dimensions: 0 })]).toEqual([
      10, 10, 8,
    ]);
  });

  test("a level that a sample of the rows lacks is known by all of them", () => {
    const codeCounts = () => Uint32Array.from([10, 0, 20, 10, 10, 8, 2]);
    const { statistics } = runBlock(parts, many, { settings, nTrainRows: 60, codeCounts });
    expect(statistics.frequencies.slice(0, 7).map((frequency) => frequency > 0)).toEqual([
      true,
      false,
      ...new Array(5).fill(true),
    ]);
    expect(statistics.frequencies[6]).toBe(0.033333);
  });

  test("of very many, fewer numbers are learned, and the explanation says what is", () => {
    const columns = Array.from({ length: 30 }, () => ({ levels: { length: 2002 } }));
    expect(dimensionsOf(columns, { levels: 50, dimensions: 8 })).toBe(3);
    expect(dimensionsOf(columns.slice(0, 5), { levels: 50, dimensions: 8 })).toBe(8);
    const { summary, details } = runBlock(parts, many, { settings }).explain();
    expect(summary).toBe(
      "Turns 2 category columns into 9 features; for levels of columns with many, numbers are learned.",
    );
    expect(details[0]).toBe(
      "place: 5 levels; a feature for each of the 2 commonest, and 2 learned numbers for each level.",
    );
  });
});
