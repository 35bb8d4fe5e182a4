/** Pure edits of what a person decided about tables: each returns new decisions and leaves the old ones as they were. */
import { editsOfFiles, type FileEdits } from "../table/edits/cell-edits.ts";
import type { RowFilter } from "../table/filter/row-filter.ts";
import type { ColumnOverride, DialectOverride, TableDecisions } from "./document.ts";

/** With more decisions about columns, one a column, beside those about them that were taken before. */
export function withOverrides(table: TableDecisions, overrides: readonly ColumnOverride[]): TableDecisions {
  const changed = new Set(overrides.map(({ name }) => name));
  const before = new Map(table.overrides.map((override) => [override.name, override]));
  const others = table.overrides.filter(({ name }) => !changed.has(name));
  const now = overrides.map((override) => ({ ...before.get(override.name), ...override }));
  return { ...table, overrides: [...others, ...now] };
}

/** As `withOverrides`, of one column. */
export function withOverride(table: TableDecisions, override: ColumnOverride): TableDecisions {
  return withOverrides(table, [override]);
}

/** With one more decision about how some files are read. */
export function withDialect(
  table: TableDecisions,
  { files, change }: { readonly files: readonly string[]; readonly change: DialectOverride },
): TableDecisions {
  const names = new Set(files);
  const others = table.dialects.filter(({ file }) => !names.has(file));
  const changed = [...names].map((file) => ({
    ...table.dialects.find((other) => other.file === file),
    ...change,
    file,
  }));
  return { ...table, dialects: [...others, ...changed] };
}

/** With these edits of cells in the place of those before. */
export function withCellEdits({ edits: _, ...table }: TableDecisions, edits: readonly FileEdits[]): TableDecisions {
  return edits.length > 0 ? { ...table, edits } : table;
}

/** With other dirt in it, or none. */
export function withDirt({ dirt: _, ...table }: TableDecisions, dirt: TableDecisions["dirt"]): TableDecisions {
  return dirt ? { ...table, dirt } : table;
}

/** With another row filter. */
export function withRowFilter({ rows: _, ...table }: TableDecisions, rows: RowFilter): TableDecisions {
  return rows.length > 0 ? { ...table, rows } : table;
}

/** Those that are about these columns and files, and about the target. */
export function decisionsAbout(
  table: TableDecisions,
  {
    columns,
    files,
    hashes = [],
  }: {
    readonly columns: readonly string[];
    readonly files: readonly string[];
    readonly hashes?: readonly string[];
  },
): TableDecisions {
  const about = {
    ...table,
    overrides: table.overrides.filter(({ name }) => columns.includes(name)),
    dialects: table.dialects.filter(({ file }) => files.includes(file)),
  };
  return withCellEdits(about, editsOfFiles(table.edits ?? [], { files, hashes }));
}

/** Whether files are read the same way under both. */
export function haveSameDialects(a: TableDecisions, b: TableDecisions, files: readonly string[]): boolean {
  const of = ({ dialects }: TableDecisions) =>
    files.map((file) => {
      const decided = Object.entries(dialects.find((other) => other.file === file) ?? {});
      return decided
        .filter(([key, value]) => key !== "file" && value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1));
    });
  return JSON.stringify(of(a)) === JSON.stringify(of(b));
}

/** Whether nothing was decided at all. */
export function isUndecided({ overrides, target, dialects, edits = [], rows = [], dirt }: TableDecisions): boolean {
  const isNone = [overrides, dialects, edits, rows].every(({ length }) => length === 0);
  return isNone && target === undefined && dirt === undefined;
}
