/** Archives and workbooks made in memory, by a library and by hand. */
import { zipSync } from "fflate";

export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries)));
}

const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function sheetXml(csv: string): string {
  const rows = csv.trim().split("\n");
  const cells = (row: string) =>
    row
      .split(",")
      .map((cell) =>
        Number.isNaN(Number.parseFloat(cell))
          ? `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`
          : `<c><v>${cell}</v></c>`,
      )
      .join("");
  const body = rows.map((row, index) => `<row r="${index + 1}">${cells(row)}</row>`).join("");
  return `<worksheet><sheetData>${body}</sheetData></worksheet>`;
}

/** A workbook of one sheet for each table, none of whose cells is quoted. */
export function workbook(tables: Readonly<Record<string, string>>): Buffer {
  const names = Object.keys(tables);
  const sheets = names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index}"/>`);
  const relations = names.map(
    (_, index) => `<Relationship Id="r${index}" Type="${RELATION}" Target="worksheets/s${index}.xml"/>`,
  );
  const parts = names.map((name, index) => [`xl/worksheets/s${index}.xml`, sheetXml(tables[name])] as const);
  return zipOf({
    "xl/workbook.xml": `<workbook><sheets>${sheets.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${relations.join("")}</Relationships>`,
    ...Object.fromEntries(parts),
  });
}
