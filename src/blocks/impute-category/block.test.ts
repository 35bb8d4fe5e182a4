import { expect, test } from "vitest";
import { type BlockRun, categoryPort, oneHotLogits, runBlock, type TestTable } from "../testing/run-block.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { spec } from "./spec.ts";

const parts = { spec, fit, program, explain };
const table: TestTable = {
  categories: { kind: ["b", "b", "a", "", "z"], full: ["p", "q", "q", "p", "p"] },
  levels: { kind: ["a", "b"], full: ["p", "q"] },
};

type ReadOptions = Parameters<BlockRun["read"]>[1];

/** Weight of each level of a column in each row, from the pairs. */
function levelsByRow(run: BlockRun, column: number, nRows: number, options?: ReadOptions): number[][] {
  const port = categoryPort(run);
  const nColumns = port.columns.length;
  const totals = Array.from({ length: nRows }, () => port.columns[column].levels.map(() => 0));
  for (const { codes, weights } of port.pairs) {
    const codeCells = codes.kind === "value" ? run.read(codes.value, options) : codes.codes;
    const weightCells = run.read(weights, options);
    totals.forEach((row, index) => {
      const cell = index * nColumns + column;
      row[codeCells[cell % codeCells.length]] += weightCells[cell % weightCells.length];
    });
  }
  return totals;
}

test("a gap starts half as the most frequent level and half as itself; other cells stay", () => {
  const rows = levelsByRow(runBlock(parts, table), 0, 5);
  expect(rows).toEqual([
    [0, 0, 0, 1],
    [0, 0, 0, 1],
    [0, 0, 1, 0],
    [0.5, 0, 0, 0.5],
    [0, 1, 0, 0],
  ]);
});

test("hard choices are the most frequent level, or a level of its own", () => {
  const run = runBlock(parts, table);
  [
    [0, 0, 0, 1],
    [1, 0, 0, 0],
  ].forEach((expected, chosen) => {
    const parameters = { "block/filling": oneHotLogits(run.parameters["block/filling"], 2, chosen) };
    const [, , , gap] = levelsByRow(run, 0, 5, { parameters });
    gap.forEach((weight, code) => {
      expect(weight).toBeCloseTo(expected[code], 12);
    });
    const use = chosen === 0 ? "most frequent" : "own level";
    const fixed = runBlock(parts, table, { settings: { use } });
    expect(levelsByRow(fixed, 0, 5)[3]).toEqual(expected);
    expect(Object.keys(fixed.parameters)).toEqual([]);
  });
});

test("weights of a cell sum to 1 and pairs of fixed codes repair again", () => {
  const run = runBlock(parts, table, { settings: { share: "per column" } });
  for (const column of [0, 1]) {
    for (const row of levelsByRow(run, column, 5))
      expect(row.reduce((total, next) => total + next, 0)).toBeCloseTo(1, 12);
  }
  expect(run.builder.probes.map((probe) => probe.rowLabels)).toEqual([["kind"]]);
});

test("a new gap in a column without training gaps becomes its most frequent level", () => {
  const run = runBlock(parts, table);
  const later = { table: { ...table, categories: { kind: ["a"], full: [""] } } };
  expect(levelsByRow(run, 1, 1, later)).toEqual([[0, 0, 1, 0]]);
});

test("columns that are not bound keep their gaps", () => {
  const run = runBlock(parts, table, { settings: { columns: { mode: "except", names: ["kind"] } } });
  expect(levelsByRow(run, 0, 5)[3]).toEqual([1, 0, 0, 0]);
});

test("a column of gaps alone stays missing", () => {
  const run = runBlock(parts, { categories: { kind: ["", ""] } });
  expect(levelsByRow(run, 0, 2)).toEqual([
    [1, 0],
    [1, 0],
  ]);
});

test("explanations", () => {
  const run = runBlock(parts, table);
  expect(run.explain()).toMatchObject({
    summary: "Filling gaps: no clear preference: hardly matters here.",
    certainty: "none",
  });
  expect(run.explain().details).toContain("kind: 20 % missing; most frequent level “b”.");
  const own = { "block/filling": Float32Array.of(0, 0.3) };
  expect(run.explain(own)).toMatchObject({
    summary: "Filling gaps leans to own level (73 % of the blend).",
    certainty: "slight",
  });
});
