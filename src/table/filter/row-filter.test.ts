import { expect, test } from "vitest";
import { inferRules } from "../infer/infer-rules.ts";
import { repeat, tableOf } from "../testing/made-tables.ts";
import { columnsLacking, type RowFilter, rowsMeeting } from "./row-filter.ts";

const table = tableOf({
  age: repeat(["20", "", "35", "n/a", "50.5"], 20),
  town: repeat(["Ulm", "Bonn", "ulm ", "Köln", ""], 20),
  day: repeat(["2024-01-01", "2024-02-01", "", "2024-03-01", "2024-04-01"], 20),
});
const rules = inferRules(table);
/** Places of the first five rows that are left. */
const left = (filter: RowFilter) => {
  const rows = rowsMeeting(table, rules, filter);
  return rows && [0, 1, 2, 3, 4].filter((row) => rows[row] === 1);
};
const day = (text: string) => Date.parse(text) / 86_400_000;

test.each<readonly [string, RowFilter, readonly number[]]>([
  ["a level, whatever its case", [{ by: "level", column: "town", level: "ULM", isNot: false }], [0, 2]],
  ["not a level", [{ by: "level", column: "town", level: "Ulm", isNot: true }], [1, 3, 4]],
  ["between, both ends", [{ by: "range", column: "age", low: 20, high: 35 }], [0, 2]],
  ["at least", [{ by: "range", column: "age", low: 35 }], [2, 4]],
  ["missing, by a word too", [{ by: "missing", column: "age", isNot: false }], [1, 3]],
  ["filled", [{ by: "missing", column: "age", isNot: true }], [0, 2, 4]],
  ["from a day on", [{ by: "range", column: "day", low: day("2024-02-01") }], [1, 3, 4]],
  [
    "all of several",
    [
      { by: "missing", column: "age", isNot: true },
      { by: "level", column: "town", level: "Ulm", isNot: false },
    ],
    [0, 2],
  ],
])("%s", (_, filter, rows) => {
  expect(left(filter)).toEqual(rows);
});

test("no condition, and conditions on columns that are not there, leave all rows", () => {
  expect(left([])).toBeUndefined();
  const gone: RowFilter = [{ by: "missing", column: "gone", isNot: true }];
  expect(left(gone)).toBeUndefined();
  expect(columnsLacking(table, gone)).toEqual(["gone"]);
});
