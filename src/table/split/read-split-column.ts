/** What a column says about how rows are split. */

import { studioError } from "../../base/error.ts";
import { NumberMap } from "../../base/number-map.ts";
import { markersOf, missingNumbers } from "../cells/markers.ts";
import { readDateCells, readNumberCells } from "../cells/read-cells.ts";
import { asWritten } from "../column-builder.ts";
import { canonicalNumber, cellText } from "../raw-column.ts";
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
  const { codes, numbers, dictionary } = asWritten(column);
  const markers = markersOf(rule);
  const absent = missingNumbers(markers);
  const ofText = new Map<string, number>();
  const ofNumber = new NumberMap();
  const ofCode = new Int32Array(dictionary.length).fill(-1);
  const ofRow = new Int32Array(codes.length);
  let nGroups = 0;
  const groupOfNumber = (value: number): number => {
    const known = ofNumber.get(value);
    if (known >= 0) return known;
    ofNumber.set(value, nGroups);
    return nGroups++;
  };
  const groupOfText = (code: number): number => {
    const key = cellKey(dictionary[code]);
    if (markers.has(key)) return nGroups++;
    const value = canonicalNumber(key);
    const group = Number.isNaN(value) ? (ofText.get(key) ?? nGroups++) : groupOfNumber(value);
    ofText.set(key, group);
    ofCode[code] = group;
    return group;
  };
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code >= 0) ofRow[row] = ofCode[code] >= 0 ? ofCode[code] : groupOfText(code);
    else ofRow[row] = absent.has(numbers[row]) ? nGroups++ : groupOfNumber(numbers[row]);
  }
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
