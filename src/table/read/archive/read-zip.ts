import { studioError } from "../../../base/error.ts";
import { ingestIssue } from "../../ingest-issue.ts";
import type { RawTable } from "../../types.ts";
import { hashOfFile } from "../content-hash.ts";
import type { ReaderOptions, TableInput } from "../table-input.ts";
import { anyPart } from "../zip/any-part.ts";
import { openEntry, openZip, type Zip, type ZipEntry } from "../zip/zip-directory.ts";
import { asArchive, MOST_DEPTH } from "./as-archive.ts";
import { filesIn, tablesIn } from "./table-members.ts";

/**
 * Reads one table of a zip archive: the one that `dialect.member` names, else the largest; the others are named in an issue. An
 * Excel workbook is a zip archive, too, and is read as what it is.
 *
 * @throws StudioError E_ARCHIVE_*, E_CSV_BINARY for other documents that are zip archives; those of the reader of what is in it.
 */
export async function readZip(input: TableInput, options: ReaderOptions): Promise<RawTable> {
  const { name, depth = 0 } = input;
  const zip = await openZip(name, await anyPart(input));
  const hash = depth === 0 ? await hashOfFile(zip.slice, zip.sizeBytes) : "";
  if (zip.entries.some((entry) => isWorkbook(entry.name))) {
    const { readExcel } = await import("../excel/read-excel.ts");
    return readExcel(zip, { ...options, input, hash });
  }
  const document = documentKind(zip);
  if (document) throw studioError("E_CSV_BINARY", { file: name, kind: document });
  if (depth >= MOST_DEPTH) throw studioError("E_ARCHIVE_REFUSED", { file: name, why: "nested" });
  const { entry, others } = chosen(zip, options.dialect?.member);
  const bytes = await openEntry(zip, entry);
  const part = { name: `${name}, ${entry.name}`, sizeBytes: entry.sizeBytes, bytes, depth: depth + 1 };
  const table = await options.readPart(part);
  const isOpen = options.dialect?.member === undefined && others.length > 0;
  const issue = isOpen
    ? [
        ingestIssue(
          "W_ARCHIVE_OTHERS",
          { where: name, count: 1 },
          { member: entry.name, others: others.map((other) => other.name) },
        ),
      ]
    : [];
  const members = [entry, ...others].map((each) => each.name);
  const said = members.length > 1 ? { member: entry.name, members } : { member: entry.name };
  const archive = asArchive(table, { input, hash, dialect: said });
  return { ...archive, issues: [...issue, ...archive.issues] };
}

const isWorkbook = (name: string) => /^\/?xl[/\\]workbook\.xml$/i.test(name);

function chosen(zip: Zip, wanted: string | undefined): { entry: ZipEntry; others: readonly ZipEntry[] } {
  const files = filesIn(zip.entries);
  const tables = tablesIn(zip.entries);
  const entry = wanted === undefined ? tables[0] : files.find(({ name }) => name === wanted);
  const members = (wanted === undefined ? files : tables.length > 0 ? tables : files).map(({ name }) => name);
  if (entry) return { entry, others: tables.filter((other) => other !== entry) };
  if (wanted === undefined) throw studioError("E_ARCHIVE_NO_TABLE", { file: zip.file, members });
  throw studioError("E_ARCHIVE_MEMBER", { file: zip.file, member: wanted, members });
}

/** Documents of other programs that are zip archives inside. */
function documentKind(zip: Zip) {
  const names = new Set(zip.entries.map(({ name }) => name));
  if (names.has("xl/workbook.bin")) return "xlsb";
  if (names.has("word/document.xml") || names.has("ppt/presentation.xml")) return "office";
  if (names.has("mimetype") && names.has("content.xml")) return "ods";
  return names.has("Index/Document.iwa") ? "numbers" : undefined;
}
