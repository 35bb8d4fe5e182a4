import { studioError } from "../../../base/error.ts";
import { ingestIssue } from "../../ingest-issue.ts";
import type { Dialect, IngestIssue, RawTable } from "../../types.ts";
import { yieldToOthers } from "../csv-bytes.ts";
import { countPreamble } from "../csv-dialect.ts";
import { beginTable, endTable, plainRecords } from "../record-table.ts";
import type { ReadOptions, TableInput } from "../table-input.ts";
import type { Zip } from "../zip/zip-directory.ts";
import { MergedCells, mergedRanges } from "./merged-cells.ts";
import { type SheetCounts, type SheetRow, sheetRows } from "./sheet-rows.ts";
import { openWorkbook, type Sheet, sheetNamed, type Workbook } from "./workbook.ts";

/** So many rows are looked at to tell where a table begins and how wide it is. */
const SAMPLE_ROWS = 1000;
const ROWS_TO_RECOGNISE = 100;

const isFilled = (cell: string) => cell.trim() !== "";

/**
 * Reads one sheet of an Excel workbook: the one that `dialect.sheet` names, else the first that holds a table and is not hidden.
 *
 * Cell texts: numbers as JavaScript writes them, dates and times in ISO form (`numberText`), TRUE and FALSE, errors such as #N/A
 * as they stand, results of formulas as they were stored. Cells merged over several rows stand in each of them.
 *
 * @throws StudioError E_EXCEL_*, E_ARCHIVE_*, E_CSV_EMPTY, E_CSV_NO_ROWS; the signal's reason when aborted.
 */
export async function readExcel(
  zip: Zip,
  options: ReadOptions & { readonly input: TableInput; readonly hash: string },
): Promise<RawTable> {
  const { input, hash, signal, onProgress } = options;
  const given = options.dialect ?? {};
  const workbook = await openWorkbook(zip);
  const sheet = given.sheet === undefined ? await firstTable(workbook) : sheetNamed(workbook, given.sheet);
  if (!sheet) throw studioError("E_CSV_EMPTY", { file: input.name, sizeBytes: input.sizeBytes });
  const counts: SheetCounts = { errors: 0, uncomputed: 0 };
  const merged = await mergedRanges(workbook, sheet);
  const records = recordsOf(workbook, sheet, { merged: new MergedCells(merged), counts });
  const sample = await firstOf(records, SAMPLE_ROWS);
  const { left, width } = extentOf(sample);
  if (width === 0) throw studioError("E_CSV_EMPTY", { file: input.name, sizeBytes: input.sizeBytes });
  const within = (row: SheetRow) => cellsWithin(row, left, width);
  const rows = sample.map(within);
  const preamble = given.skipRows ?? countNotes(rows);
  const { builder, hasHeader } = beginTable(rows, { file: input.name, preamble, given });
  const push = (batch: readonly SheetRow[]): void =>
    builder.push(
      plainRecords(
        batch.map(within),
        batch.map(({ line }) => line),
      ),
    );
  push(sample);
  for await (const batch of records) {
    signal?.throwIfAborted();
    push(batch);
    onProgress?.(0.5, builder.nRows);
    await yieldToOthers();
  }
  signal?.throwIfAborted();
  const sheets = workbook.sheets.map(({ name }) => name);
  const dialect: Dialect = {
    format: "xlsx",
    delimiter: "",
    quote: "",
    encoding: "",
    hasHeader,
    sheet: sheet.name,
    ...(sheets.length > 1 && { sheets }),
  };
  const others = given.sheet === undefined ? sheets.filter((name) => name !== sheet.name) : [];
  const issues = sheetIssues(input.name, { sheet: sheet.name, others, counts, nMerged: merged.length });
  const table = endTable(builder, { input, given, dialect, hash, issues });
  onProgress?.(1, table.nRows);
  return table;
}

