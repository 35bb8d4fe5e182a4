import { expect, test } from "vitest";
import { cellText } from "./raw-column.ts";
import { stackTables, tableFromRows } from "./stack.ts";

test("columns are matched by name, and what a file lacks is empty", () => {
  const { table, unmatched } = stackTables([
    tableFromRows("a.csv", ["x", "y"], [["1", "2"]]),
    tableFromRows("b.csv", ["y", "z"], [["3", "4"]]),
  ]);
  const rows = [0, 1].map((row) => table.columns.map((column) => cellText(column, row)));
  expect(table.columns.map(({ name }) => name)).toEqual(["x", "y", "z"]);
  expect(rows).toEqual([
    ["1", "2", ""],
    ["", "3", "4"],
  ]);
  expect([...table.sourceOfRow]).toEqual([0, 1]);
  expect(unmatched).toEqual([
    { column: "x", presentIn: ["a.csv"], absentFrom: ["b.csv"] },
    { column: "z", presentIn: ["b.csv"], absentFrom: ["a.csv"] },
  ]);
});

test("files of one name can be told apart", () => {
  const file = (name: string) => tableFromRows(name, ["x"], [["1"]]);
  const { table } = stackTables(["a.csv", "a.csv", "a.csv (2)", "b.csv"].map(file));
  expect(table.sources.map(({ name }) => name)).toEqual(["a.csv", "a.csv (2)", "a.csv (2) (2)", "b.csv"]);
});
