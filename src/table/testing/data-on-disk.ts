import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readCsv } from "../read/read-csv.ts";
import type { Dialect, RawTable } from "../types.ts";

/** The shared test data: beside the repository, or where DIFFML_DATA says. */
export const DATA_FOLDER =
  process.env.DIFFML_DATA ?? fileURLToPath(new URL("../../../../shared/data", import.meta.url));

export const hasData = existsSync(DATA_FOLDER);

export const NO_DATA = "the shared test data is not here: put it at ../shared/data or set DIFFML_DATA";

export function readBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(DATA_FOLDER, path)));
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(DATA_FOLDER, path), "utf8"));
}

export function readDataFile(path: string, dialect?: Partial<Dialect>): Promise<RawTable> {
  const bytes = readBytes(path);
  return readCsv({ name: path, sizeBytes: bytes.length, bytes }, { dialect });
}

/** Paths below a folder, relative to the data folder, in order. */
export function listFiles(folder: string): string[] {
  const files = readdirSync(join(DATA_FOLDER, folder), { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile())
    .map((entry) => relative(DATA_FOLDER, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
