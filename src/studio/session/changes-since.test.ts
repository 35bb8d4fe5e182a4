import { describe, expect, test } from "vitest";
import type { PipelineDocument } from "../../pipeline/document.ts";
import {
  type Change,
  changesSince,
  changeWords,
  isOfOtherPipeline,
  isOfThisTable,
  type RunBasis,
} from "./changes-since.ts";
import { emptyDocument, view } from "./testing/fake-worker.ts";

const table = view("rows.csv", "b", ["a", "b"]);
const block = (id: string, settings = {}) => ({ id, type: "scale-number", version: 1, settings });
const document: PipelineDocument = { ...emptyDocument, blocks: [block("n1")] };
const basis: RunBasis = {
  document: {
    ...document,
    rules: table.columns.map(({ rule }) => rule),
    ...(table.target ? { target: table.target } : {}),
  },
  files: [{ name: "rows.csv", hash: "" }],
  isFromFile: false,
};
const edited = (change: Partial<PipelineDocument>) =>
  changesSince(basis, { document: { ...document, ...change }, view: table });
const withCells = (file: string) => ({
  ...document.table,
  edits: [{ file, hash: "", cells: [{ row: 1, column: "a", from: "1", to: "2" }] }],
});
const retyped = {
  ...table,
  columns: table.columns.map((column) => ({ ...column, rule: { ...column.rule, type: "number" as const } })),
};

describe("what has changed since a run", () => {
  test("nothing, where all is as it was, wherever blocks stand and whatever the pipeline is called", () => {
    expect(edited({})).toEqual([]);
    expect(edited({ name: "Mine", layout: { n1: { x: 9, y: 9 } }, nextBlock: 20 })).toEqual([]);
    const { seed, ...training } = document.training;
    expect(edited({ training: { ...training, seed } }), "keys in another order").toEqual([]);
    expect(changeWords(basis, [])).toBe("");
  });

  test.each<[string, readonly Change[], readonly Change[]]>([
    ["a block", edited({ blocks: [block("n1"), block("n2")] }), ["pipeline"]],
    ["a setting of a block", edited({ blocks: [block("n1", { use: "none" })] }), ["pipeline"]],
    ["a setting of training", edited({ training: { ...document.training, seed: 9 } }), ["training"]],
    ["what is deployed", edited({ training: { ...document.training, deploy: "ensemble" } }), ["training"]],
    ["another file", changesSince(basis, { document, view: view("other.csv", "b", ["a", "b"]) }), ["files"]],
    ["no file", changesSince(basis, { document, view: undefined }), ["closed"]],
    ["another target", changesSince(basis, { document, view: view("rows.csv", "a", ["a", "b"]) }), ["target"]],
    ["a cell", edited({ table: withCells("rows.csv") }), ["cells"]],
    ["a cell of another file", edited({ table: withCells("other.csv") }), []],
    ["a type", changesSince(basis, { document, view: retyped }), ["columns"]],
  ])("%s", (_, changes, expected) => {
    expect(changes).toEqual(expected);
  });

  test("what a pipeline file tells needs no table; another one is said to be another", () => {
    const told = { ...basis, isFromFile: true };
    expect(changesSince(told, { document, view: undefined })).toEqual([]);
    expect(changesSince(told, { document, view: view("other.csv", "b", ["a", "b"]) })).toEqual(["files"]);
  });

  test("a pipeline is another one by what changes it, and not by the files alone", () => {
    expect([isOfOtherPipeline(["files"]), isOfOtherPipeline(["closed"]), isOfOtherPipeline([])]).toEqual([
      false,
      false,
      false,
    ]);
    expect([isOfOtherPipeline(["files", "columns"]), isOfOtherPipeline(["training"])]).toEqual([true, true]);
  });

  test("files are known by what is in them, where that is known", () => {
    const hashed = (name: string, hash: string) => {
      const { sources, ...rest } = view(name, "b", ["a", "b"]);
      return { ...rest, sources: sources.map((source) => ({ ...source, hash })) };
    };
    const known = { ...basis, files: [{ name: "rows.csv", hash: "aa" }] };
    expect(changesSince(known, { document, view: hashed("renamed.csv", "aa") })).toEqual([]);
    expect(changesSince(known, { document, view: hashed("rows.csv", "bb") })).toEqual(["files"]);
  });

  test("one sentence says of what the results are, and all that has changed", () => {
    expect(changeWords(basis, ["pipeline"])).toBe(
      "These results are of rows.csv, predicting b; the page now has an edited pipeline.",
    );
    expect(changeWords({ ...basis, files: [] }, ["files", "target", "training"])).toBe(
      "These results are of other files, predicting b; the page now has other files, another target and other training settings.",
    );
  });

  test("words may stay on blocks while the table and the target are the same", () => {
    expect([isOfThisTable([]), isOfThisTable(["pipeline", "columns"])]).toEqual([true, true]);
    expect([isOfThisTable(["files"]), isOfThisTable(["target"]), isOfThisTable(["closed"])]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
