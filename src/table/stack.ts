import { columnFromTexts } from "./column-builder.ts";
import { alignDates } from "./files/align-dates.ts";
import { alignMarks } from "./files/align-marks.ts";
import { alignNames, type FileColumns, type MatchedColumn, type UnmatchedColumn } from "./files/align-names.ts";
import { ingestIssue } from "./ingest-issue.ts";
import type { IngestIssue, RawColumn, RawTable } from "./types.ts";

/** Sources are told apart by their names (which rows are judged by, how much each counts), so the second "a.csv" is "a.csv (2)". */
function withOwnNames(tables: readonly RawTable[]): readonly RawTable[] {
  const taken = new Set<string>();
  return tables.map((table) => ({
    ...table,
    sources: table.sources.map((source) => {
      let { name } = source;
      for (let copy = 2; taken.has(name); copy++) name = `${source.name} (${copy})`;
      taken.add(name);
      return { ...source, name };
    }),
  }));
}

export interface StackedTables {
  readonly table: RawTable;
  /** The same rows with every cell as it stands in its file, where some are written otherwise in `table` to be read as meant. */
  readonly exact?: RawTable;
  /** Columns that not every file has. */
  readonly unmatched: readonly UnmatchedColumn[];
  /** Columns that are called otherwise in their file. */
  readonly matched: readonly MatchedColumn[];
}

/**
 * Puts the rows of several tables below each other, columns matched by name, or by names that look alike; the files become the
 * sources of one table. Where a file lacks a column, its cells are empty, which every rule reads as missing.
 *
 * @param decided what a person decided about the columns of each table, in their order.
 */
export function stackTables(
  given: readonly RawTable[],
  decided: readonly (FileColumns | undefined)[] = [],
): StackedTables {
  if (given.length === 1) {
    const { tables, matched } = alignNames(given, decided);
    return { table: tables[0], unmatched: [], matched };
  }
  const { tables, matched } = alignNames(withOwnNames(given), decided);
  const settled = alignDates(alignMarks(tables));
  const isSettled = settled.some((table, index) => table !== tables[index]);
  const table = joinRows(settled);
  return { table, ...(isSettled ? { exact: joinRows(tables) } : {}), unmatched: findUnmatched(tables), matched };
}

function joinRows(tables: readonly RawTable[]): RawTable {
  const names = [...new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)))];
  const byName = tables.map(({ columns }) => new Map(columns.map((column) => [column.name, column])));
  const nRows = tables.reduce((sum, table) => sum + table.nRows, 0);
  const columns = names.map((name) => {
    const parts = tables.map((table, index) => ({ column: byName[index].get(name), nRows: table.nRows }));
    return stackColumn(name, parts, nRows);
  });
  const sourceOfRow = new Uint16Array(nRows);
  let row = 0;
  let firstSource = 0;
  for (const table of tables) {
    for (const source of table.sourceOfRow) sourceOfRow[row++] = firstSource + source;
    firstSource += table.sources.length;
  }
  const sources = tables.flatMap((table) => table.sources);
  const issues = [...tables.flatMap((table) => table.issues), ...unitIssues(tables, names, byName)];
  return { nRows, columns, sources, sourceOfRow, issues };
}

/** Of the files that have the column: the unit that all of them say; undefined where one says none or another. */
function unitOfAll(columns: readonly RawColumn[]): string | undefined {
  const units = new Set(columns.map(({ unit }) => unit));
  return units.size === 1 ? [...units][0] : undefined;
}

function stackColumn(
  name: string,
  parts: readonly { column: RawColumn | undefined; nRows: number }[],
  nRows: number,
): RawColumn {
  const numbers = new Float64Array(nRows).fill(Number.NaN);
  const codes = new Int32Array(nRows);
  const dictionary: string[] = [];
  const codeOf = new Map<string, number>();
  const codeFor = (text: string): number => {
    let code = codeOf.get(text);
    if (code === undefined) {
      code = dictionary.push(text) - 1;
      codeOf.set(text, code);
    }
    return code;
  };
  let start = 0;
  for (const { column, nRows: length } of parts) {
    if (column === undefined) {
      codes.fill(codeFor(""), start, start + length);
    } else {
      const translated = column.dictionary.map(codeFor);
      numbers.set(column.numbers, start);
      for (let row = 0; row < length; row++) {
        const code = column.codes[row];
        codes[start + row] = code < 0 ? code : translated[code];
      }
    }
    start += length;
  }
  const unit = unitOfAll(parts.flatMap(({ column }) => column ?? []));
  return { name, numbers, codes, dictionary, ...(unit === undefined ? {} : { unit }) };
}

/** Columns of which the files say different units; what a file does not say is no difference. */
function unitIssues(
  tables: readonly RawTable[],
  names: readonly string[],
  byName: readonly ReadonlyMap<string, RawColumn>[],
): IngestIssue[] {
  return names.flatMap((column) => {
    const found = tables.flatMap(({ sources }, index) => {
      const unit = byName[index].get(column)?.unit;
      return unit === undefined ? [] : [{ file: sources[0]?.name ?? "", unit }];
    });
    if (new Set(found.map(({ unit }) => unit)).size <= 1) return [];
    const where = found.map(({ file }) => file).join(", ");
    return [ingestIssue("W_TABLE_UNITS", { where, count: found.length }, { column, found })];
  });
}

function findUnmatched(tables: readonly RawTable[]): UnmatchedColumn[] {
  const byName = tables.map(({ columns }) => new Set(columns.map(({ name }) => name)));
  const names = [...new Set(byName.flatMap((own) => [...own]))];
  const filesOf = (has: (index: number) => boolean): string[] =>
    tables.flatMap((table, index) => (has(index) ? table.sources.map((source) => source.name) : []));
  return names
    .filter((name) => byName.some((columns) => !columns.has(name)))
    .map((column) => ({
      column,
      presentIn: filesOf((index) => byName[index].has(column)),
      absentFrom: filesOf((index) => !byName[index].has(column)),
    }));
}

/** A table from rows of text, as `readCsv` would have made it: for samples, forms and tests. */
export function tableFromRows(name: string, header: readonly string[], rows: readonly (readonly string[])[]): RawTable {
  const columns = header.map((title, index) => {
    return columnFromTexts(
      title,
      rows.map((row) => row[index] ?? ""),
    );
  });
  const dialect = { delimiter: ",", quote: '"', encoding: "utf-8", hasHeader: true };
  const source = { name, sizeBytes: 0, hash: "", nRows: rows.length, dialect };
  return { nRows: rows.length, columns, sources: [source], sourceOfRow: new Uint16Array(rows.length), issues: [] };
}
