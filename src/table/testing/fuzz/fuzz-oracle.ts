/** What must hold of every file, however damaged: words instead of crashes, and an account of every row. */
import Papa from "papaparse";
import { StudioError } from "../../../base/error.ts";
import { cellText } from "../../raw-column.ts";
import { readTable } from "../../read/read-table.ts";
import type { RawTable } from "../../types.ts";
import type { FuzzCase } from "./fuzz-cases.ts";

/** Whether a file is unpacked before it is read, whatever its name is: gzip, zip. */
const isPacked = ([first, second]: Uint8Array): boolean =>
  (first === 0x1f && second === 0x8b) || (first === 0x50 && second === 0x4b);

/** What is wrong with how a file was read; nothing where all is well. */
export async function problemsOf({ name, bytes, counts }: FuzzCase): Promise<readonly string[]> {
  let table: RawTable;
  try {
    const slice = async (start: number, end: number) => bytes.slice(start, end);
    table = await readTable({ name, sizeBytes: bytes.length, bytes, slice });
  } catch (error) {
    if (error instanceof StudioError) return error.details.fix === "" ? ["an error without advice"] : [];
    return [`${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
  const shape = shapeProblems(table);
  const { format = "csv" } = table.sources[0].dialect;
  if (counts === "records" && format === "csv" && !isPacked(bytes)) return [...shape, ...recordProblems(table, bytes)];
  if (counts === "values" && format === "jsonl") return [...shape, ...valueProblems(table, bytes)];
  return shape;
}

function shapeProblems({ nRows, columns }: RawTable): string[] {
  const names = new Set(columns.map((column) => column.name));
  return [
    ...(columns.every(({ numbers, codes }) => numbers.length === nRows && codes.length === nRows)
      ? []
      : ["columns of other lengths than the table"]),
    ...(names.size === columns.length && !names.has("") ? [] : ["names that repeat, or are empty"]),
    ...(nRows > 0 && columns.length > 0 ? [] : ["an empty table"]),
  ];
}

const countOf = ({ issues }: RawTable, code: string): number =>
  issues.filter((issue) => issue.code === code).reduce((sum, { count }) => sum + count, 0);

/** Rows, header and all that was passed over are as many as the records that PapaParse finds; every row is one of those. */
function recordProblems(table: RawTable, bytes: Uint8Array): string[] {
  const { delimiter, quote, encoding, hasHeader } = table.sources[0].dialect;
  const text = decodedAs(encoding, bytes);
  const accounted =
    table.nRows +
    Number(hasHeader) +
    ["W_CSV_BLANK_LINES", "W_CSV_PREAMBLE", "W_CSV_SET_ASIDE"].reduce((sum, code) => sum + countOf(table, code), 0);
  const newline = newlineOf(text);
  const lines = text.split(newline);
  if (lines.at(-1)?.trim() === "") lines.pop();
  const nFilled = lines.filter((line) => /[^\s|]/.test(line)).length;
  const hasQuotes = quote !== "" && text.includes(quote);
  if (!hasQuotes) {
    const isAll = accounted >= nFilled && accounted <= lines.length + 1;
    return isAll ? [] : [`${accounted} of ${nFilled} to ${lines.length} lines accounted for`];
  }
  const hasSpacedQuotes = text
    .split(delimiter)
    .some((cell) => /^[ \t]/.test(cell) && cell.trimStart().startsWith(quote));
  const isPlain =
    !/^(?:fixed|\\s\+)/.test(delimiter) && !text.includes(`\\${quote}`) && delimiter !== "|" && !hasSpacedQuotes;
  if (!isPlain) return [];
  const { data } = Papa.parse<string[]>(text, { delimiter, quoteChar: quote, newline });
  if (text.endsWith(newline) && data.at(-1)?.join("") === "") data.pop();
  // A stray quote that is read as a character gives back rows.
  const isMore = countOf(table, "W_CSV_STRAY_QUOTE") > 0;
  if (isMore ? accounted < data.length : accounted !== data.length)
    return [`${accounted} of ${data.length} records accounted for`];
  if (isMore || countOf(table, "W_CSV_ROW_NAMES") > 0) return [];
  return cellProblems(table, data);
}

/** Outside quotes, lone returns have to be many more than line feeds. */
function newlineOf(text: string): "\n" | "\r" {
  const bare = text.replace(/"[^"]*"/g, "");
  const outside = /[\r\n]/.test(bare) ? bare : text;
  const nLone = outside.match(/\r(?!\r?\n)/g)?.length ?? 0;
  return nLone > 2 * (outside.match(/\n/g)?.length ?? 0) ? "\r" : "\n";
}

function cellProblems({ columns, nRows }: RawTable, records: readonly (readonly string[])[]): string[] {
  const width = columns.length;
  const left = new Map<string, number>();
  const keyOf = (row: readonly string[]): string =>
    JSON.stringify(row.slice(0, width))
      .replaceAll("\\r", "")
      .replace(/(?:,?"")*\]$/, "");
  for (const record of records) left.set(keyOf(record), (left.get(keyOf(record)) ?? 0) + 1);
  for (let row = 0; row < nRows; row++) {
    const key = keyOf(columns.map((column) => cellText(column, row)));
    const count = left.get(key) ?? 0;
    if (count === 0) return [`row ${row + 1} is no record of the file: ${key}`];
    left.set(key, count - 1);
  }
  return [];
}

/** Every line that the platform's own parser takes as an object is a row, and its texts are cells; all others are listed. */
function valueProblems(table: RawTable, bytes: Uint8Array): string[] {
  const text = decodedAs(table.sources[0].dialect.encoding, bytes);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const lost = countOf(table, "W_JSON_LEFT_OUT");
  const objects = lines.flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return typeof value === "object" && value !== null && !Array.isArray(value) ? [value] : [];
    } catch {
      return [];
    }
  });
  if (table.nRows + lost < lines.length) return [`${table.nRows} rows and ${lost} losses of ${lines.length} lines`];
  if (table.nRows < objects.length) return [`${table.nRows} rows of ${objects.length} objects`];
  const cells = new Set(
    table.columns.flatMap((column) => Array.from({ length: table.nRows }, (_, row) => cellText(column, row))),
  );
  const missing = objects.flatMap(textsIn).find((each) => !cells.has(each));
  return missing === undefined ? [] : [`no cell is ${JSON.stringify(missing)}`];
}

/** Texts of an object that are cells of their own. */
function textsIn(value: object): string[] {
  return Object.values(value).flatMap((inner: unknown) => {
    if (typeof inner === "string") return [inner];
    return typeof inner === "object" && inner !== null && !Array.isArray(inner) ? textsIn(inner) : [];
  });
}

/** In one go, Node 20 would take windows-1252 for latin1. */
function decodedAs(encoding: string, bytes: Uint8Array): string {
  const decoder = new TextDecoder(encoding);
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}
