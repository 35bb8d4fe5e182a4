/** A table as a person edited it: columns with other cells in the place of those that were read, all others as they were. */
import { remember } from "../../base/remember.ts";
import { indexOfRow, rowInFile } from "../drawn-rows.ts";
import { ingestIssue } from "../ingest-issue.ts";
import { cellText, numberWritten } from "../raw-column.ts";
import type { StackedTables } from "../stack.ts";
import type { CellCodes, IngestIssue, RawColumn, RawTable } from "../types.ts";
import type { CellEdit, FileEdits, PlacedEdit } from "./cell-edits.ts";

/** What was edited of a table that is open. */
export interface TableEdits {
  /** As it was read. */
  readonly unedited: StackedTables;
  /** By row of the table, then by column: what the file says. */
  readonly originals: ReadonlyMap<number, ReadonlyMap<string, string>>;
}

export interface EditedTables extends StackedTables {
  readonly edits?: TableEdits;
}

/** Tables and columns that are kept: the one before an edit, which Undo brings back, and the one after. */
const KEPT = 2;
const tables = remember<StackedTables, EditedTables>(KEPT);
const columns = remember<RawColumn, RawColumn>(KEPT);

/**
 * The open table with the edits that are of its files. What was found out about columns without an edit stays theirs, so that only
 * what depends on edited ones is found out anew. An edit that does not find the cell that it was made of is passed over, and listed.
 *
 * @param open as it was read.
 */
export function editedTable(open: StackedTables, edits: readonly FileEdits[] = []): EditedTables {
  return edits.length === 0 ? open : tables(open, JSON.stringify(edits), () => edit(open, edits));
}

/** Text by row of the table. */
type Cells = Map<number, string>;

function edit(open: StackedTables, edits: readonly FileEdits[]): EditedTables {
  const { table, exact } = open;
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const found = new Map<string, Cells>();
  const originals = new Map<number, Map<string, string>>();
  const issues: IngestIssue[] = [];
  for (const { file, hash, cells } of edits) {
    const place = placeOf(table, { file, hash });
    if (!place) continue;
    let nLost = 0;
    for (const cell of cells) {
      const column = byName.get(cell.column);
      const index = indexOfRow(place.source, cell.row);
      const row = place.first + (index ?? 0);
      if (!column || index === undefined || cellText(column, row) !== cell.from) {
        nLost++;
        continue;
      }
      const own = found.get(cell.column) ?? new Map<number, string>();
      found.set(cell.column, own.set(row, cell.to));
      const ofRow = originals.get(row) ?? new Map<string, string>();
      originals.set(row, ofRow.set(cell.column, cell.from));
    }
    if (nLost > 0)
      issues.push(ingestIssue("W_EDIT_LOST", { where: place.source.name, count: nLost }, { count: nLost }));
  }
  const edited = withCells(table, found);
  return {
    ...open,
    table: issues.length > 0 ? { ...edited, issues: [...edited.issues, ...issues] } : edited,
    ...(exact ? { exact: withCells(exact, found) } : {}),
    edits: { unedited: open, originals },
  };
}

/** Where the rows of a file stand in the table; undefined where it is not open. A file is known by its bytes, whatever it is called now. */
function placeOf({ sources }: RawTable, { file, hash }: Pick<FileEdits, "file" | "hash">) {
  const own = sources.filter((source) =>
    hash !== "" && source.hash !== "" ? source.hash === hash : source.name === file,
  );
  // The same file twice: its name says which.
  const source = own.find(({ name }) => name === file) ?? own[0];
  if (!source) return undefined;
  const before = sources.slice(0, sources.indexOf(source));
  return { source, first: before.reduce((sum, { nRows }) => sum + nRows, 0) };
}

function withCells(table: RawTable, found: ReadonlyMap<string, Cells>): RawTable {
  return {
    ...table,
    columns: table.columns.map((column) => {
      const cells = found.get(column.name);
      return cells ? columns(column, JSON.stringify([...cells]), () => columnWith(column, cells)) : column;
    }),
  };
}

const [MOST_CODES_8, MOST_CODES_16] = [2 ** 7, 2 ** 15];

/** The same column with other texts in some cells, as it would be if its file said so. */
export function columnWith(column: RawColumn, cells: ReadonlyMap<number, string>): RawColumn {
  const dictionary = [...column.dictionary];
  const texts = new Set([...cells.values()].filter((text) => numberWritten(text) === undefined));
  const codeOf = new Map<string, number>();
  for (let code = 0; code < dictionary.length && codeOf.size < texts.size; code++) {
    if (texts.has(dictionary[code])) codeOf.set(dictionary[code], code);
  }
  for (const text of texts) if (!codeOf.has(text)) codeOf.set(text, dictionary.push(text) - 1);
  const numbers = column.numbers.slice();
  const codes = roomyCodes(column.codes, dictionary.length);
  for (const [row, text] of cells) {
    const number = numberWritten(text);
    numbers[row] = number ? number.value + 0 : Number.NaN;
    codes[row] = number?.code ?? codeOf.get(text) ?? 0;
  }
  return { ...column, numbers, codes, dictionary };
}

/** A copy that has room for so many texts. */
function roomyCodes(codes: CellCodes, nTexts: number): CellCodes {
  if (nTexts <= MOST_CODES_8 || (nTexts <= MOST_CODES_16 && !(codes instanceof Int8Array))) return codes.slice();
  return nTexts <= MOST_CODES_16 ? Int16Array.from(codes) : Int32Array.from(codes);
}

/** What an edit of a cell says of it: where it stands in its file, and what the file says. */
export interface CellOrigin extends Omit<PlacedEdit, "to"> {
  /** What it says now. */
  readonly text: string;
}

/** @param row of the table, from 0. @returns undefined where there is no such cell. */
export function originOf(open: EditedTables, row: number, name: string): CellOrigin | undefined {
  const { table, edits } = open;
  const column = table.columns.find((each) => each.name === name);
  const source = table.sources[table.sourceOfRow[row]];
  if (!column || !source || row >= table.nRows) return undefined;
  const before = table.sources.slice(0, table.sources.indexOf(source));
  const text = cellText(column, row);
  const cell: CellEdit = {
    row: rowInFile(source, row - before.reduce((sum, { nRows }) => sum + nRows, 0)),
    column: name,
    from: edits?.originals.get(row)?.get(name) ?? text,
    to: text,
  };
  const { to: _, ...origin } = cell;
  return { ...origin, file: source.name, hash: source.hash, text };
}
