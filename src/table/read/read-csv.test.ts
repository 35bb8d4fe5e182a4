import { createHash } from "node:crypto";
import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { StudioError } from "../../base/error.ts";
import { columnFromTexts } from "../column-builder.ts";
import { canonicalNumber, cellText } from "../raw-column.ts";
import { codeOf, issue, namesOf, read, rowsOf } from "../testing/read-text.ts";
import { readCsv } from "./read-csv.ts";

/** The text as UTF-8 can hold it: lone surrogates become U+FFFD. */
function wellFormed(text: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}

/** The bytes cut at the given places. */
function streamOf(bytes: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> {
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return new ReadableStream({
    start(controller) {
      for (let index = 1; index < edges.length; index++)
        controller.enqueue(bytes.slice(edges[index - 1], edges[index]));
      controller.close();
    },
  });
}

describe("cells", () => {
  test("a number is canonical exactly where writing it gives the text back", () => {
    const digits = fc.stringMatching(/^-?\d{0,20}(\.\d{0,12})?(e[+-]?\d{1,3})?$/);
    const number = fc.oneof(fc.double().map(String), fc.integer().map(String), digits, fc.string());
    fc.assert(
      fc.property(number, (text) => {
        const expected = String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : Number.NaN;
        expect(canonicalNumber(text)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
    for (const text of ["0.0000001", "1e-7", "1e21", "100000000000000000000", "0.000001", "-0", "1.10"]) {
      expect(Number.isNaN(canonicalNumber(text))).toBe(String(Number(text)) !== text);
    }
  });

  test("every text comes back letter for letter", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.double().map(String))), (texts) => {
        const column = columnFromTexts("x", texts);
        expect(texts.map((_, row) => cellText(column, row))).toEqual(texts);
      }),
    );
  });
});

/** Rows that were told to be no records. */
const asideIn = (table: Awaited<ReturnType<typeof readCsv>>): number =>
  table.issues.reduce((sum, { code, count }) => sum + (code === "W_CSV_SET_ASIDE" ? count : 0), 0);

describe("round trip", () => {
  const cell = fc.oneof(
    fc.constantFrom(
      "",
      "a",
      "0",
      "007",
      '"',
      '""',
      "\n",
      "\r\n",
      "\r",
      'x"\r',
      ",",
      ";",
      " a ",
      "1,5",
      "ü",
      "中国",
      "😎",
      "<b>",
    ),
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.double({ noNaN: true }).map(String),
  );
  const tables = fc.integer({ min: 2, max: 4 }).chain((width) =>
    fc.record({
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      delimiter: fc.constantFrom(",", ";", "\t", "|"),
      newline: fc.constantFrom("\n", "\r\n"),
      cuts: fc.array(fc.nat({ max: 4000 }), { maxLength: 6 }),
      quotes: fc.boolean(),
    }),
  );

  test("what PapaParse writes is read back, wherever the bytes are cut", async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ({ rows, delimiter, newline, cuts, quotes }) => {
        const header = rows[0].map((_, index) => `name ${index}`);
        const text = Papa.unparse([header, ...rows], { delimiter, newline, quotes });
        const bytes = new TextEncoder().encode(text);
        const dialect = { delimiter, quote: '"', encoding: "utf-8", hasHeader: true, keepAll: true };
        const input = { name: "file.csv", sizeBytes: bytes.length, bytes: streamOf(bytes, cuts) };
        const table = await readCsv(input, { dialect });
        const sent = rows.map((row) => row.map((text) => wellFormed(text)));
        expect(rowsOf(table)).toEqual(sent);
        expect(namesOf(table)).toEqual(header);
      }),
      { numRuns: 300 },
    );
  });

  test("any text is read or refused with words, and its records are all accounted for", async () => {
    const piece = fc.constantFrom(
      "a",
      "1",
      "1,5",
      '"',
      '""',
      ",",
      ";",
      "\t",
      "|",
      "\n",
      "\r\n",
      "\n\n",
      " ",
      "'",
      "#",
      "é",
      "\0",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const table = await read(pieces.join("")).catch((error: unknown) => {
          if (error instanceof StudioError) return error;
          throw error;
        });
        if (table instanceof StudioError) return;
        const { delimiter, quote, hasHeader } = table.sources[0].dialect;
        const isSingle = table.columns.length === 1;
        const text = pieces.join("");
        const newline = /\n/.test(text) ? "\n" : "\r";
        const { data } = Papa.parse<string[]>(text, { delimiter, quoteChar: quote, newline });
        if (text.endsWith(newline) && data.at(-1)?.length === 1 && data.at(-1)?.[0] === "") data.pop();
        const count = (code: string): number => issue(table, code)?.count ?? 0;
        // Where a stray quote was read as a character, rows stand alone that others read as one.
        if (count("W_CSV_STRAY_QUOTE") > 0) return;
        const skipped = count("W_CSV_BLANK_LINES") + count("W_CSV_PREAMBLE") + asideIn(table);
        expect(table.nRows + Number(hasHeader) + skipped).toBe(data.length);
        if (!isSingle)
          expect(data.filter((row) => row.join("").trim() !== "").length).toBeLessThanOrEqual(
            data.length - count("W_CSV_BLANK_LINES"),
          );
      }),
      { numRuns: 1000 },
    );
  });

  test("a large file crosses many pieces without a loss", async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => [
      String(row),
      `text "${row % 7}"\n${row}`,
      String(row / 8),
    ]);
    const table = await read(Papa.unparse([["a", "b", "c"], ...rows], { newline: "\r\n" }));
    expect(table.nRows).toBe(rows.length);
    expect(table.columns.map((column) => cellText(column, 59_999))).toEqual(rows[59_999]);
    expect(rowsOf(table)).toEqual(rows);
    expect(table.issues).toEqual([]);
  });
});

