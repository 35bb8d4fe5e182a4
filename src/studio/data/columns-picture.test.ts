import { expect, test } from "vitest";
import type { ColumnView } from "../../app/view-table.ts";
import { columnRule } from "../../table/testing/column-rule.ts";
import { columnRows, columnsPicture } from "./columns-picture.ts";

const level = (name: string, counts: readonly number[]): ColumnView => ({
  rule: columnRule(name, { type: "category" }),
  profile: {
    ...{ name, nRows: 20, nMissing: 5, nUnique: counts.length, numbers: undefined, examples: [] },
    levels: counts.map((count, at) => ({ label: `level ${at}`, count })),
  },
});

const numbers: ColumnView = {
  rule: columnRule("size", { type: "number" }),
  profile: {
    ...{ name: "size", nRows: 20, nMissing: 0, nUnique: 9, levels: [], examples: [] },
    numbers: { min: 1, max: 9, mean: 4, median: 4, std: 2, histogram: { edges: [1, 3, 5, 9], counts: [4, 8, 0] } },
  },
};

test("each column with its bars, what its values are, and how many are missing or different", () => {
  const { body, caption } = columnsPicture([numbers, level("kind", [10, 5])]);
  expect(caption).toBeUndefined();
  expect(body.kind === "rows" && body.rows).toEqual([
    { cells: ["size", { kind: "bars", heights: [0.5, 1, 0], colour: "var(--series-1)" }, "1 … 9", "0 %", "9"] },
    {
      cells: [
        ...["kind", { kind: "bars", heights: [1, 0.5], colour: "var(--series-1)" }],
        ...["level 0, level 1", "25.0 %", "2"],
      ],
    },
  ]);
  expect(columnRows([numbers])).toEqual([
    ["column", "type", "values", "missing", "distinct"],
    ["size", "number", "1 … 9", 0, 9],
  ]);
});

test("of hundreds of columns the picture holds some and says so, the numbers hold all", () => {
  const columns = Array.from({ length: 200 }, (_, at) => level(`c${at}`, [1]));
  const { body, caption } = columnsPicture(columns);
  expect(body.kind === "rows" && body.rows).toHaveLength(60);
  expect(caption).toBe("The first 60 of 200 columns.");
  expect(columnRows(columns)).toHaveLength(201);
});
