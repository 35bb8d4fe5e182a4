/** The parts of a workbook beside its sheets: which sheets there are, texts that cells share, what formats mean. */
import { studioError } from "../../../base/error.ts";
import { assertWithin } from "../reading-limits.ts";
import { openEntry, type Zip, type ZipEntry } from "../zip/zip-directory.ts";
import { kindOfFormat, type NumberKind } from "./number-format.ts";
import { attributeOf, type XmlEvents, XmlScanner } from "./xml-scanner.ts";

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly entry: ZipEntry;
}

export interface Workbook {
  readonly zip: Zip;
  /** Work sheets, in their order; charts are none. */
  readonly sheets: readonly Sheet[];
  readonly sharedTexts: readonly string[];
  /** By the style of a cell. */
  readonly kinds: readonly NumberKind[];
  readonly isEpoch1904: boolean;
}

/** A few packed bytes may become megabytes, of which only the first rows may be wanted. */
const PIECE_CHARACTERS = 1 << 16;

/**
 * The text of a part of the workbook, decoded as it is inflated, in pieces.
 *
 * @throws StudioError E_ARCHIVE_*
 */
export async function* partTexts(zip: Zip, entry: ZipEntry): AsyncGenerator<string> {
  const reader = (await openEntry(zip, entry)).getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const text = decoder.decode(value, { stream: true });
      for (let at = 0; at < text.length; at += PIECE_CHARACTERS) yield text.slice(at, at + PIECE_CHARACTERS);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** What was thrown, or that the workbook is damaged where that was a scanner. */
export function orDamaged(error: unknown, file: string, part: string): unknown {
  return error instanceof SyntaxError ? studioError("E_EXCEL_DAMAGED", { file, part }) : error;
}

async function scanPart(zip: Zip, entry: ZipEntry, events: Partial<XmlEvents>): Promise<void> {
  const nothing = () => undefined;
  const scanner = new XmlScanner({ open: nothing, close: nothing, text: nothing, ...events });
  try {
    for await (const text of partTexts(zip, entry)) scanner.push(text, false);
    scanner.push("", true);
  } catch (error) {
    throw orDamaged(error, zip.file, entry.name);
  }
}

const plainPath = (name: string) => name.replaceAll("\\", "/").replace(/^\//, "").toLowerCase();

/** "xl/workbook.xml" and "worksheets/sheet1.xml" are "xl/worksheets/sheet1.xml". */
function resolved(from: string, target: string): string {
  if (target.startsWith("/")) return plainPath(target);
  const parts = from.split("/").slice(0, -1);
  for (const part of target.replaceAll("\\", "/").split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return plainPath(parts.join("/"));
}

/** @throws StudioError E_EXCEL_DAMAGED, E_ARCHIVE_* */
export async function openWorkbook(zip: Zip): Promise<Workbook> {
  const byPath = new Map(zip.entries.map((entry) => [plainPath(entry.name), entry]));
  const main = byPath.get("xl/workbook.xml");
  if (!main) throw studioError("E_EXCEL_DAMAGED", { file: zip.file, part: "xl/workbook.xml" });
  const targets = new Map<string, { readonly kind: string; readonly path: string }>();
  const relations = byPath.get("xl/_rels/workbook.xml.rels");
  if (relations) {
    await scanPart(zip, relations, {
      open: (name, attributes) => {
        if (name !== "Relationship") return;
        const kind = /[^/]*$/.exec(attributeOf(attributes, "Type") ?? "")?.[0] ?? "";
        const path = resolved("xl/workbook.xml", attributeOf(attributes, "Target") ?? "");
        targets.set(attributeOf(attributes, "Id") ?? "", { kind, path });
      },
    });
  }
  let isEpoch1904 = false;
  const sheets: Sheet[] = [];
  await scanPart(zip, main, {
    open: (name, attributes) => {
      if (name === "workbookPr") isEpoch1904 = isTrue(attributeOf(attributes, "date1904"));
      if (name !== "sheet") return;
      const target = targets.get(attributeOf(attributes, "id") ?? "");
      const entry = target && byPath.get(target.path);
      if (target?.kind !== "worksheet" || !entry) return;
      const isHidden = (attributeOf(attributes, "state") ?? "visible") !== "visible";
      sheets.push({ name: attributeOf(attributes, "name") ?? "", isHidden, entry });
    },
  });
  const partOf = (wanted: string) => byPath.get([...targets.values()].find(({ kind }) => kind === wanted)?.path ?? "");
  const [texts, styles] = [partOf("sharedStrings"), partOf("styles")];
  return {
    zip,
    sheets,
    sharedTexts: texts ? await readSharedTexts(zip, texts) : [],
    kinds: styles ? await readKinds(zip, styles) : [],
    isEpoch1904,
  };
}

const isTrue = (value: string | undefined) => value === "1" || value === "true";

/** Texts of `<si>`: runs are joined, readings of East Asian words left out. */
async function readSharedTexts(zip: Zip, entry: ZipEntry): Promise<string[]> {
  const texts: string[] = [];
  let nCharacters = 0;
  let text = "";
  let isText = false;
  let isReading = false;
  await scanPart(zip, entry, {
    open: (name) => {
      if (name === "si") text = "";
      else if (name === "rPh") isReading = true;
      else if (name === "t") isText = !isReading;
    },
    close: (name) => {
      if (name === "si") {
        texts.push(unescaped(text));
        nCharacters += text.length;
        assertWithin(zip.file, "sharedTexts", texts.length);
        assertWithin(zip.file, "sharedCharacters", nCharacters);
      }
      if (name === "rPh") isReading = false;
      else if (name === "t") isText = false;
    },
    text: (piece) => {
      if (!isText) return;
      text += piece;
      assertWithin(zip.file, "rowCharacters", text.length);
    },
  });
  return texts;
}

/** Characters that XML cannot hold are written `_x0009_`. */
export function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

async function readKinds(zip: Zip, entry: ZipEntry): Promise<NumberKind[]> {
  const codes = new Map<number, string>();
  const kinds: NumberKind[] = [];
  let isCellStyle = false;
  await scanPart(zip, entry, {
    open: (name, attributes) => {
      const id = Number(attributeOf(attributes, "numFmtId") ?? 0);
      if (name === "numFmt") codes.set(id, attributeOf(attributes, "formatCode") ?? "");
      else if (name === "cellXfs") isCellStyle = true;
      else if (name === "xf" && isCellStyle) kinds.push(kindOfFormat(id, codes.get(id)));
    },
    close: (name) => {
      if (name === "cellXfs") isCellStyle = false;
    },
  });
  return kinds;
}

/** @throws StudioError E_EXCEL_SHEET */
export function sheetNamed(workbook: Workbook, name: string): Sheet {
  const { sheets, zip } = workbook;
  const sheet =
    sheets.find((each) => each.name === name) ??
    sheets.find((each) => each.name.trim().toLowerCase() === name.trim().toLowerCase());
  if (sheet) return sheet;
  throw studioError("E_EXCEL_SHEET", { file: zip.file, sheet: name, sheets: sheets.map((each) => each.name) });
}
