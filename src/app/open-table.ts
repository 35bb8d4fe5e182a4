/** Opening a table: files become the sources of one table, each cell as it stands. */

import type { TableDecisions } from "../pipeline/document.ts";
import { type EditedTables, editedTable } from "../table/edits/edited-table.ts";
import { readTable } from "../table/read/read-table.ts";
import type { ByteSlice, StreamedSha256, TableBytes } from "../table/read/table-input.ts";
import { heldBytesOf } from "../table/read/table-memory.ts";
import { stackTables } from "../table/stack.ts";
import type { RawTable } from "../table/types.ts";

/** A file to read; where its bytes come from is the business of whoever asks. */
export interface TableFile {
  readonly name: string;
  /** Called when its turn has come: a stream may be read once only. */
  readonly open: () => Promise<OpenedFile>;
}

export interface OpenedFile {
  readonly sizeBytes: number;
  readonly bytes: TableBytes;
  /** Where parts of it can be read in any order, as formats with a directory at their end want it. */
  readonly slice?: ByteSlice;
  /** Where the host hashes bytes as they stream by. */
  readonly sha256?: () => StreamedSha256;
}

/** A file whose text is at hand. */
export function textFile(name: string, text: string): TableFile {
  const bytes = new TextEncoder().encode(text);
  return { name, open: async () => ({ sizeBytes: bytes.length, bytes }) };
}

/** Files as they were read, with the cells that a person edited, before anything is said of what they mean. */
export type OpenTable = EditedTables;

export interface OpenTableOptions {
  /** Overrides what is detected, by the name of the file. */
  readonly dialects?: TableDecisions["dialects"];
  /** Cells that a person edited. */
  readonly edits?: TableDecisions["edits"];
  /** @param fractionDone of all files, 0 … 1. @param rows of the file that is being read. */
  readonly onProgress?: (fractionDone: number, rows: number) => void;
  readonly signal?: AbortSignal;
  /** Of the device, bytes; absent: nobody knows. */
  readonly memoryBytes?: number | undefined;
}

/** What is made of cells, to be looked at and trained on, takes about as much again as they do. */
const CELLS_SHARE = 0.5;

/**
 * Reads files one after the other and stacks them by column name.
 *
 * @throws whatever opening a file throws; StudioError as `readTable`; the signal's reason when aborted.
 */
export async function openTable(files: readonly TableFile[], options: OpenTableOptions = {}): Promise<OpenTable> {
  const { dialects = [], edits, onProgress, signal, memoryBytes } = options;
  const tables: RawTable[] = [];
  let mostBytes = memoryBytes === undefined ? undefined : CELLS_SHARE * memoryBytes;
  for (const [index, { name, open }] of files.entries()) {
    const input = { name, ...(await open()) };
    const dialect = dialects.find(({ file }) => file === name);
    const table = await readTable(input, {
      ...(dialect ? { dialect } : {}),
      ...(signal ? { signal } : {}),
      ...(mostBytes === undefined ? {} : { mostBytes }),
      ...(onProgress ? { onProgress: (fraction, rows) => onProgress((index + fraction) / files.length, rows) } : {}),
    });
    if (mostBytes !== undefined) mostBytes -= heldBytesOf(table);
    tables.push(table);
  }
  signal?.throwIfAborted();
  const stacked = stackTables(
    tables,
    files.map(({ name }) => dialects.find(({ file }) => file === name)),
  );
  return editedTable(stacked, edits);
}

/** SHA-256 of each file, in order. */
export function fileHashesOf({ table }: OpenTable): readonly string[] {
  return table.sources.map(({ hash }) => hash);
}
