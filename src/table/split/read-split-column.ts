/** What a column says about how rows are split. */
import { studioError } from "../../base/error.ts";
import { markersOf } from "../cells/markers.ts";
import { readDateCells, readNumberCells } from "../cells/read-cells.ts";
import { cellText } from "../raw-column.ts";
import type { ColumnRule, RawColumn, RawTable } from "../types.ts";
import type { RowGroups } from "./row-groups.ts";
import type { SplitMethod, SplitPart } from "./split-method.ts";
import type { SplitOfRow } from "./split-task.ts";

/** A way to split with what its column says of each row. */
export type SplitBasis =
  | Extract<SplitMethod, { by: "random" | "largest-first" }>
  | { readonly by: "group"; readonly column: string; readonly groups: RowGroups }
  | {
      readonly by: "time";
      readonly column: string;
      /** float64 [nRows]: days since 1970-01-01, or the column's number; NaN where there is none. */
      readonly times: Float64Array;
      readonly isDate: boolean;
    }
  | { readonly by: "column"; readonly column: string; readonly splitOf: SplitOfRow }
  | { readonly by: "files"; readonly splitOf: SplitOfRow }
  /** As told row by row. */
  | { readonly by: "rows"; readonly splitOf: SplitOfRow };

/**
 * Reads the column of a way to split.
 *
 * @throws StudioError E_SPLIT_COLUMN where the table has no such column, or it is the target.
 */
export function readSplitColumn(options: {
  readonly table: RawTable;
  readonly rules: readonly ColumnRule[];
  readonly method: SplitMethod;
}): SplitBasis {
  const { table, rules, method } = options;
  if (method.by === "random" || method.by === "largest-first") return method;
  if (method.by === "files") return { by: "files", splitOf: filesOf(table, method.parts) };
  const column = table.columns.find(({ name }) => name === method.column);
  const rule = rules.find(({ name }) => name === method.column);
  if (!column || !rule || rule.role === "target") {
    const columns = rules.flatMap(({ name, role }) => (role === "target" ? [] : [name]));
    throw studioError("E_SPLIT_COLUMN", { column: method.column, isTarget: rule?.role === "target", columns });
  }
  switch (method.by) {
    case "group":
      return { by: "group", column: method.column, groups: groupByCells(column, rule) };
    case "time":
      return { by: "time", column: method.column, ...timesOf(column, rule) };
    case "column":
      return { by: "column", column: method.column, splitOf: partsOf(column, method.parts) };
    default:
      return method satisfies never;
  }
}

function filesOf({ sources, sourceOfRow }: RawTable, parts: readonly SplitPart[]): SplitOfRow {
  const splits = sources.map(({ name }) => parts.find(({ value }) => value === name)?.split ?? "train");
  return (row) => splits[sourceOfRow[row]];
}

/** Letter case and white space make no difference. */
export function cellKey(text: string): string {
  return text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
}

/**
 * Rows by what a cell says; a row whose cell is empty or a missing marker is a group of its own. Spellings that differ in case
 * or white space are one: a group too large costs little, one that is torn apart gives its rows away.
 */
export function groupByCells(column: RawColumn, rule: Pick<ColumnRule, "missingMarkers">): RowGroups {
  const markers = markersOf(rule);
  const groups = new Map<string, number>();
  const ofCode = new Int32Array(column.dictionary.length).fill(-1);
  const ofNumber = new Map<number, number>();
  let nGroups = 0;
  /** Of a cell that has not been seen yet; undefined for missing ones. */
  const groupOf = (key: string): number | undefined => {
    if (markers.has(key)) return undefined;
    const group = groups.get(key) ?? nGroups++;
    groups.set(key, group);
    return group;
  };
  const ofRow = column.codes.map((code, row) => {
    const number = column.numbers[row];
    const known = code < 0 ? ofNumber.get(number) : ofCode[code];
    if (known !== undefined && known >= 0) return known;
    const group = groupOf(code < 0 ? String(number) : cellKey(column.dictionary[code]));
    if (group === undefined) return nGroups++;
    if (code < 0) ofNumber.set(number, group);
    else ofCode[code] = group;
    return group;
  });
  return { ofRow, nGroups };
}

/** float64 [nRows]: days since 1970-01-01 of a date column, else its numbers; NaN where there is none. */
export function timesOf(
  column: RawColumn,
  rule: ColumnRule,
): { readonly times: Float64Array; readonly isDate: boolean } {
  if (rule.type === "date") return { times: readDateCells(column, rule).parts.days, isDate: true };
  return { times: readNumberCells(column, rule).values, isDate: false };
}

function partsOf(column: RawColumn, parts: readonly SplitPart[]): SplitOfRow {
  const splits = new Map(parts.map(({ value, split }) => [cellKey(value), split]));
  return (row) => splits.get(cellKey(cellText(column, row)));
}
