import { expect, test } from "vitest";
import { describeTable } from "../../app/describe-table.ts";
import { viewTable } from "../../app/view-table.ts";
import { stackTables, tableFromRows } from "../../table/stack.ts";
import { columnsFor, fileTests, lastFileTests, splitBy, valuesToTell, withPart } from "./split-choices.ts";

const rows = Array.from({ length: 120 }, (_, i) => [
  `${4000 + ((i * 11) % 40)}`,
  new Date(Date.UTC(2024, 0, 1 + (i % 60))).toISOString().slice(0, 10),
  i % 4 ? "train" : "test",
  ["Ulm", "Bonn", "Kiel"][(i * 7) % 3],
  String(((i * 37) % 101) / 8),
  i % 3 ? "a" : "b",
]);
const open = stackTables([tableFromRows("rows.csv", ["patient id", "day", "set", "town", "size", "kind"], rows)]);
const view = viewTable(open, describeTable(open, { overrides: [], target: { name: "kind" } }));

test("offered columns come first, then those that could serve; what is predicted never does", () => {
  expect(columnsFor("group", view)).toEqual({ offered: ["patient id"], others: ["day", "set", "town", "size"] });
  expect(columnsFor("time", view)).toEqual({ offered: ["day"], others: ["patient id", "size"] });
  expect(columnsFor("column", view)).toEqual({ offered: ["set"], others: ["town"] });
});

test("a column that tells the split is understood where it can be, else its commonest value trains", () => {
  const set = splitBy("column", "set", view);
  expect(set).toEqual({
    by: "column",
    column: "set",
    parts: [
      { value: "train", split: "train" },
      { value: "test", split: "test" },
    ],
  });
  const [{ value }] = valuesToTell({ by: "column", column: "town", parts: [] }, view);
  expect(splitBy("column", "town", view)).toMatchObject({ parts: [{ value, split: "train" }] });
  expect(splitBy("group", "town", view)).toEqual({ by: "group", column: "town" });
});

test("each value has one split or none", () => {
  const parts = [{ value: "a", split: "train" }] as const;
  const both = withPart(parts, "b", "test");
  expect(both).toEqual([...parts, { value: "b", split: "test" }]);
  expect(withPart(both, "a", "validation")).toEqual([
    { value: "b", split: "test" },
    { value: "a", split: "validation" },
  ]);
  expect(withPart(both, "a", undefined)).toEqual([{ value: "b", split: "test" }]);
});

test("of several files the last one tests, until a person says otherwise", () => {
  const files = stackTables(["a.csv", "b.csv"].map((name) => tableFromRows(name, ["x", "kind"], [["1", "a"]])));
  const two = viewTable(files, describeTable(files, { overrides: [] }));
  const split = lastFileTests(two);
  expect(split).toEqual({ by: "files", parts: [{ value: "b.csv", split: "test" }] });
  expect(fileTests("a.csv")).toEqual({ by: "files", parts: [{ value: "a.csv", split: "test" }] });
  expect(valuesToTell(split, two)).toEqual([
    { value: "a.csv", count: 1 },
    { value: "b.csv", count: 1 },
  ]);
  expect(valuesToTell({ by: "random" }, two)).toEqual([]);
});
