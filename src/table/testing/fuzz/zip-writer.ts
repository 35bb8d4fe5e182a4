/** The simplest archives and workbooks: whole files in memory. */
import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../read/zip/crc32.ts";

interface ZipMember {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @source APPNOTE.TXT of PKWARE: local headers, central directory, end record; method 8. */
export function zipOf(members: readonly ZipMember[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of members) {
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    // From the version that is needed to the length of the extra field: the same in both headers.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(bytes, 0), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), shared, tail, title]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  // Readers go by the length of the directory, which may list more.
  end.writeUInt16LE(members.length & 0xffff, 4);
  end.writeUInt16LE(members.length & 0xffff, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...parts, listed, Buffer.from("PK\x05\x06"), end]));
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Members of a workbook with one sheet: numbers, shared and inline texts, dates. */
export function workbookMembers(rows: readonly (readonly (string | number)[])[]): ZipMember[] {
  const texts = [...new Set(rows.flat().filter((cell) => typeof cell === "string"))];
  const cellOf = (cell: string | number, at: number, row: number): string => {
    const place = `${String.fromCharCode(65 + at)}${row + 1}`;
    if (typeof cell === "number") return `<c r="${place}"${at === 2 ? ' s="1"' : ""}><v>${cell}</v></c>`;
    if (row % 3 === 2) return `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
    return `<c r="${place}" t="s"><v>${texts.indexOf(cell)}</v></c>`;
  };
  const sheet = rows.map(
    (row, index) => `<row r="${index + 1}">${row.map((cell, at) => cellOf(cell, at, index)).join("")}</row>`,
  );
  const files: Readonly<Record<string, string>> = {
    "[Content_Types].xml": `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `${XML}<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `${XML}<sst xmlns="${MAIN}">${texts.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
    "xl/worksheets/sheet1.xml": `${XML}<worksheet xmlns="${MAIN}"><sheetData>${sheet.join("")}</sheetData></worksheet>`,
  };
  return Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
}
