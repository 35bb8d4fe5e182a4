/** Files of every kind, as the command line reads them: by ranges of a file on the disk. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeTable } from "../app/describe-table.ts";
import { openTable } from "../app/open-table.ts";
import { pipelineRows, predict, writtenPredictions } from "../app/predict.ts";
import { reportTable, type TableReport } from "../app/table-report.ts";
import { tinyPipeline } from "../export/testing/tiny-pipeline.ts";
import { parseCommand } from "./arguments.ts";
import { dialectsOf } from "./dialect-options.ts";
import { tableFile } from "./files.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "diffml-formats-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const encode = (text: string) => new TextEncoder().encode(text);

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** What `diffml describe` says of a file. */
async function described(...words: readonly string[]): Promise<TableReport> {
  const command = parseCommand(["describe", ...words]);
  if (command.name !== "describe") throw new Error(command.name);
  const open = await openTable(command.files.map(tableFile), { dialects: dialectsOf(command) });
  const target = command.target === undefined ? {} : { target: { name: command.target } };
  return reportTable(open, describeTable(open, { overrides: [], ...target }), { withCells: true });
}

const csv = "x,y\n1,a\n2,b\n3,a\n";
const sheet = (rows: string) => encode(`<worksheet><sheetData>${rows}</sheetData></worksheet>`);
const row = (...cells: readonly (string | number)[]) =>
  `<row>${cells.map((cell) => (typeof cell === "number" ? `<c><v>${cell}</v></c>` : `<c t="str"><v>${cell}</v></c>`)).join("")}</row>`;
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
const workbook = () =>
  zipSync({
    "xl/workbook.xml": encode(
      `<workbook><sheets><sheet name="One" r:id="a"/><sheet name="Two" r:id="b"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": encode(
      `<Relationships><Relationship Id="a" Type="${RELATION}" Target="1.xml"/><Relationship Id="b" Type="${RELATION}" Target="2.xml"/></Relationships>`,
    ),
    "xl/1.xml": sheet(row("x", "y") + row(1, "a") + row(2, "b") + row(3, "a")),
    "xl/2.xml": sheet(row("x", "y") + row(1, "a") + row(2, "b")),
  });

describe("describe", () => {
  const parquet = () =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: "x", data: [1, 2, 3], type: "INT32" },
          { name: "y", data: ["a", "b", "a"], type: "STRING" },
        ],
      }),
    );

  test.each([
    ["rows.csv", () => encode(csv), {}],
    ["rows.csv.gz", () => gzipSync(encode(csv)), {}],
    ["rows.zip", () => zipSync({ "rows.csv": encode(csv) }), { member: "rows.csv" }],
    ["rows.xlsx", workbook, { format: "xlsx", sheet: "One", sheets: ["One", "Two"] }],
    ["rows.parquet", parquet, { format: "parquet" }],
  ] as const)("%s", async (name, bytes, dialect) => {
    const report = await described(written(name, bytes()), "--target", "y");
    expect(report).toMatchObject({ rows: 3, sources: [{ name, dialect }], target: { name: "y", task: "binary" } });
    expect(report.columns.map((column) => [column.name, column.values])).toEqual([
      ["x", [1, 2, 3]],
      ["y", ["a", "b", "a"]],
    ]);
  });

  test("another sheet, another file of an archive", async () => {
    const book = written("two.xlsx", workbook());
    expect(await described(book, "--sheet", "Two")).toMatchObject({ rows: 2, issues: [] });
    const packed = written("two.zip", zipSync({ "a.csv": encode(csv), "b.csv": encode("x,y\n9,z\n") }));
    expect(await described(packed)).toMatchObject({ rows: 3, issues: [{ code: "W_ARCHIVE_OTHERS" }] });
    expect(await described(packed, "--member", "b.csv")).toMatchObject({ rows: 1, issues: [] });
    await expect(described(packed, "--member", "c.csv")).rejects.toThrow("E_ARCHIVE_MEMBER");
    await expect(described(book, "--sheet", "Three")).rejects.toThrow("E_EXCEL_SHEET");
  });
});

test("rows of a Parquet file come back with their predictions, every digit kept", async () => {
  const ids = [9007199254740993n, -1n, 2n ** 62n + 1n];
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: "id", data: ids, type: "INT64" },
      { name: "size", data: [1, 2, 3.5], type: "DOUBLE" },
      { name: "colour", data: ["red", null, 'a "b", c'], type: "STRING" },
    ],
  });
  const rows = pipelineRows(
    tinyPipeline("binary"),
    await openTable([tableFile(written("p.parquet", new Uint8Array(bytes)))]),
  );
  const lines = [...writtenPredictions(rows, await predict(rows))].join("").trimEnd().split("\n");
  expect(lines.map((line) => line.split(",").slice(0, 2).join(","))).toEqual([
    "id,size",
    "9007199254740993,1",
    "-1,2",
    "4611686018427387905,3.5",
  ]);
  expect(lines[3]).toContain('3.5,"a ""b"", c",');
});
