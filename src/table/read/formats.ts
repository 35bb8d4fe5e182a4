/**
 * The kinds of files that become tables, a row each. To add one: its id in `TABLE_FORMATS` (table/types.ts), its row here, and its
 * reader beside this file, loaded when it is needed.
 */
import type { TableFormat } from "../types.ts";
import { isJson } from "./json/is-json.ts";
import { readCsv } from "./read-csv.ts";
import type { TableReader } from "./table-input.ts";

interface FormatRow {
  readonly format: TableFormat;
  /** @param head the first 64 kB. @param name of the file: for what the bytes alone do not tell. */
  readonly isIn: (head: Uint8Array, name: string) => boolean;
  readonly load: () => Promise<TableReader>;
}

const beginsWith = (bytes: readonly number[]) => (head: Uint8Array) => bytes.every((byte, at) => head[at] === byte);

/** The first that takes a file reads it. CSV takes what is left, and refuses what is no text. */
const FORMATS: readonly FormatRow[] = [
  {
    format: "gzip",
    isIn: beginsWith([0x1f, 0x8b]),
    load: async () => (await import("./archive/read-gzip.ts")).readGzip,
  },
  {
    format: "zip",
    isIn: (head) => beginsWith([0x50, 0x4b, 3, 4])(head) || beginsWith([0x50, 0x4b, 5, 6])(head),
    load: async () => (await import("./archive/read-zip.ts")).readZip,
  },
  {
    format: "parquet",
    isIn: beginsWith([0x50, 0x41, 0x52, 0x31]),
    load: async () => (await import("./parquet/read-parquet.ts")).readParquet,
  },
  { format: "json", isIn: isJson, load: async () => (await import("./json/read-json.ts")).readJson },
  { format: "csv", isIn: () => true, load: async () => readCsv },
];

/** @param head the first 64 kB of the file. */
export function readerFor(head: Uint8Array, name: string): FormatRow["load"] {
  return rowFor(head, name).load;
}

/** @param head the first 64 kB of the file. */
export function formatOf(head: Uint8Array, name: string): TableFormat {
  return rowFor(head, name).format;
}

function rowFor(head: Uint8Array, name: string): FormatRow {
  return FORMATS.find(({ isIn }) => isIn(head, name)) ?? FORMATS[FORMATS.length - 1];
}
