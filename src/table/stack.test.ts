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

test("of units that rows below the headers say, one that all files say stays, and others are told", () => {
  const file = (name: string, units: readonly [string?, string?]) => {
    const table = tableFromRows(name, ["depth", "temp"], [["1", "2"]]);
    const columns = table.columns.map((column, at) => ({ ...column, ...(units[at] ? { unit: units[at] } : {}) }));
    return { ...table, columns };
  };
  const { table } = stackTables([file("a.csv", ["m", "°C"]), file("b.csv", ["cm", "°C"]), file("c.csv", ["m", "°C"])]);
  expect(table.columns.map(({ unit }) => unit)).toEqual([undefined, "°C"]);
  expect(table.issues).toMatchObject([{ code: "W_TABLE_UNITS", where: "a.csv, b.csv, c.csv", count: 3 }]);
  expect(table.issues[0].message).toContain(
    '"depth" stands in different units: m in a.csv, cm in b.csv and m in c.csv.',
  );
  const partly = stackTables([file("a.csv", ["m", "°C"]), file("b.csv", [])]).table;
  expect([partly.columns[0].unit, partly.issues]).toEqual([undefined, []]);
});

test("files of one name can be told apart", () => {
  const file = (name: string) => tableFromRows(name, ["x"], [["1"]]);
  const { table } = stackTables(["a.csv", "a.csv", "a.csv (2)", "b.csv"].map(file));
  expect(table.sources.map(({ name }) => name)).toEqual(["a.csv", "a.csv (2)", "a.csv (2) (2)", "b.csv"]);
});
