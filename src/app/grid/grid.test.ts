import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { atOnce } from "../../base/in-pieces.ts";
import { trainingSettingsSchema } from "../../pipeline/document.ts";
import type { GridQuery } from "../../table/grid-query.ts";
import { stackTables, tableFromRows } from "../../table/stack.ts";
import { describeTable } from "../describe-table.ts";
import { columnShifts, largestGap } from "./column-shifts.ts";
import { gridPage, nextProblem, rowsOfQuery } from "./grid-rows.ts";
import { missingMap } from "./missing-map.ts";

const HEADER = ["amount", "kind", "day"];
const ROWS = [
  ["5", "b", "2024-01-03"],
  ["", "A", "2024-01-01"],
  ["7", "a", "2024-01-02"],
  ["abc", "10", "2024-01-05"],
  ["1000", "9", "2024-01-04"],
  ["6", "NA", "2024-01-06"],
  ["5.50", "c", "2024-01-07"],
  ["4", "b", "2024-01-09"],
];
const OVERRIDES = [
  { name: "amount", type: "number" as const, missingMarkers: [] },
  { name: "kind", type: "category" as const, missingMarkers: ["NA"] },
  { name: "day", type: "date" as const },
];

function openOf(rows: readonly (readonly string[])[] = ROWS, header = HEADER, overrides = OVERRIDES) {
  const open = stackTables([tableFromRows("a.csv", header, rows)]);
  const known = overrides.filter(({ name }) => header.includes(name));
  return { open, description: describeTable(open, { overrides: known }) };
}

const { open, description } = openOf();
const rowsOf = (query: GridQuery) => [...rowsOfQuery(open, description, query)];
const sortedBy = (column: string, isDescending = false) => rowsOf({ filters: [], sort: { column, isDescending } });

