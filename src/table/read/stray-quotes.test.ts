import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellText } from "../raw-column.ts";
import type { RawTable } from "../types.ts";
import { readCsv } from "./read-csv.ts";

const read = (text: string): Promise<RawTable> => readCsv({ name: "t.csv", sizeBytes: text.length, bytes: text });

const texts = (table: RawTable, column: number) =>
  Array.from({ length: table.nRows }, (_, row) => cellText(table.columns[column], row));

const issueOf = (table: RawTable, code: string) => table.issues.find((issue) => issue.code === code);

/** Cells that begin with a quote which does not mean what it means elsewhere. */
const strayCell = fc.constantFrom('"Big" Joe', '"unclosed', '"', '"" twice', '"5" pipe', '"a "b" c');
const good = fc.constantFrom("north", '"south, far"', '"two\nlines"', '"say ""hi"""', "", "12.5");
const delimiters = fc.constantFrom(",", ";", "\t");
const ends = fc.constantFrom("\n", "\r\n");

describe("one stray quote among many rows", () => {
  test("costs no row, wherever it stands", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          rows: fc.array(good, { minLength: 20, maxLength: 60 }),
          at: fc.nat(),
          cell: strayCell,
          delimiter: delimiters,
          end: ends,
        }),
        async ({ rows, at, cell, delimiter, end }) => {
          const stray = at % rows.length;
          const cells = rows.map((text, row) => (row === stray ? cell : text));
          const lines = cells.map((text, row) => [`${row}.5`, text, row % 2 ? "yes" : "no"].join(delimiter));
          const table = await read([["x", "name", "lab"].join(delimiter), ...lines, ""].join(end));
          expect(table.nRows).toBe(rows.length);
          expect(texts(table, 0)).toEqual(rows.map((_, row) => `${row}.5`));
          expect(texts(table, 1)[stray]).toBe(cell);
          const nBefore = cells.slice(0, stray).join("").split("\n").length - 1;
          expect(issueOf(table, "W_CSV_STRAY_QUOTE")).toMatchObject({ count: 1, lines: [stray + 2 + nBefore] });
        },
      ),
      { numRuns: 150 },
    );
  });

  test("in a long file is not waited for to its end", async () => {
    const lines = Array.from({ length: 40_000 }, (_, row) => `${row},${row % 7 === 0 ? '"a ""b"", c"' : "d"},yes`);
    lines[100] = '100,"open,yes';
    lines[30_000] = '30000,"Big" Joe,yes';
    const table = await read(`x,name,lab\n${lines.join("\n")}\n`);
    expect(table.nRows).toBe(lines.length);
    expect(issueOf(table, "W_CSV_STRAY_QUOTE")).toMatchObject({ count: 2, lines: [102, 30_002] });
  });
});

test("text over several lines with loose quotes stays one cell", async () => {
  const lines = Array.from({ length: 20 }, (_, row) => `${row},"He said "hi" to me\nand left, at ${row}",yes`);
  const table = await read(`x,name,lab\n${lines.join("\n")}\n`);
  expect(table.nRows).toBe(20);
});

test("quotes behind backslashes are parts of cells, backslashes at their ends are not", async () => {
  const escaped = await read('name,len\n"say \\"hi\\", 0",1\n"plain, too",2\n"c",3\n');
  expect(texts(escaped, 0)).toEqual(['say "hi", 0', "plain, too", "c"]);
  const folders = await read('folder,len\n"C:\\data\\",1\n"D:\\more, data\\",2\n"e",3\n');
  expect(texts(folders, 0)).toEqual(["C:\\data\\", "D:\\more, data\\", "e"]);
});
