import { describe, expect, test } from "vitest";
import { describeTable } from "../../app/describe-table.ts";
import { reportTable } from "../../app/table-report.ts";
import { read } from "../testing/read-text.ts";
import { unitIn } from "./units-row.ts";

test.each([
  ["m", "m"],
  [" [degC] ", "degC"],
  ["(mg/dl)", "mg/dl"],
  ["%", "%"],
  ["EUR / m²", "EUR / m²"],
  ["-", undefined],
  ["", undefined],
  ["[text]", undefined],
  ["continuous", undefined],
  ["float64", undefined],
  ["s", "s"],
  ["n/a", undefined],
  ["2019", undefined],
  ["measured at the mouth of the river", undefined],
])("%s", (cell, unit) => {
  expect(unitIn(cell)).toBe(unit);
});

describe("a row of units below the header", () => {
  const rows = Array.from({ length: 20 }, (_, i) => `${i * 2.5},${i % 3 ? `${i} kg` : ""},${i % 2 ? "east" : "west"}`);
  const text = ["depth,load,site", "m,t,-", ...rows].join("\n");

  test("says the unit of columns of numbers whose cells say none; they are read as before", async () => {
    const open = { table: await read(text), unmatched: [], matched: [] };
    const description = describeTable(open, { overrides: [] });
    const { columns } = reportTable(open, description, { withCells: true });
    expect(columns.map(({ name, unit }) => [name, unit])).toEqual([
      ["depth", "m"],
      ["load", "kg"],
      ["site", undefined],
    ]);
    expect(columns[0].typeReason).toBe("All filled cells are numbers; unit: m, as the row below the header says.");
    expect(columns[0].values?.slice(0, 3)).toEqual([0, 2.5, 5]);
    expect(description.rules[0]).toMatchObject({ unit: "m" });
    expect(description.rules[0].numberFormat).toBeUndefined();
  });

  test("stays the unit when something else is decided about the column", async () => {
    const open = { table: await read(text), unmatched: [], matched: [] };
    const { rules } = describeTable(open, { overrides: [{ name: "depth", missingMarkers: ["0"] }] });
    expect(rules[0]).toMatchObject({ unit: "m", missingMarkers: ["0"] });
  });

  test("is none where its rows are kept", async () => {
    const table = await read(text, { dialect: { keepAll: true } });
    expect(table.columns.map(({ unit }) => unit)).toEqual([undefined, undefined, undefined]);
  });
});