describe("line ends and blank lines", () => {
  test.each(["\n", "\r\n", "\r"])("%j ends a record", async (newline) => {
    const table = await read(["a,b", "1,x", '2,"y"', ""].join(newline));
    expect(rowsOf(table)).toEqual([
      ["1", "x"],
      ["2", "y"],
    ]);
  });

  test("a mixture of line ends leaves no trace", async () => {
    const table = await read('a,b\r\n1,x\n2,"y"\r\n3,"z"\n4,w');
    expect(table.columns.map(({ dictionary }) => dictionary)).toEqual([[], ["x", "y", "z", "w"]]);
    expect(table.nRows).toBe(4);
  });

  test("more carriage returns in cells than line ends around them", async () => {
    const table = await read('a,b\n0,"\r"\n"x""\r","\r"\n');
    expect(rowsOf(table)).toEqual([
      ["0", "\r"],
      ['x"\r', "\r"],
    ]);
  });

  test("a carriage return inside quotes stays", async () => {
    const table = await read('a,b\r\n1,"x\r"\r\n2,"y\r"\n3,z\r\n');
    expect(rowsOf(table).map((row) => row[1])).toEqual(["x\r", "y\r", "z"]);
  });

  test("blank lines are skipped and counted", async () => {
    const table = await read("\n\na,b\n\n1,2\n\n\n3,4\n\n");
    expect(table.nRows).toBe(2);
    expect(issue(table, "W_CSV_BLANK_LINES")?.count).toBe(6);
  });

  test("in a file of one column a blank line is a missing cell", async () => {
    expect(rowsOf(await read("a\n1\n\n3\n"))).toEqual([["1"], [""], ["3"]]);
  });
});

describe("ragged rows and names", () => {
  test("short rows are padded, long rows are listed with what they hold", async () => {
    const table = await read("a,b,c\n1,2,3\n4\n5,6,7,lost,too\n8,9,10,,\n11,12,13\n");
    expect(rowsOf(table)).toEqual([
      ["1", "2", "3"],
      ["4", "", ""],
      ["5", "6", "7"],
      ["8", "9", "10"],
      ["11", "12", "13"],
    ]);
    expect(issue(table, "W_CSV_SHORT_ROWS")).toMatchObject({ count: 1, where: "file.csv, row 2" });
    expect(issue(table, "W_CSV_LONG_ROWS")).toMatchObject({ count: 1, where: "file.csv, row 3" });
    expect(issue(table, "W_CSV_LONG_ROWS")?.message).toContain("lost, too");
    expect(issue(table, "W_CSV_TRAILING_DELIMITERS")?.count).toBe(1);
  });

  test("row names without a header cell shift nothing", async () => {
    const table = await read("x,y\nr1,1,2\nr2,3,4\nr3,5,6\n");
    expect(namesOf(table)).toEqual(["column 1", "x", "y"]);
    expect(issue(table, "W_CSV_ROW_NAMES")).toBeDefined();
  });

  test("repeated, empty and dangerous names", async () => {
    const table = await read("__proto__,constructor,name,,name,name (2)\n1,2,3,4,5,6\n");
    expect(namesOf(table)).toEqual(["__proto__", "constructor", "name", "column 4", "name (3)", "name (2)"]);
    expect(rowsOf(table)).toEqual([["1", "2", "3", "4", "5", "6"]]);
    expect(issue(table, "W_CSV_DUPLICATE_NAME")?.count).toBe(1);
    expect(issue(table, "W_CSV_UNNAMED_COLUMN")?.count).toBe(1);
  });

  test("HTML and formulas are text", async () => {
    const table = await read("a,b\n<script>alert(1)</script>,=1+1\n");
    expect(rowsOf(table)).toEqual([["<script>alert(1)</script>", "=1+1"]]);
  });

  test("an open quote is named, with the lines that it swallowed", async () => {
    const text = 'a,b\n1,x\n2,"y\n3,z\n4,w\n';
    const lost = await read('a,b\n1,x\n2,"y, z\n3,z\n4,w\n');
    expect(lost.nRows).toBe(2);
    expect(issue(lost, "W_CSV_UNCLOSED_QUOTE")).toMatchObject({ count: 3, lines: [3], isBlocking: true });
    expect(issue(lost, "W_CSV_UNCLOSED_QUOTE")?.message).toContain("lines after it");
    const plain = await read(text, { dialect: { quote: "" } });
    expect(rowsOf(await read(text))).toEqual(rowsOf(plain));
    expect(rowsOf(plain)).toEqual([
      ["1", "x"],
      ["2", '"y'],
      ["3", "z"],
      ["4", "w"],
    ]);
  });

  test("lines above the table are skipped and shown", async () => {
    const table = await read("# made by hand\na;b;c\n1;2;3\n4;5;6\n");
    expect(namesOf(table)).toEqual(["a", "b", "c"]);
    expect(issue(table, "W_CSV_PREAMBLE")?.message).toContain("made by hand");
    expect(namesOf(await read("sep=;\na;b\n1,5;2\n"))).toEqual(["a", "b"]);
  });
});

