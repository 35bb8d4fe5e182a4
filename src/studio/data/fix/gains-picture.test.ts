import { expect, test } from "vitest";
import type { CellsToFix } from "../../../app/cells/cells-to-fix.ts";
import { gainRows, gainsPicture } from "./gains-picture.ts";

const found: CellsToFix = {
  ...{ nRows: 100, loss: 50, gain: 3 },
  cells: [
    { row: 7, column: "size", text: "999", expected: 12.3456, kind: "unlikely", doubt: 0.9, gain: 2 },
    { row: 0, column: "kind", text: "", expected: "red", kind: "missing", doubt: 1, gain: 1 },
  ],
  columns: [{ of: "size", nCells: 1, gain: 2 }],
  rows: [{ of: 7, nCells: 3, gain: 2.5 }],
};

test("cells, columns and rows as they are listed, with bars beside the largest and shares of the error", () => {
  const { body } = gainsPicture(found, "cells");
  const cells = body.kind === "rows" ? body.rows.flatMap((row) => ("cells" in row ? [row.cells] : [])) : [];
  expect(cells.map((row) => row.filter((cell) => typeof cell === "string"))).toEqual([
    ["8", "size", "999", "about 12.3", "4.00 %"],
    ["1", "kind", "", "red", "2.00 %"],
  ]);
  expect(cells.map((row) => row.find((cell) => typeof cell === "object"))).toMatchObject([
    { share: 1 },
    { share: 0.5 },
  ]);
  expect(gainRows(found, "columns")).toEqual([
    ["Column", "Cells", "share"],
    ["size", "1", 0.04],
  ]);
  expect(gainRows(found, "rows")[1]).toEqual(["8", "3", 0.05]);
});
