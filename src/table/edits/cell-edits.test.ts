import { expect, test } from "vitest";
import { editsOfFiles, type FileEdits, listEdits, withEdit, withoutEdits } from "./cell-edits.ts";

const cell = (row: number, column: string, to: string) => ({ file: "a.csv", hash: "h", row, column, from: "1", to });

test("one edit a cell, by row and column; a cell that is as in its file again is none", () => {
  const first = [cell(2, "b", "5"), cell(1, "z", "6"), cell(2, "a", "7")].reduce(withEdit, [] as readonly FileEdits[]);
  expect(listEdits(first).map(({ row, column, to }) => [row, column, to])).toEqual([
    [1, "z", "6"],
    [2, "a", "7"],
    [2, "b", "5"],
  ]);
  const again = withEdit(first, cell(2, "b", "9"));
  expect(listEdits(again).map(({ to }) => to)).toEqual(["6", "7", "9"]);
  expect(listEdits(withEdit(again, cell(2, "b", "1")))).toHaveLength(2);
  expect(withoutEdits(again, listEdits(again))).toEqual([]);
  expect(
    listEdits(first).map(({ to }) => to),
    "the list before is as it was",
  ).toEqual(["6", "7", "5"]);
});

test("edits of files are known by their bytes, or by their names", () => {
  const other = { file: "b.csv", hash: "", row: 1, column: "b", from: "", to: "x" };
  const edits = withEdit(withEdit([], cell(1, "b", "2")), other);
  expect(editsOfFiles(edits, { files: ["renamed.csv"], hashes: ["h"] }).map(({ file }) => file)).toEqual(["a.csv"]);
  expect(editsOfFiles(edits, { files: ["b.csv"], hashes: [""] }).map(({ file }) => file)).toEqual(["b.csv"]);
});
