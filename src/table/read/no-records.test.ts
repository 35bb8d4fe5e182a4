import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellText } from "../raw-column.ts";
import type { Dialect, RawTable } from "../types.ts";
import { readCsv } from "./read-csv.ts";

const read = (text: string, dialect: Partial<Dialect> = {}): Promise<RawTable> =>
  readCsv({ name: "t.csv", sizeBytes: text.length, bytes: text }, { dialect });

const rowsOf = ({ columns, nRows }: RawTable) =>
  Array.from({ length: nRows }, (_, row) => columns.map((column) => cellText(column, row)));

const asideOf = ({ issues }: RawTable) => issues.filter(({ code }) => code === "W_CSV_SET_ASIDE");

const HEADER = ["depth", "temp", "site"];
const records = fc.array(fc.tuple(fc.integer(), fc.integer({ min: 1, max: 99 }), fc.constantFrom("east", "far west")), {
  minLength: 12,
  maxLength: 30,
});

const lines = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.join(",")).join("\n");

describe("rows that are no records", () => {
  test.each([
    ["units", ["m", "°C", "-"], "top"],
    ["units in brackets", ["[m]", "[degC]", "[text]"], "top"],
    ["descriptions", ["Depth of the sensor", "Temperature", "Site of the sensor"], "top", "names"],
    ["keys of a survey tool", ['{"ImportId":"QID1"}', '{"ImportId":"QID2"}', '{"ImportId":"QID3"}'], "top", "names"],
    ["a minimum", ["Min", "1", ""], "end"],
    ["a median", ["Median:", "45", ""], "end"],
    ["a source with a comma", ["Source: survey of 2021", "own computation"], "end"],
    ["a note with a comma", ["* not all sites", "see the report"], "end"],
    ["a sentence with a comma", ["Exported by the office", "May 2021"], "end"],
    ["types", ["int", "int", "string"], "top"],
    ["a rule", ["-----", "----", "----"], "top"],
    ["a rule of equals signs", ["=====", "====", "===="], "end"],
    ["the header again", HEADER, "middle"],
    ["a comment", ["# second part"], "middle"],
    ["totals", ["Total", "5902", ""], "end"],
    ["totals in capitals", ["GRAND TOTAL:", "5902", ""], "end"],
    ["a source", ["Source: survey of 2021"], "end"],
    ["the count of a database shell", ["(12 rows)"], "end"],
    ["blank cells", ["", "", ""], "end"],
  ] as const)("%s", async (_, extra, place, kind?: string) => {
    await fc.assert(
      fc.asyncProperty(records, async (rows) => {
        const at = { top: 0, middle: 7, end: rows.length }[place];
        const text = lines([HEADER, ...rows.slice(0, at), extra, ...rows.slice(at)]);
        const table = await read(text);
        expect(rowsOf(table)).toEqual(rows.map((row) => row.map(String)));
        expect(asideOf(table)).toMatchObject([{ count: 1, lines: [at + 2] }]);
        if (kind === "names") expect(table.columns.map(({ unit }) => unit)).toEqual([undefined, undefined, undefined]);
        const kept = await read(text, { keepAll: true });
        expect(kept.nRows).toBe(rows.length + 1);
        expect(asideOf(kept)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ["a missing first row", "x,y,z\n?,NA,\n1,2,a\n3,4,b\n5,6,a\n7,8,b\n9,1,a\n"],
    ["a region called Total that others follow", "site,n,z\nTotal,9,a\neast,4,b\nwest,5,a\nnorth,5,a\n"],
    ["a last name that a statistic has, too", "name,n,z\nAnn,9,a\nBob,4,b\nCy,5,a\nMax,5,a\n"],
    ["a short last row", "id,n,z\n1,9,a\n2,4,b\n3,5,a\nNA,4\n"],
    ["a last row that only names", "id,n,z\na1,9,a\na2,4,b\na3,5,a\na4,,\n"],
    ["blank rows among others", "a,b,c\n1,2,3\n,,\n4,5,6\n7,8,9\n"],
    ["single dashes", "a,b,c\n1,2,3\n-,-,-\n4,5,6\n7,8,9\n"],
    ["tags", "tag,n,z\n#one,1,2\n#two,3,4\n#three,5,6\n"],
  ])("%s is a record", async (_, text) => {
    const table = await read(text);
    expect(table.nRows).toBe(text.trimEnd().split("\n").length - 1);
    expect(asideOf(table)).toEqual([]);
  });
});

test("two lines of headings are one header", async () => {
  const table = await read("Place,,Result,Result\nid,depth,site,label\na,1,e,y\nb,2,w,n\nc,3,e,y\n");
  expect(table.columns.map(({ name }) => name)).toEqual(["id", "depth", "site", "label"]);
  expect(table.nRows).toBe(3);
});

test.each([
  ["blanks behind a group", "id,2019,,2020,\n,temp,hum,temp,hum\n"],
  ["groups that repeat", "id,2019,2019,2020,2020\n,temp,hum,temp,hum\n"],
  ["a name over both lines", "id,2019,,2020,\nid,temp,hum,temp,hum\n"],
])("two lines of headings whose names repeat are joined: %s", async (_, header) => {
  const text = `${header}1,2,3,4,5\n2,3,4,5,6\n3,4,5,6,7\n4,5,6,7,8\n`;
  const table = await read(text);
  expect(table.columns.map(({ name }) => name)).toEqual(["id", "2019 temp", "2019 hum", "2020 temp", "2020 hum"]);
  expect(table.nRows).toBe(4);
  expect(table.issues.map(({ code }) => code)).toEqual(["W_CSV_JOINED_NAMES"]);
  expect((await read(text, { hasHeader: false })).nRows).toBe(6);
});

test.each([
  ["units that repeat", "site,depth,width,t\n-,m,m,s\n"],
  ["units below columns without a name", ",depth,width,\n-,m,m,s\n"],
])("%s are no second line of names", async (_, header) => {
  const table = await read(`${header}a,2,3,4\nb,3,4,5\nc,4,5,6\nd,5,6,7\n`);
  expect(asideOf(table)).toMatchObject([{ count: 1, lines: [2] }]);
  expect(table.columns.map(({ unit }) => unit)).toEqual([undefined, "m", "m", "s"]);
});

test("blank columns at the right end are one line, not as many as there are", async () => {
  const tail = ",".repeat(300);
  const table = await read(`a,b${tail}\n1,x${tail}\n2,y${tail}\n3,z${tail}\n`);
  expect(table.columns).toHaveLength(2);
  expect(table.issues).toMatchObject([{ code: "W_CSV_BLANK_COLUMNS", count: 300 }]);
});

test("rows above a table are passed over as somebody says", async () => {
  const text = "one,two,three\na,b,c\n1,2,3\n4,5,6\n7,8,9\n";
  expect((await read(text, { skipRows: 1 })).columns.map(({ name }) => name)).toEqual(["a", "b", "c"]);
});

describe("tables for people", () => {
  const right = [
    ["69.3", "east", "yes"],
    ["7", "far west", "no"],
    ["12", "", "yes"],
    ["4", "east", "no"],
  ];
  const pad = (cells: readonly string[]) => cells.map((cell) => cell.padEnd(8));
  const all = [["x", "site", "lab"], ...right];
  test.each([
    [
      "Markdown",
      all
        .map((row) => `| ${pad(row).join(" | ")} |`)
        .toSpliced(1, 0, "|---|:--|--:|")
        .join("\n"),
    ],
    [
      "a database shell",
      `${all
        .map((row) => ` ${pad(row).join(" | ")}`)
        .toSpliced(1, 0, "-----+------+-----")
        .join("\n")}\n(4 rows)\n`,
    ],
    [
      "another shell",
      [
        "+---+---+---+",
        ...all.map((row) => `| ${pad(row).join(" | ")} |`).toSpliced(1, 0, "+---+---+---+"),
        "+---+---+---+",
      ].join("\n"),
    ],
  ])("%s", async (_, text) => {
    const table = await read(text);
    expect(table.columns.map(({ name }) => name)).toEqual(["x", "site", "lab"]);
    expect(rowsOf(table)).toEqual(right);
  });

  test("columns between runs of spaces and tabs, wherever the bytes are cut", async () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer(), fc.constantFrom("A1", "A20")), {
      minLength: 12,
      maxLength: 40,
    });
    const gap = fc.constantFrom("  ", "   ", "     ");
    await fc.assert(
      fc.asyncProperty(values, gap, async (rows, space) => {
        const text = rows.map((row) => `   ${row.join(space)} `).join("\r\n");
        const table = await read(text, { hasHeader: false });
        expect(rowsOf(table)).toEqual(rows.map((row) => row.map(String)));
        expect(table.sources[0].dialect.delimiter).toBe("\\s+");
      }),
      { numRuns: 50 },
    );
  });

  test("sentences and names are no columns", async () => {
    const names = await read("Ann Lee\nBob Roy\nCarl Poe\nDan Fox\n", { hasHeader: false });
    expect(names.columns).toHaveLength(1);
  });
});
