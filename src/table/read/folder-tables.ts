/** Which files of a folder are tables, told by their names. */

/** A folder with more of them is not opened. */
export const MOST_FOLDER_TABLES = 200;

/** Endings of names of files that may be tables. */
export const TABLE_ENDINGS = [
  "csv",
  "tsv",
  "tab",
  "txt",
  "data",
  "dat",
  "json",
  "jsonl",
  "ndjson",
  "xlsx",
  "xlsm",
  "parquet",
  "gz",
  "zip",
] as const;

const IS_TABLE = new RegExp(`\\.(?:${TABLE_ENDINGS.join("|")})$`, "i");
const IS_NOTE = /^(?:readme|licen[cs]e|changelog|notice|citation|requirements)\b/i;

export interface FolderTables<Found> {
  /** In the order of their paths. */
  readonly tables: readonly Found[];
  /** Paths of files that are no tables by their names. */
  readonly others: readonly string[];
  /** Files and folders whose names begin with a dot, or that systems leave behind. */
  readonly nHidden: number;
}

const isHidden = (part: string): boolean => part.startsWith(".") || part.startsWith("~$") || part === "__MACOSX";

/** Whether what is below such a folder is passed over. */
export const isHiddenPath = (path: string): boolean => path.split("/").some(isHidden);

/** @param found files with their paths inside the folder, parts joined by "/". */
export function tablesOfFolder<Found extends { readonly path: string }>(found: readonly Found[]): FolderTables<Found> {
  const shown = found.filter(({ path }) => !isHiddenPath(path));
  const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  const isTable = ({ path }: Found): boolean => IS_TABLE.test(path) && !IS_NOTE.test(nameOf(path));
  const byPath = (one: Found, other: Found): number => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0);
  return {
    tables: shown.filter(isTable).sort(byPath),
    others: shown.filter((each) => !isTable(each)).map(({ path }) => path),
    nHidden: found.length - shown.length,
  };
}
