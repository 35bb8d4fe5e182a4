import { StudioError } from "../../base/error.ts";
import { cellText } from "../raw-column.ts";
import { readCsv } from "../read/read-csv.ts";
import type { ReadOptions, TableBytes } from "../read/table-input.ts";
import type { RawTable } from "../types.ts";

export function read(bytes: TableBytes, options?: ReadOptions): Promise<RawTable> {
  return readCsv({ name: "file.csv", sizeBytes: bytes instanceof ReadableStream ? 0 : bytes.length, bytes }, options);
}

export function rowsOf(table: RawTable): string[][] {
  return Array.from({ length: table.nRows }, (_, row) => table.columns.map((column) => cellText(column, row)));
}

export function namesOf(table: RawTable): string[] {
  return table.columns.map(({ name }) => name);
}

export function issue(table: RawTable, code: string) {
  return table.issues.find((found) => found.code === code);
}

export async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof StudioError ? error.details.code : String(error);
}
