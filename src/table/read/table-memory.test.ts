import { expect, test } from "vitest";
import { codeOf, read, rowsOf } from "../testing/read-text.ts";
import type { RowSample } from "../types.ts";
import { readTable } from "./read-table.ts";

/** Sixteen bytes a row; two columns of numbers take 2 × (8 + 1) bytes of memory for it. */
const N_ROWS = 1_025_000;
const ROWS = new TextEncoder().encode(`x,y\n${"1.25000,2.50000\n".repeat(N_ROWS)}`);
/** As if the file had more of the same. */
const inputOf = (sizeBytes: number) => ({ name: "rows.csv", sizeBytes, bytes: ROWS });
const GB = 1e9;

test("a table that will not fit is refused by what its beginning takes, in words that say how much would", async () => {
  const error = await readTable(inputOf(10 * GB), { mostBytes: 1 * GB }).catch(String);
  expect(error).toMatch(/E_TABLE_MEMORY/);
  expect(error).toMatch(/at most 1 GB of the memory/);
  expect(error).toMatch(/about 620,000,000 rows, which would take about 11\.2 GB/);
  expect(error).toMatch(/one row in 13, drawn at random/);
});

test("the sample that is offered fits, and one that is too large is told how much smaller it has to be", async () => {
  const offered = async (rowSample?: RowSample) => {
    const dialect = rowSample ? { dialect: { rowSample } } : {};
    const refused = await readTable(inputOf(10 * GB), { mostBytes: 1 * GB, ...dialect }).catch(
      (error) => error.details,
    );
    return refused.oneRowIn;
  };
  expect(await offered()).toBe(13);
  expect(await offered({ oneIn: 2, seed: 1 })).toBeGreaterThanOrEqual(12);
  expect(await offered({ oneIn: 13, seed: 1 })).toBeUndefined();
});

test("one that fits is read, and so is any where nobody knows how much there is", async () => {
  expect((await readTable(inputOf(ROWS.length), { mostBytes: 0.02 * GB })).nRows).toBe(N_ROWS);
  expect(await codeOf(readTable(inputOf(ROWS.length), { mostBytes: 0.0175 * GB }))).toBe("E_TABLE_MEMORY");
  expect((await readTable(inputOf(10 * GB))).nRows).toBe(N_ROWS);
});

test("texts that many rows share are met early: they are not reckoned for every row", async () => {
  const lines = Array.from({ length: 1000 }, (_, index) => `a level with a long name, as some are ${index};1`);
  const text = `${lines.join("\n")}\n`.repeat(450);
  const input = { name: "rows.csv", sizeBytes: 1 * GB, bytes: new TextEncoder().encode(`level;x\n${text}`) };
  // Two bytes of a code, nine of a number for each row of about 43 bytes.
  expect(await codeOf(readTable(input, { mostBytes: 0.2 * GB }))).toBe("E_TABLE_MEMORY");
  expect((await readTable(input, { mostBytes: 0.4 * GB })).nRows).toBe(450_000);
});

test("a file that is mostly blank lines has the rows that it has", async () => {
  for (const end of ["\n", "\r\n"]) {
    const gap = end.repeat(150_000);
    const table = await read(`x,y${end}${gap}1,2${end}${gap}3,4${end}${gap}`);
    expect(rowsOf(table)).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(table.issues.find(({ code }) => code === "W_CSV_BLANK_LINES")?.count).toBe(450_000);
  }
});