/** The first sheet with at least two rows of two cells; else the first with any cell. */
async function firstTable(workbook: Workbook): Promise<Sheet | undefined> {
  const sheets = [...workbook.sheets].sort((a, b) => Number(a.isHidden) - Number(b.isHidden));
  let filled: Sheet | undefined;
  for (const sheet of sheets) {
    const records = recordsOf(workbook, sheet);
    const rows = await firstOf(records, ROWS_TO_RECOGNISE);
    await records.return(undefined);
    const cells = rows.map((row) => row.cells.filter(isFilled).length);
    if (cells.filter((count) => count >= 2).length >= 2) return sheet;
    if (cells.some((count) => count > 0)) filled ??= sheet;
  }
  return filled;
}

/** Rows in batches; rows without a cell are blank lines, where others follow. */
async function* recordsOf(
  workbook: Workbook,
  sheet: Sheet,
  { merged, counts }: { readonly merged?: MergedCells; readonly counts?: SheetCounts } = {},
): AsyncGenerator<readonly SheetRow[], undefined> {
  let line = 0;
  for await (const rows of sheetRows(workbook, sheet, counts)) {
    const batch: SheetRow[] = [];
    for (const row of rows) {
      const cells = merged ? merged.filled(row) : row.cells;
      if (!row.cells.some(isFilled)) continue;
      while (++line < row.line) batch.push({ line, cells: [] });
      batch.push({ line, cells });
    }
    if (batch.length > 0) yield batch;
  }
}

/** The first rows, and perhaps some more that came with them. */
async function firstOf(records: AsyncGenerator<readonly SheetRow[]>, nRows: number): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  while (rows.length < nRows) {
    const { done, value } = await records.next();
    if (done) break;
    for (const row of value) rows.push(row);
  }
  return rows;
}

/** The columns that hold cells: how many are blank before them, and how many they are. */
function extentOf(rows: readonly SheetRow[]): { readonly left: number; readonly width: number } {
  let left = Number.POSITIVE_INFINITY;
  let right = 0;
  for (const { cells } of rows) {
    const first = cells.findIndex(isFilled);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, cells.findLastIndex(isFilled) + 1);
  }
  return right === 0 ? { left: 0, width: 0 } : { left, width: right - left };
}

/** A row as wide as the table, or one empty cell for a blank line; cells outside come behind, where they are told of. */
function cellsWithin({ cells }: SheetRow, left: number, width: number): string[] {
  if (!cells.some(isFilled)) return [""];
  const row = Array.from({ length: width }, (_, index) => cells[left + index] ?? "");
  return [...row, ...cells.slice(left + width).filter(isFilled), ...cells.slice(0, left).filter(isFilled)];
}

/**
 * Rows above the table: as in other files, or a block of a few filled cells a row that a blank row parts from a wider table, such as
 * "Station: | Berlin".
 */
function countNotes(rows: readonly (readonly string[])[]): number {
  const filled = rows.slice(0, SAMPLE_ROWS).map((row) => row.filter(isFilled).length);
  const usual = filled.filter((count) => count > 0).sort((a, b) => a - b);
  const typical = usual[usual.length >> 1] ?? 0;
  const start = filled.findIndex((count) => count > Math.max(2, typical / 2));
  const isParted = typical >= 4 && start >= 2 && filled[start - 1] === 0;
  return Math.max(countPreamble(rows), isParted ? start : 0);
}

function sheetIssues(
  file: string,
  found: {
    readonly sheet: string;
    readonly others: readonly string[];
    readonly counts: SheetCounts;
    readonly nMerged: number;
  },
): IngestIssue[] {
  const { sheet, others, counts, nMerged } = found;
  const where = `${file}, ${sheet}`;
  return [
    ingestIssue("W_EXCEL_OTHERS", { where: file, count: Math.min(1, others.length) }, { sheet, others }),
    ingestIssue("W_EXCEL_ERRORS", { where, count: counts.errors }),
    ingestIssue("W_EXCEL_UNCOMPUTED", { where, count: counts.uncomputed }),
    ingestIssue("W_EXCEL_MERGED", { where, count: nMerged }),
  ].filter(({ count }) => count > 0);
}
