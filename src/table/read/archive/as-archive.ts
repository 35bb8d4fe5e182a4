import type { Dialect, RawTable } from "../../types.ts";
import type { TableInput } from "../table-input.ts";

/** A part of an archive may be an archive again, such as a CSV file packed by gzip, but no further. */
export const MOST_DEPTH = 2;

/** The table of a part, with the archive as its source: that is the file that people opened. */
export function asArchive(
  table: RawTable,
  archive: { readonly input: TableInput; readonly hash: string; readonly dialect?: Partial<Dialect> },
): RawTable {
  const { input, hash, dialect } = archive;
  const sources = table.sources.map((source) => ({
    ...source,
    name: input.name,
    sizeBytes: input.sizeBytes,
    hash,
    dialect: { ...source.dialect, ...dialect },
  }));
  return { ...table, sources };
}
