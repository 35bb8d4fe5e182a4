import { describe, expect, test } from "vitest";
import { tinyPipeline } from "../export/testing/tiny-pipeline.ts";
import { stackTables, tableFromRows } from "../table/stack.ts";
import { describeTable } from "./describe-table.ts";
import { gridPage } from "./grid/grid-rows.ts";
import { pipelineRows } from "./predict.ts";
import { viewTable } from "./view-table.ts";

const LONG = `${"a long note, ".repeat(20_000)}😀`;

function openOf(header: readonly string[], rows: readonly (readonly string[])[]) {
  return stackTables([tableFromRows("long.csv", header, rows)]);
}

const rowsOf = (open: ReturnType<typeof openOf>, nRows: number) =>
  gridPage(open, describeTable(open, { overrides: [] }), {
    ...{ query: { filters: [] }, firstRow: 0, nRows, firstColumn: 0, nColumns: 200 },
  });

describe("what crosses to the page stays small", () => {
  const kinds = ["a", "b", LONG];
  const rows = Array.from({ length: 60 }, (_, row) => [
    row === 7 ? LONG : String(row * 1.5),
    kinds[row % 3],
    row === 3 ? LONG : `2024-01-${String((row % 28) + 1).padStart(2, "0")}`,
    `${row} ${LONG}`,
    LONG,
    row % 2 ? "yes" : "no",
  ]);
  const open = openOf(["amount", "kind", "day", "note", "same", "y"], rows);

  test("where cells are long, whatever is a column's type, and the target", () => {
    for (const wishes of [
      {},
      { target: { name: "y" } },
      { target: { name: "kind" } },
      { target: { name: "same" } },
      { target: { name: LONG } },
      { overrides: [{ name: "note", type: "category" as const }] },
      { overrides: [{ name: "note", type: "number" as const }] },
      { overrides: [{ name: "note", type: "date" as const }] },
    ]) {
      const { target, ...view } = viewTable(open, describeTable(open, { overrides: [], ...wishes }));
      expect(JSON.stringify(view).length).toBeLessThan(60_000);
      if (wishes.target?.name !== "kind") expect(JSON.stringify(target ?? "").length).toBeLessThan(10_000);
    }
  });

  test("in a page of rows, also of many columns", () => {
    const preview = rowsOf(open, 10);
    expect(preview.rows[0].cells[0]).toBe("0");
    expect(preview.rows[0].cells[3]).toMatch(/^0 a long note, .*…$/);
    expect(JSON.stringify(preview).length).toBeLessThan(30_000);
    const wide = openOf(
      Array.from({ length: 300 }, (_, column) => `c${column}`),
      Array.from({ length: 2 }, () => Array.from({ length: 300 }, () => LONG)),
    );
    expect(JSON.stringify(rowsOf(wide, 500)).length).toBeLessThan(250_000);
  });

  test("in what is said of new rows", () => {
    const trained = tinyPipeline("multiclass");
    const { rules } = trained.document;
    const names = rules.map(({ name }) => name);
    const { report, fit } = pipelineRows(trained, openOf(names, [names.map(() => LONG), names.map(() => `${LONG}!`)]));
    expect(report.unreadableCells.length + report.unknownLevels.length + report.pooledLevels.length).toBeGreaterThan(0);
    expect(JSON.stringify({ report, fit }).length).toBeLessThan(20_000);
  });
});