describe("rows are sorted", () => {
  test("by numbers, those without one at the end either way", () => {
    expect(sortedBy("amount")).toEqual([7, 0, 6, 5, 2, 4, 1, 3]);
    expect(sortedBy("amount", true)).toEqual([4, 2, 5, 6, 0, 7, 1, 3]);
  });

  test("by days, and categories by their letters, numbers before texts", () => {
    expect(sortedBy("day").slice(0, 3)).toEqual([1, 2, 0]);
    expect(sortedBy("kind")).toEqual([4, 3, 1, 2, 0, 7, 6, 5]);
    expect(sortedBy("kind", true)).toEqual([6, 0, 7, 1, 2, 3, 4, 5]);
  });

  test("as sorting their texts one by one would, whatever stands in them", () => {
    const cell = fc.oneof(fc.constantFrom("", "x", "X", "yy", "12", "-3", "0.50", "n/a"), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 12 }), (cells) => {
        const own = openOf(
          cells.map((text) => [text, "1"]),
          ["kind", "other"],
        );
        const rows = rowsOfQuery(own.open, own.description, {
          filters: [],
          sort: { column: "kind", isDescending: false },
        });
        const key = (row: number) => {
          const text = cells[row].trim().toLowerCase();
          const isMissing = text === "" || text === "na";
          const isNumber = String(Number(cells[row])) === cells[row] && Number.isFinite(Number(cells[row]));
          return [isMissing ? 2 : isNumber ? 0 : 1, isNumber ? Number(cells[row]) : 0, isNumber ? "" : text] as const;
        };
        const expected = cells
          .map((_, row) => row)
          .sort((a, b) => {
            const [x, y] = [key(a), key(b)];
            if (x[0] !== y[0] || x[0] === 2) return x[0] - y[0];
            return x[1] - y[1] || (x[2] < y[2] ? -1 : Number(x[2] > y[2]));
          });
        expect([...rows]).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe("rows are filtered", () => {
  test("by what is wrong with a cell, by text and by range, all together", () => {
    const of = (problem: "missing" | "unreadable" | "far") =>
      rowsOf({ filters: [{ by: "problem", column: "amount", problem }] });
    expect([of("missing"), of("unreadable"), of("far")]).toEqual([[1], [3], [4]]);
    expect(rowsOf({ filters: [{ by: "problem", column: "kind", problem: "missing" }] })).toEqual([5]);
    expect(rowsOf({ filters: [{ by: "text", column: "kind", text: "A" }] })).toEqual([1, 2, 5]);
    expect(rowsOf({ filters: [{ by: "range", column: "amount", low: 5, high: 7 }] })).toEqual([0, 2, 5, 6]);
    const sort = { column: "amount", isDescending: true };
    expect(
      rowsOf({
        sort,
        filters: [
          { by: "text", column: "kind", text: "b" },
          { by: "range", column: "amount" },
        ],
      }),
    ).toEqual([0, 7]);
    expect(rowsOf({ filters: [{ by: "text", column: "gone", text: "b" }] })).toHaveLength(ROWS.length);
  });

  test("and shown a page at a time, cells as they stand in the file", () => {
    const query: GridQuery = { filters: [], sort: { column: "amount", isDescending: false } };
    const view = gridPage(open, description, { query, firstRow: 2, nRows: 4, firstColumn: 0, nColumns: 2 });
    expect(view.nRows).toBe(8);
    expect(view.rows.map(({ row }) => row)).toEqual([6, 5, 2, 4]);
    expect(view.rows[0].cells).toEqual(["5.50", "c"]);
    expect(view.rows[3]).toMatchObject({ cells: ["1000", "9"], states: ["far", "filled"] });
    expect(gridPage(open, description, { query, firstRow: 7, nRows: 5, firstColumn: 2, nColumns: 9 }).rows).toEqual([
      { row: 3, cells: ["2024-01-05"], states: ["filled"] },
    ]);
  });
});

test("problems are found one after the other, forwards and backwards, and round the ends", () => {
  const walk = (isBackwards: boolean, column?: string) => {
    const found: (readonly [number, number, string])[] = [];
    for (let from = -1, count = 0; count < 5; count++) {
      const next = nextProblem(open, description, { query: { filters: [] }, from, isBackwards, column });
      if (!next) break;
      found.push([next.place, next.column, next.problem]);
      from = next.place;
    }
    return found;
  };
  const all = [
    [1, 0, "missing"],
    [3, 0, "unreadable"],
    [4, 0, "far"],
    [5, 1, "missing"],
  ];
  expect(walk(false)).toEqual([...all, all[0]]);
  expect(walk(true)).toEqual([...[...all].reverse(), all[3]]);
  expect(walk(false, "kind")[0]).toEqual(all[3]);
  expect(walk(false, "day")).toEqual([]);
});

test("the map of missing cells has each column's share, part by part", () => {
  const { shares, nParts } = atOnce(missingMap(open, description));
  expect(nParts).toBe(8);
  expect([...shares.subarray(0, 8)]).toEqual([0, 1, 0, 1, 0, 0, 0, 0]);
  expect([...shares.subarray(8, 16)]).toEqual([0, 0, 0, 0, 0, 1, 0, 0]);
  const long = openOf(Array.from({ length: 1000 }, (_, row) => [row < 500 ? "" : "1", "x", "2024-01-01"]));
  const map = atOnce(missingMap(long.open, long.description));
  expect(map.nParts).toBe(200);
  expect([...map.shares.subarray(0, 200)]).toEqual([...new Array(100).fill(1), ...new Array(100).fill(0)]);
});

describe("columns that shift", () => {
  test("are told apart from those that do not", () => {
    // 0 … 599 in time; "late" changes with it, "same" does not.
    const rows = Array.from({ length: 600 }, (_, row) => [
      String(row),
      String((row * 37) % 100),
      String((row % 7) + (row > 380 ? 20 : 0)),
      row > 380 ? "new" : "old",
      row % 2 === 0 ? "yes" : "no",
    ]);
    const shifting = stackTables([tableFromRows("a.csv", ["time", "same", "late", "kind", "y"], rows)]);
    const split = trainingSettingsSchema.parse({ split: { by: "time", column: "time" } });
    const shifts = atOnce(columnShifts(shifting, { overrides: [], target: { name: "y" }, split: split.split }, split));
    expect(shifts.map(({ column }) => column).sort()).toEqual(["kind", "late"]);
    expect(shifts.every(({ distance, source }) => distance > 0.5 && source === undefined)).toBe(true);
  });

  test("of one file are told with its name", () => {
    const of = (add: number) =>
      Array.from({ length: 200 }, (_, row) => [
        String((row * 37) % 100),
        String(((row * 53) % 90) + add),
        row % 2 ? "a" : "b",
      ]);
    const header = ["same", "height", "y"];
    const files = stackTables([tableFromRows("one.csv", header, of(0)), tableFromRows("two.csv", header, of(60))]);
    const shifts = atOnce(
      columnShifts(files, { overrides: [], target: { name: "y" } }, trainingSettingsSchema.parse({})),
    );
    expect(shifts).toMatchObject([{ column: "height", source: expect.stringMatching(/^(?:one|two)\.csv$/) }]);
  });

  test("are measured by the largest gap between distribution functions", () => {
    expect(largestGap(Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 2, 3, 4))).toBe(0);
    expect(largestGap(Float32Array.of(1, 2), Float32Array.of(3, 4))).toBe(1);
    // Steps at 1, 2, 2, 5 and at 2, 3: after 1 a quarter against nothing, after 2 three quarters against a half.
    expect(largestGap(Float32Array.of(1, 2, 2, 5), Float32Array.of(2, 3))).toBe(0.25);
  });
});
