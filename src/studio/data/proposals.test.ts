import { expect, test } from "vitest";
import type { TableView } from "../../app/view-table.ts";
import type { ColumnDoubts } from "../../table/column-doubts.ts";
import { columnRule } from "../../table/testing/column-rule.ts";
import type { ColumnRule } from "../../table/types.ts";
import { isOfTarget, markersWith, proposalsOf } from "./proposals.ts";

const sentinel = (value: number, spellings = [String(value)]) => ({ value, count: 5, nearest: 80, spellings });
const mark = (because: "delimiter" | "other columns") => ({
  ...{ mark: "." as const, because, example: "1,234", value: 1234, otherwise: 1.234 },
});

function viewOf(columns: readonly (readonly [string, Partial<ColumnRule>, ColumnDoubts?])[]): TableView {
  return {
    ...{ nRows: 9, sources: [], issues: [], unmatched: [], matched: [], mayMatch: [], splits: [] },
    columns: columns.map(([name, change, doubts]) => ({
      rule: columnRule(name, change),
      profile: { name, nRows: 9, nMissing: 0, nUnique: 9, numbers: undefined, levels: [], examples: [] },
      ...(doubts ? { doubts } : {}),
    })),
  };
}

const view = viewOf([
  ["plain", {}],
  ["chol", { missingMarkers: ["NA"] }, { sentinels: [sentinel(0, ["0", "0.0"]), sentinel(-9)] }],
  ["id", { role: "aside" }, { sentinels: [sentinel(0)], mark: mark("delimiter") }],
  ["weight", {}, { sentinels: [sentinel(0)], mark: mark("delimiter") }],
  ["price", {}, { sentinels: [], mark: mark("other columns") }],
  ["y", { role: "target" }, { sentinels: [sentinel(999)] }],
]);

test("what concerns the target comes first, then what concerns most columns; columns that are set aside are left out", () => {
  const { sentinels, marks } = proposalsOf(view);
  const names = sentinels.map(({ value, columns }) => [value, ...columns.map(({ rule }) => rule.name)]);
  expect(names).toEqual([
    [999, "y"],
    [0, "chol", "weight"],
    [-9, "chol"],
  ]);
  expect(sentinels.map(isOfTarget)).toEqual([true, false, false]);
  expect(marks.map(({ rule }) => rule.name)).toEqual(["weight"]);
});

test("one click takes all columns, each with its own markers and spellings", () => {
  const [, zero] = proposalsOf(view).sentinels;
  expect(markersWith(zero.columns)).toEqual([
    { name: "chol", missingMarkers: ["NA", "0", "0.0"] },
    { name: "weight", missingMarkers: ["0"] },
  ]);
});
