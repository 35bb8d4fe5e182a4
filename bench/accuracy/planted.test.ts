import { expect, test } from "vitest";
import { openTable, textFile } from "../../src/app/open-table.ts";
import { cellText } from "../../src/table/raw-column.ts";
import { plantedCsv } from "./planted.ts";

const N_ROWS = 400;

async function tableOf(text: string) {
  return (await openTable([textFile("t.csv", text)])).table;
}

test("damage is what it says, by column, and who is told of it has the other cells as they were", async () => {
  const lines = Array.from({ length: N_ROWS }, (_, row) =>
    [row, row + 1.5, 2 * row + 1, 7 * row + 3, 11 * row + 5, "ab"[row % 2], row % 3].join(),
  );
  const table = await tableOf(["id,sound,gaps,units,zeros,kind,label", ...lines].join("\n"));
  const given = { target: "label", without: ["id"] };
  const planted = await tableOf(plantedCsv(given, table, { seed: 1, isTold: false }));
  const told = await tableOf(plantedCsv(given, table, { seed: 1, isTold: true }));
  expect(told.columns.map(({ name }) => name)).toEqual(table.columns.map(({ name }) => name));
  expect(planted.columns.length).toBe(table.columns.length + 20);
  const rows = [...Array(N_ROWS).keys()];
  for (const [at, column] of table.columns.entries()) {
    const [as, known] = [planted.columns[at], told.columns[at]];
    const hit = rows.filter((row) => cellText(as, row) !== cellText(column, row));
    const shares: Record<string, number> = { gaps: 0.2, units: 0.05, zeros: 0.1 };
    const share = shares[column.name] ?? 0;
    expect(Math.abs(hit.length / N_ROWS - share), column.name).toBeLessThan(
      3 * Math.sqrt((share * (1 - share)) / N_ROWS) + 1e-9,
    );
    for (const row of rows) {
      const isHit = hit.includes(row);
      const was = cellText(column, row);
      const becomes: Record<string, string> = { gaps: "", units: String(1000 * Number(was)), zeros: "0" };
      expect(cellText(as, row)).toBe(isHit ? becomes[column.name] : was);
      expect(cellText(known, row)).toBe(isHit ? "" : was);
    }
  }
  const junk = planted.columns.slice(table.columns.length);
  for (const [index, column] of junk.entries()) {
    const of = table.columns.slice(1, -1)[index % 5];
    const sorted = (cells: typeof of) => rows.map((row) => cellText(cells, row)).sort();
    expect(sorted(column)).toEqual(sorted(of));
    expect(rows.map((row) => cellText(column, row))).not.toEqual(rows.map((row) => cellText(of, row)));
  }
});
