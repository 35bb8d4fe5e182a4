import { expect, test } from "vitest";
import type { GridQuery } from "../../table/grid-query.ts";
import { stackTables, tableFromRows } from "../../table/stack.ts";
import { describeTable } from "../describe-table.ts";
import { rowsOfQuery } from "./grid-rows.ts";
import { scatterOf } from "./scatter.ts";

const HEADER = ["length", "kind", "mass", "ripe"];
const ROWS = [
  ["1", "a", "10", "yes"],
  ["2", "b", "20", "no"],
  ["3", "a", "", "yes"],
  ["4", " a", "40", "no"],
  ["", "b", "50", "yes"],
  ["6", "", "60", "no"],
];
const open = stackTables([tableFromRows("a.csv", HEADER, ROWS)]);
const overrides = [
  { name: "length", type: "number" as const },
  { name: "mass", type: "number" as const },
  { name: "kind", type: "category" as const },
];
const description = describeTable(open, { overrides, target: { name: "ripe" } });
const scatter = (query: GridQuery, columns: readonly [string, string], also: readonly number[] = []) =>
  scatterOf(open, description, { query, columns, also, isWithoutFar: false });

test("points are rows with both values; those of the query are told, and classes by the target", () => {
  const found = scatter({ filters: [{ by: "range", column: "mass", low: 15, high: 45 }] }, ["length", "mass"]);
  expect([...(found?.rows ?? [])]).toEqual([0, 1, 3, 5]);
  expect([...(found?.x ?? [])]).toEqual([1, 2, 4, 6]);
  expect([...(found?.y ?? [])]).toEqual([10, 20, 40, 60]);
  expect([...(found?.isMet ?? [])]).toEqual([0, 1, 1, 0]);
  expect(found?.axes[0]).toEqual({ kind: "numbers", name: "length", low: 1, high: 6 });
  expect([...(found?.codes ?? [])].map((code) => found?.classes[code])).toEqual(["yes", "no", "no", "no"]);
});

test("beside levels there are boxes, with quantiles as NumPy has them", () => {
  const found = scatter({ filters: [] }, ["kind", "mass"]);
  expect(found?.axes[0]).toEqual({ kind: "levels", name: "kind", labels: ["a", "b"] });
  // numpy.quantile([10, 40], [.05, .25, .5, .75, .95]) and of [20, 50]
  expect(found?.boxes).toEqual([
    { level: 0, nRows: 2, quantiles: [11.5, 17.5, 25, 32.5, 38.5] },
    { level: 1, nRows: 2, quantiles: [21.5, 27.5, 35, 42.5, 48.5] },
  ]);
});

test("levels that are chosen in the plot are filtered for exactly", () => {
  const of = (levels: readonly string[]) => [
    ...rowsOfQuery(open, description, { filters: [{ by: "levels", column: "kind", levels: [...levels] }] }),
  ];
  expect(of(["a"])).toEqual([0, 2, 3]);
  expect(of(["a", "b"])).toEqual([0, 1, 2, 3, 4]);
  expect(of(["A"])).toEqual([]);
});

test("numbers far out are left out where they would press all others together", () => {
  const rows = [...Array.from({ length: 12 }, (_, at) => [String(at), String(at)]), ["5000", "5"]];
  const own = stackTables([tableFromRows("b.csv", ["a", "b"], rows)]);
  const of = (isWithoutFar: boolean) =>
    scatterOf(own, describeTable(own, { overrides: [] }), {
      query: { filters: [] },
      columns: ["a", "b"],
      also: [],
      isWithoutFar,
    });
  expect(of(false)?.axes[0]).toMatchObject({ low: 0, high: 5000 });
  expect(of(true)?.axes[0]).toMatchObject({ low: 0, high: 11 });
  expect(of(true)?.rows).toHaveLength(12);
});

test("without one of the columns, or anything in both, there is nothing to draw", () => {
  expect(scatter({ filters: [] }, ["length", "gone"])).toBeUndefined();
  expect(scatter({ filters: [] }, ["length", "length"])).toBeUndefined();
});
