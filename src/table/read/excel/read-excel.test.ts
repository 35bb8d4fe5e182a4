import { describe, expect, test } from "vitest";
import { madeByPython, pythonWith } from "../../testing/python.ts";
import { codeOf, issue, namesOf, rowsOf } from "../../testing/read-text.ts";
import type { Dialect } from "../../types.ts";
import { readTable } from "../read-table.ts";

const open = (bytes: Uint8Array, dialect?: Partial<Dialect>) =>
  readTable(
    { name: "book.xlsx", sizeBytes: bytes.length, bytes, slice: async (start, end) => bytes.slice(start, end) },
    dialect ? { dialect } : {},
  );

const NO_OPENPYXL = "openpyxl is not here: apt-get install python3-openpyxl";
const openpyxl = pythonWith("openpyxl");

/** A workbook as openpyxl writes it; `s` is its sheet, `b` the book. */
const workbook = (lines: string) =>
  madeByPython(
    `
import sys, datetime
from openpyxl import Workbook
b = Workbook()
s = b.active
${lines}
b.save(sys.argv[1])
`,
    openpyxl,
  );

describe.skipIf(!openpyxl)(`workbooks that openpyxl wrote${openpyxl ? "" : ` (${NO_OPENPYXL})`}`, () => {
  test("numbers, texts, booleans, empty cells, and what XML and Excel escape", async () => {
    const table = await open(
      workbook(`
s.append(["id", "x", "ok", "word"])
s.append([1, 0.1, True, "a<b & \\"c\\" 'd'"])
s.append([2, 1e-7, False, "line\\nbreak"])
s.append([3, 1234567.25, None, " spaced "])
s.append([123456789012345, -0.5, True, "Zürich 東京 😀"])
s.append([5, None, False, "_x000D_ and _xyz_"])`),
    );
    expect(namesOf(table)).toEqual(["id", "x", "ok", "word"]);
    expect(rowsOf(table)).toEqual([
      ["1", "0.1", "TRUE", "a<b & \"c\" 'd'"],
      ["2", "1e-7", "FALSE", "line\nbreak"],
      ["3", "1234567.25", "", " spaced "],
      ["123456789012345", "-0.5", "TRUE", "Zürich 東京 😀"],
      ["5", "", "FALSE", "\r and _xyz_"],
    ]);
    expect(table.issues).toEqual([]);
    expect(table.sources).toMatchObject([
      { name: "book.xlsx", nRows: 5, dialect: { format: "xlsx", sheet: "Sheet", hasHeader: true } },
    ]);
    expect(table.sources[0].hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("dates, times of day and elapsed time by their formats; in both calendars", async () => {
    const lines = `
d = datetime
s.append(["date", "moment", "time", "took", "month", "n"])
s.append([d.date(2024, 2, 29), d.datetime(2024, 12, 31, 13, 5, 9), d.time(7, 30), d.timedelta(hours=30, minutes=15), 45292, 45292])
s.append([d.date(1900, 1, 1), d.datetime(1999, 1, 1), d.time(23, 59, 59), d.timedelta(minutes=5), 45323, 45323])
s.append([d.date(1969, 7, 20), d.datetime(2024, 1, 1, 0, 0, 1), d.time(0, 0), d.timedelta(0), 45352, 45352])
for row in s.iter_rows(min_row=2, min_col=5, max_col=5): row[0].number_format = "mmm-yy"`;
    const right = [
      ["2024-02-29", "2024-12-31T13:05:09", "07:30:00", "PT30H15M0S", "2024-01-01", "45292"],
      ["1900-01-01", "1999-01-01", "23:59:59", "PT0H5M0S", "2024-02-01", "45323"],
      ["1969-07-20", "2024-01-01T00:00:01", "00:00:00", "PT0H0M0S", "2024-03-01", "45352"],
    ];
    expect(rowsOf(await open(workbook(lines)))).toEqual(right);
    const macintosh = rowsOf(
      await open(
        workbook(`
from openpyxl.utils.datetime import CALENDAR_MAC_1904
b.epoch = CALENDAR_MAC_1904
s.append(["date", "n"])
s.append([datetime.date(2024, 2, 29), 1])
s.append([datetime.date(1904, 1, 2), 2])`),
      ),
    );
    expect(macintosh).toEqual([
      ["2024-02-29", "1"],
      ["1904-01-02", "2"],
    ]);
  });

  test("codes keep the zeros that their format shows; percents and currencies are the numbers behind", async () => {
    const table = await open(
      workbook(`
s.append(["zip", "share", "price", "big"])
for z, p, q in [(1067, 0.125, 3.5), (80331, 1, 1299), (99084, 0.07, 0)]:
    s.append([z, p, q, q * 1000])
for row in s.iter_rows(min_row=2):
    row[0].number_format = "00000"
    row[1].number_format = "0.0%"
    row[2].number_format = '#,##0.00 [$€-407];[Red]-#,##0.00 "days"'
    row[3].number_format = "#,##0"`),
    );
    expect(rowsOf(table)).toEqual([
      ["01067", "0.125", "3.5", "3500"],
      ["80331", "1", "1299", "1299000"],
      ["99084", "0.07", "0", "0"],
    ]);
  });

  test("the first sheet with a table is read, the others are named; any on request; hidden ones come last", async () => {
    const bytes = workbook(`
s.title = "Read me"
s.append(["This workbook holds data of 2023."])
h = b.create_sheet("lookup"); h.sheet_state = "hidden"
for i in range(5): h.append([i, i])
d = b.create_sheet("Daten 2023")
d.append(["a", "b"])
for i in range(5): d.append([i, i * i])
e = b.create_sheet("2022")
e.append(["a", "b"])
for i in range(7): e.append([i, -i])`);
    const table = await open(bytes);
    expect([table.nRows, rowsOf(table)[4]]).toEqual([5, ["4", "16"]]);
    expect(issue(table, "W_EXCEL_OTHERS")).toMatchObject({ where: "book.xlsx", count: 1 });
    expect(issue(table, "W_EXCEL_OTHERS")?.message).toMatch(/"Daten 2023" was read.*"Read me", "lookup", "2022"/);
    expect(table.sources[0].dialect.sheets).toEqual(["Read me", "lookup", "Daten 2023", "2022"]);
    const other = await open(bytes, { sheet: "2022" });
    expect([other.nRows, issue(other, "W_EXCEL_OTHERS"), other.sources[0].dialect.sheet]).toEqual([
      7,
      undefined,
      "2022",
    ]);
    expect((await open(bytes, { sheet: "daten 2023" })).nRows).toBe(5);
    expect(await codeOf(open(bytes, { sheet: "2021" }))).toBe("E_EXCEL_SHEET");
    expect(await codeOf(open(workbook("pass")))).toBe("E_CSV_EMPTY");
  });

  test("a table below a title and blank rows, right of blank columns, with a total below", async () => {
    const table = await open(
      workbook(`
s["B2"] = "Yearly report"
s["B4"] = "Station"; s["C4"] = "Berlin"
for c, name in zip("BCDEF", ["day", "low", "high", "rain", "note"]): s[f"{c}7"] = name
for r in range(8, 20):
    for c, v in zip("BCDEF", [datetime.date(2024, 1, r), r / 2, r, 0.1 * r, None]): s[f"{c}{r}"] = v
s["F10"] = "storm"
s["B20"] = "Total"; s["E20"] = 16.2`),
    );
    expect(namesOf(table)).toEqual(["day", "low", "high", "rain", "note"]);
    expect([table.nRows, rowsOf(table)[0], rowsOf(table)[2]]).toEqual([
      12,
      ["2024-01-08", "4", "8", "0.8", ""],
      ["2024-01-10", "5", "10", "1", "storm"],
    ]);
    expect(issue(table, "W_CSV_PREAMBLE")?.message).toMatch(/Yearly report.*Station Berlin/);
    expect(issue(table, "W_CSV_SET_ASIDE")).toMatchObject({ count: 1, lines: [20] });
  });

  test("merged cells say what they say in each of their rows; two lines of headings", async () => {
    const table = await open(
      workbook(`
s.append(["who", "pressure", None, "kind"])
s.append([None, "sys", "dia", None])
for i in range(6): s.append([f"p{i}", 120 + i, 80 + i, "north" if i == 0 else "south" if i == 3 else None])
s.merge_cells("A1:A2"); s.merge_cells("B1:C1"); s.merge_cells("D1:D2")
s.merge_cells("D3:D5"); s.merge_cells("D6:D8")`),
    );
    expect(namesOf(table)).toEqual(["who", "sys", "dia", "kind"]);
    expect(rowsOf(table).map((row) => row[3])).toEqual(["north", "north", "north", "south", "south", "south"]);
    expect(issue(table, "W_EXCEL_MERGED")).toMatchObject({ count: 4, where: "book.xlsx, Sheet" });
  });

  test("formulas that nobody computed are told of; blank rows are passed over and counted", async () => {
    const table = await open(
      workbook(`
s.append(["a", "b", "sum"])
for r in range(2, 7): s.append([r, r + 1, f"=A{r}+B{r}"])
s["A9"] = 9; s["B9"] = 10`),
    );
    expect(rowsOf(table)).toEqual([
      ["2", "3", ""],
      ["3", "4", ""],
      ["4", "5", ""],
      ["5", "6", ""],
      ["6", "7", ""],
      ["9", "10", ""],
    ]);
    expect(issue(table, "W_EXCEL_UNCOMPUTED")).toMatchObject({ count: 5 });
    expect(issue(table, "W_CSV_BLANK_LINES")).toMatchObject({ count: 2 });
  });

  test("cells beside the table that come late are told of, not lost", async () => {
    const table = await open(
      workbook(`
for r in range(1, 1500):
    s.cell(r, 2, "x" if r == 1 else r); s.cell(r, 3, "y" if r == 1 else -r)
s["A1400"] = "left"; s["F1450"] = "right"`),
    );
    expect(table.nRows).toBe(1498);
    expect(issue(table, "W_CSV_LONG_ROWS")?.message).toMatch(/row 1399: left.*row 1449: right/);
  });

  test("in a zip archive", async () => {
    const bytes = madeByPython(
      `
import sys, io, zipfile
from openpyxl import Workbook
b = Workbook(); b.active.append(["x", "y"]); b.active.append([1, 2]); f = io.BytesIO(); b.save(f)
with zipfile.ZipFile(sys.argv[1], "w") as z: z.writestr("inner/book.xlsx", f.getvalue())`,
      openpyxl,
    );
    const table = await open(bytes);
    expect([rowsOf(table), table.sources[0].name]).toEqual([[["1", "2"]], "book.xlsx"]);
    expect(table.sources[0].dialect).toMatchObject({ format: "xlsx", member: "inner/book.xlsx", sheet: "Sheet" });
  });
});

/** A workbook from the XML of its parts, packed by Python. */
const packed = (parts: Readonly<Record<string, string>>) =>
  madeByPython(`
import sys, json, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
    for name, text in json.loads(${JSON.stringify(JSON.stringify(parts))}).items(): z.writestr(name, text)`);

const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const book = (sheet: string, others: Readonly<Record<string, string>> = {}) =>
  packed({
    "xl/workbook.xml": `<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATION}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": sheet,
    ...others,
  });

describe.skipIf(!pythonWith("zipfile"))("workbooks as other programs write them", () => {
  test("prefixes, cells without places, rich and inline texts, readings, errors, results of formulas, ISO dates", async () => {
    const sheet = `<?xml version="1.0"?><!-- a > comment --><x:worksheet><x:dimension ref="A1"/><x:sheetData>
<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>va</x:t></x:r><x:r><x:t>lue</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:is></x:c><x:c t="str"><x:v>c</x:v></x:c><x:c t="s"><x:v>2</x:v></x:c></x:row>
<x:row r='2'><x:c r='A2' t='n'><x:f a=">">1+1</x:f><x:v>2</x:v></x:c><x:c r="B2" t="e"><x:v>#DIV/0!</x:v></x:c><x:c r="C2" t="str"><x:f>"a"</x:f><x:v></x:v></x:c><x:c r="D2" t="d"><x:v>2024-05-06T00:00:00</x:v></x:c></x:row>
<x:row r="3"><x:c r="A3"><x:v>0.30000000000000004</x:v></x:c><x:c r="B3" t="b"><x:v>1</x:v></x:c><x:c r="C3" t="inlineStr"><x:is><x:t><![CDATA[<&>]]></x:t></x:is></x:c><x:c r="D3" t="d"><x:v>2024-05-06T07:08:09Z</x:v></x:c></x:row>
<x:row r="4"><x:c r="A4"><x:v>1E+20</x:v></x:c><x:c r="B4"/><x:c r="C4" t="inlineStr"><x:is><x:t>&#x41;&#66;&amp;lt;</x:t></x:is></x:c><x:c r="D4" t="s"><x:v>1</x:v></x:c></x:row>
</x:sheetData></x:worksheet>`;
    const shared = `<sst><si><t>key</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">two </t></r><r><t>runs</t></r><rPh sb="0" eb="1"><t>yomi</t></rPh></si><si><t>when</t></si></sst>`;
    const table = await open(book(sheet, { "xl/sharedStrings.xml": shared }));
    expect(namesOf(table)).toEqual(["key", "value", "c", "when"]);
    expect(rowsOf(table)).toEqual([
      ["2", "#DIV/0!", "", "2024-05-06"],
      ["0.30000000000000004", "TRUE", "<&>", "2024-05-06T07:08:09Z"],
      ["100000000000000000000", "", "AB&lt;", "two runs"],
    ]);
    expect(issue(table, "W_EXCEL_ERRORS")).toMatchObject({ count: 1 });
  });

  const row = (r: number, cells: string) => `<row r="${r}">${cells}</row>`;
  const sheetOf = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
  test.each([
    ["rows that go back", row(2, `<c><v>1</v></c>`) + row(1, `<c><v>1</v></c>`)],
    ["a text that is not there", row(1, `<c t="s"><v>7</v></c>`)],
    ["a row beyond all sheets", row(1_048_577, `<c><v>1</v></c>`)],
    ["a tag that is not closed", `<row r="1"><c`],
    ["a document type", `<!DOCTYPE a [<!ENTITY b "c">]>`],
  ])("are refused in words where there is %s", async (_, rows) => {
    expect(await codeOf(open(book(sheetOf(rows))))).toBe("E_EXCEL_DAMAGED");
  });

  test("a lone cell at the end of the sheet is no reason to wait or to lose it", async () => {
    const rows = row(1, `<c t="str"><v>x</v></c><c t="str"><v>y</v></c>`) + row(2, `<c><v>1</v></c><c><v>2</v></c>`);
    const table = await open(book(sheetOf(rows + row(1_048_576, `<c r="A1048576"><v>3</v></c>`))));
    expect(rowsOf(table)).toEqual([
      ["1", "2"],
      ["3", ""],
    ]);
    expect(issue(table, "W_CSV_BLANK_LINES")).toMatchObject({ count: 1_048_573 });
  });
});