describe("what is no table", () => {
  test.each([
    ["E_CSV_EMPTY", ""],
    ["E_CSV_EMPTY", "\n\n\r\n"],
    ["E_CSV_NO_ROWS", "a,b,c\n"],
    ["E_CSV_WEB_PAGE", "<!DOCTYPE html><html><body>no</body></html>"],
    ["E_CSV_BINARY", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])],
    ["E_CSV_BINARY", Uint8Array.from({ length: 512 }, (_, index) => (index * 7) % 32)],
  ])("%s", async (code, bytes) => {
    expect(await codeOf(read(bytes))).toBe(code);
  });
});

test("cells with braces and brackets are no JSON", async () => {
  expect(namesOf(await read('{a},[b],"{""c"": 1}"\n1,2,3\n'))).toEqual(["{a}", "[b]", '{"c": 1}']);
  expect(namesOf(await read('"[1]";b\n[[2]];3\n'))).toEqual(["[1]", "b"]);
});

test("10,000 columns", async () => {
  const header = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
  const row = header.map((_, index) => String(index));
  const table = await read([header, row, row].map((cells) => cells.join(",")).join("\n"));
  expect(table.columns.length).toBe(10_000);
  expect(table.nRows).toBe(2);
  expect(table.columns[9_999].numbers[1]).toBe(9_999);
});

test("names the content by its SHA-256", async () => {
  const bytes = new TextEncoder().encode("a,b\n1,2\n");
  const table = await read(bytes);
  expect(table.sources[0].hash).toBe(createHash("sha256").update(bytes).digest("hex"));
});

test("reports progress and stops when told to", async () => {
  const text = `a,b\n${"1,2\n".repeat(400_000)}`;
  const seen: number[] = [];
  await read(text, { onProgress: (fraction) => seen.push(fraction) });
  expect(seen.length).toBeGreaterThan(3);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
  const controller = new AbortController();
  const stopped = read(text, { signal: controller.signal, onProgress: () => controller.abort() });
  await expect(stopped).rejects.toThrow(/abort/i);
});

test("a quote that is never closed costs time in proportion to the file", async () => {
  const text = `a,b\n1,"${"x,y\n".repeat(500_000)}`;
  const table = await read(text);
  expect(table.nRows).toBe(1);
  expect(issue(table, "W_CSV_UNCLOSED_QUOTE")?.count).toBe(500_000);
});

describe("what other programs make of line ends and spaces", () => {
  test("line ends that were translated twice are one", async () => {
    const table = await read('a,b\r\r\n1,x\r\r\n2,"y"\r\r\n3,"z\r\n"\r\r\n');
    expect(rowsOf(table)).toEqual([
      ["1", "x"],
      ["2", "y"],
      ["3", "z\r\n"],
    ]);
  });

  test("spaces inside quoted cells stay, also before quotes that are doubled there", async () => {
    const cell = '{"lon": 1.5, "lat": 2, "name": "x"}';
    const quoted = `"${cell.replaceAll('"', '""')}"`;
    const plain = await read(`id,place\n1,${quoted}\n2,${quoted}\n3,${quoted}\n`);
    expect(rowsOf(plain).map(([, place]) => place)).toEqual([cell, cell, cell]);
    const spaced = await read(`"id", "place"\n"1", ${quoted}\n"2", ${quoted}\n"3",   "x"\n`);
    expect(rowsOf(spaced).map(([, place]) => place)).toEqual([cell, cell, "x"]);
  });
});

test("a first line that is longer than many pieces is read to its end, wherever pieces break", async () => {
  const names = Array.from({ length: 5000 }, (_, index) => `a name as long as the text of a cell may be ${index}`);
  const text = `${names.join()}\r\n${names.map((_, index) => index % 7).join()}\r\n\r\n${names.map(() => "x").join()}\r\n`;
  const bytes = new TextEncoder().encode(text);
  const lineEnd = text.indexOf("\r") + 1;
  for (const cuts of [[], [lineEnd], [lineEnd + 1], [100_001, lineEnd, lineEnd + 1, lineEnd + 3]]) {
    const table = await readCsv({ name: "wide.csv", sizeBytes: bytes.length, bytes: streamOf(bytes, cuts) });
    expect([table.nRows, table.columns.length]).toEqual([2, 5000]);
    expect(cellText(table.columns[4999], 0)).toBe(String(4999 % 7));
  }
});
