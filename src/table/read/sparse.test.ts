import { expect, test } from "vitest";
import { openTable, textFile } from "../../app/open-table.ts";
import { columnNames } from "./csv-header.ts";

const read = (text: string) => openTable([textFile("a.csv", text)]);

test("one wide line does not make a table of millions of empty cells", async () => {
  const header = Array.from({ length: 4_000 }, (_, i) => `c${i}`).join();
  await expect(read(`${header}\n${"1\n".repeat(4_000)}`)).rejects.toThrow("E_TABLE_SPARSE");
  const { table } = await read(`${header}\n${"1\n".repeat(10)}`);
  expect([table.nRows, table.columns.length]).toEqual([10, 4_000]);
});

test("thousands of columns with one name are told apart, in an order that no other name disturbs", () => {
  const { names } = columnNames(["a", "a (3)", ...Array.from({ length: 30_000 }, () => "a")], 30_002, "a.csv");
  expect(names.slice(0, 5)).toEqual(["a", "a (3)", "a (2)", "a (4)", "a (5)"]);
  expect(new Set(names).size).toBe(30_002);
});

test("lines that are empty to the end of the file are counted once each", async () => {
  const { table } = await read(`a,b\n1,2\n${"\n".repeat(40_000)}`);
  expect(table.nRows).toBe(1);
});
