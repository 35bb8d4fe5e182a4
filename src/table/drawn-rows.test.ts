/** A sample of rows is those very rows of the whole file, whatever its format, and each is known by its place there. */
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { indexOfRow, RowDraw, rowInFile } from "./drawn-rows.ts";
import { editedTable, originOf } from "./edits/edited-table.ts";
import { readTable } from "./read/read-table.ts";
import { workbookMembers, zipOf } from "./testing/fuzz/zip-writer.ts";
import { issue, namesOf, rowsOf } from "./testing/read-text.ts";

/** More than are drawn at once. */
const N_ROWS = 5000;
const rowSample = { oneIn: 7, seed: 3 };
const cells = Array.from({ length: N_ROWS }, (_, row) => [row + 0.5, `level ${row % 5}`] as const);

const encode = (text: string) => new TextEncoder().encode(text);
const csv = (quote: string) => `x,c\n${cells.map(([x, c]) => `${x},${quote}${c}${quote}\n`).join("")}`;

const FILES: Readonly<Record<string, Uint8Array>> = {
  "plain.csv": encode(csv("")),
  "quoted.csv": encode(csv('"')),
  "lines.jsonl": encode(cells.map(([x, c]) => `${JSON.stringify({ x, c })}\n`).join("")),
  "objects.json": encode(JSON.stringify(cells.map(([x, c]) => ({ x, c })))),
  "lists.json": encode(JSON.stringify([["x", "c"], ...cells])),
  "book.xlsx": zipOf(workbookMembers([["x", "c"], ...cells.map((row) => [...row])])),
  "table.parquet": new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "x", data: cells.map(([x]) => x), type: "DOUBLE" },
        { name: "c", data: cells.map(([, c]) => c), type: "STRING" },
      ],
      rowGroupSize: 1900,
    }),
  ),
};

const readAs = (name: string, dialect = {}) => {
  const bytes = FILES[name];
  const input = { name, sizeBytes: bytes.length, bytes, slice: async (a: number, b: number) => bytes.slice(a, b) };
  return readTable(input, { dialect });
};

test.each(Object.keys(FILES))("%s", async (name) => {
  const [whole, sampled] = [await readAs(name), await readAs(name, { rowSample })];
  const [source] = sampled.sources;
  expect(whole.nRows).toBe(N_ROWS);
  // Five standard deviations of a binomial round 5000 / 7.
  expect(Math.abs(sampled.nRows - N_ROWS / 7)).toBeLessThan(5 * Math.sqrt((N_ROWS / 7) * (6 / 7)));
  expect(namesOf(sampled)).toEqual(namesOf(whole));
  const all = rowsOf(whole);
  const places = rowsOf(sampled).map((row, index) => [row, rowInFile(source, index)] as const);
  expect(places.filter(([row, place]) => row.join() !== all[place - 1].join())).toEqual([]);
  expect(source).toMatchObject({ nRows: sampled.nRows, dialect: { rowSample } });
  expect(issue(sampled, "W_TABLE_SAMPLED")?.message).toMatch(/one in 7, .* of 5,000\./);
  expect(issue(whole, "W_TABLE_SAMPLED")).toBeUndefined();
});

test("the same seed draws the same rows for ever, another one others", () => {
  const first = (seed: number) => {
    const draw = new RowDraw({ oneIn: 4, seed });
    return Array.from({ length: 40 }, (_, row) => (draw.next() ? [row] : [])).flat();
  };
  expect(first(1)).toEqual([3, 7, 8, 9, 15, 16, 18, 21, 22, 23, 29, 36, 38]);
  expect(first(2)).not.toEqual(first(1));
});

test("a row is found by its place in the file, and only where it was read", async () => {
  const [source] = (await readAs("plain.csv", { rowSample })).sources;
  const places = new Map(Array.from({ length: source.nRows }, (_, index) => [rowInFile(source, index), index]));
  const rows = Array.from({ length: N_ROWS + 1 }, (_, row) => row + 1);
  expect(rows.filter((row) => indexOfRow(source, row) !== places.get(row))).toEqual([]);
});

test("an edit of a cell is of the row of the file, whichever rows are read", async () => {
  const sampled = { table: await readAs("plain.csv", { rowSample }), unmatched: [], matched: [] };
  const cell = originOf(sampled, 10, "c")!;
  const edits = [{ file: cell.file, hash: cell.hash, cells: [{ ...cell, to: "other" }] }];
  for (const dialect of [{ rowSample }, {}, { rowSample: { oneIn: 2, seed: 9 } }]) {
    const table = await readAs("plain.csv", dialect);
    const edited = editedTable({ table, unmatched: [], matched: [] }, edits).table;
    const changed = rowsOf(edited).flatMap(([x, c]) => (c === "other" ? [x] : []));
    const isRead = indexOfRow(table.sources[0], cell.row) !== undefined;
    expect(changed).toEqual(isRead ? [String(cell.row - 0.5)] : []);
    expect(issue(edited, "W_EDIT_LOST")?.count).toBe(isRead ? undefined : 1);
  }
});
