/** Cells of some rows, the same for every target, so that looking for leaks anew costs little. */
import { remember } from "../../base/remember.ts";
import { readDateCells, readLevelCells, readNumberCells } from "../cells/read-cells.ts";
import { cellsOfRows } from "../raw-column.ts";
import type { ColumnRule, RawColumn } from "../types.ts";
import { binsOf, type RankedValues, rankValues } from "./leak-measures.ts";

/** A column on the rows of a sample. */
export interface SampledColumn {
  /** int32 [n]: codes of levels, or bins of numbers. */
  readonly bins: Int32Array;
  /** Numbers and dates, in days. */
  readonly ranked?: RankedValues;
}

/** Row indices, evenly spaced, few enough for the number of columns. */
export function sampleRows(nRows: number, nColumns: number): Int32Array {
  const limit = Math.max(500, Math.min(20_000, Math.floor(4e6 / Math.max(1, nColumns))));
  const stride = Math.max(1, nRows / limit);
  return Int32Array.from({ length: Math.min(limit, nRows) }, (_, index) => Math.floor(index * stride));
}

const sampled = remember<RawColumn, SampledColumn>(1);

/** What decides how cells are read: all of a rule but its role and its reasons. */
export function readingOf(rule: ColumnRule): string {
  return JSON.stringify({ ...rule, role: "", roleReason: "", typeReason: "" });
}

/** @param rows of `sampleRows`. */
export function sampleColumn(column: RawColumn, rule: ColumnRule, rows: Int32Array): SampledColumn {
  return sampled(column, `${rows.length} ${readingOf(rule)}`, () => readSample(cellsOfRows(column, rows), rule));
}

function readSample(cells: RawColumn, rule: ColumnRule): SampledColumn {
  switch (rule.type) {
    case "number":
      return ofNumbers(readNumberCells(cells, rule).values);
    case "date":
      return ofNumbers(readDateCells(cells, rule).parts.days);
    case "category":
    case "text":
      return { bins: readLevelCells(cells, rule).codes };
    default:
      return rule.type satisfies never;
  }
}

function ofNumbers(values: Float64Array): SampledColumn {
  const ranked = rankValues(values);
  return { bins: binsOf(ranked), ranked };
}
