/** Rows of a table as a grid shows them: filtered, sorted, a page at a time. */
import { remember } from "../../base/remember.ts";
import { orderOfNumbers } from "../../base/sort-numbers.ts";
import { shortened } from "../../base/words.ts";
import { type CellReader, type CellState, cellReader } from "../../table/cells/cell-states.ts";
import { readDateCells, readNumberCells } from "../../table/cells/read-cells.ts";
import { asWritten } from "../../table/column-builder.ts";
import { columnFences, type Fences } from "../../table/far-values.ts";
import type { GridFilter, GridQuery, Problem } from "../../table/grid-query.ts";
import { cellText } from "../../table/raw-column.ts";
import type { ColumnRule, RawColumn } from "../../table/types.ts";
import type { TableDescription } from "../describe-table.ts";
import type { OpenTable } from "../open-table.ts";

/** What of a cell a person should see; "filled": nothing is wrong with it. */
export type GridCell = CellState | "far";

export interface GridRow {
  /** Of the table, from 0. */
  readonly row: number;
  /** Texts of the file; of long ones, the beginning. */
  readonly cells: readonly string[];
  readonly states: readonly GridCell[];
  /** Of a row with edits: what the file says of each edited cell, "" and all; undefined of others. */
  readonly originals?: readonly (string | undefined)[];
}

export interface GridView {
  /** Rows that meet the query. */
  readonly nRows: number;
  /** Place of the first row among them. */
  readonly firstRow: number;
  readonly rows: readonly GridRow[];
}

/** What is asked of a table. */
export interface GridRequest {
  readonly query: GridQuery;
  /** Place of the first row among those that meet the query. */
  readonly firstRow: number;
  readonly nRows: number;
  /** Of the columns, in the order of the rules. */
  readonly firstColumn: number;
  readonly nColumns: number;
}

/** A column as a grid reads it. */
interface GridColumn {
  readonly column: RawColumn;
  readonly rule: ColumnRule;
  readonly reader: CellReader;
  readonly fences: Fences | undefined;
}

const readings = remember<RawColumn, GridColumn>(4);

/** What of a rule decides what cells are. */
const readingOf = ({ type, missingMarkers, decimalMark, numberFormat, dateFormat }: ColumnRule) =>
  JSON.stringify([type, missingMarkers, decimalMark, numberFormat, dateFormat]);

export function gridColumn(column: RawColumn, rule: ColumnRule): GridColumn {
  return readings(column, readingOf(rule), () => ({
    column,
    rule,
    reader: cellReader(column, rule),
    fences: columnFences(column, rule),
  }));
}

export function gridColumns({ table }: OpenTable, { rules }: TableDescription): readonly GridColumn[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return rules.flatMap((rule) => {
    const column = byName.get(rule.name);
    return column ? [gridColumn(column, rule)] : [];
  });
}

/** What is wrong with a cell. */
export function stateOf({ reader, fences }: GridColumn, row: number): GridCell {
  const state = reader.stateOf(row);
  if (state !== "filled" || !fences) return state;
  const value = reader.valueOf(row);
  return value < fences.low || value > fences.high ? "far" : "filled";
}

const orders = remember<OpenTable, Uint32Array>(4);

/** Rows that meet a query, in its order: their places in the table. A column that the table lacks decides nothing. */
export function rowsOfQuery(open: OpenTable, description: TableDescription, query: GridQuery): Uint32Array {
  const columns = gridColumns(open, description);
  const named = new Set([...query.filters, ...(query.sort ? [query.sort] : [])].map(({ column }) => column));
  const decisive = columns.filter(({ rule }) => named.has(rule.name));
  const key = JSON.stringify([query, decisive.map(({ rule }) => [rule.name, readingOf(rule)])]);
  return orders(open, key, () =>
    findRows(open.table.nRows, new Map(decisive.map((each) => [each.rule.name, each])), query),
  );
}

function findRows(nRows: number, columns: ReadonlyMap<string, GridColumn>, { filters, sort }: GridQuery): Uint32Array {
  const tests = filters.flatMap((filter) => {
    const column = columns.get(filter.column);
    return column ? [testOf(column, filter)] : [];
  });
  const sorted = sort && columns.get(sort.column);
  const order = sorted ? sortedRows(sorted, sort.isDescending) : undefined;
  const rows = new Uint32Array(nRows);
  let nFound = 0;
  for (let place = 0; place < nRows; place++) {
    const row = order ? order[place] : place;
    if (tests.every((test) => test(row))) rows[nFound++] = row;
  }
  return rows.slice(0, nFound);
}

function testOf(column: GridColumn, filter: GridFilter): (row: number) => boolean {
  switch (filter.by) {
    case "problem":
      return (row) => stateOf(column, row) === filter.problem;
    case "text":
      return textTest(column, filter.text.toLowerCase());
    case "range": {
      const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = filter;
      return (row) => {
        const value = column.reader.valueOf(row);
        return value >= low && value <= high;
      };
    }
    case "levels": {
      const levels = new Set(filter.levels);
      return (row) => levels.has(cellText(column.column, row).trim());
    }
    default:
      return filter satisfies never;
  }
}

/** Each different text is looked into once. */
function textTest({ column }: GridColumn, part: string): (row: number) => boolean {
  const { codes, dictionary } = column;
  const found = new Int8Array(dictionary.length).fill(-1);
  return (row) => {
    const code = codes[row];
    if (code < 0) return cellText(column, row).toLowerCase().includes(part);
    if (found[code] < 0) found[code] = Number(dictionary[code].toLowerCase().includes(part));
    return found[code] === 1;
  };
}

/** All rows: by value where the column has numbers or dates, else numbers before texts by their letters. Equal cells stay in the order of the files. */
function sortedRows(grid: GridColumn, isDescending: boolean): Uint32Array {
  const keys = sortKeys(grid);
  const order = new Uint32Array(keys.length);
  const ascending = orderOfNumbers(isDescending ? keys.map((key) => 0 - key) : keys);
  order.set(ascending);
  // Those without a value come last, either way.
  let place = ascending.length;
  for (let row = 0; row < keys.length; row++) if (Number.isNaN(keys[row])) order[place++] = row;
  return order;
}

/** float64 [nRows] that ascend as the cells do; NaN where a cell has no value. */
function sortKeys({ column, rule, reader }: GridColumn): Float64Array {
  if (rule.type === "number") return readNumberCells(column, rule).values;
  if (rule.type === "date") return readDateCells(column, rule).parts.days;
  const { codes, numbers, dictionary } = asWritten(column);
  const folded = dictionary.map((text) => text.trim().toLowerCase());
  const ranks = new Float64Array(dictionary.length);
  const ascending = folded.map((_, code) => code).sort((a, b) => compare(folded[a], folded[b]));
  // Texts come after all numbers, which are finite.
  let rank = 0;
  for (const [place, code] of ascending.entries()) {
    if (place > 0 && folded[code] !== folded[ascending[place - 1]]) rank++;
    ranks[code] = rank;
  }
  const distinct = new Float64Array(numbers.length).fill(Number.NaN);
  const own = orderOfNumbers(numbers);
  let numberRank = -own.length;
  for (let place = 0; place < own.length; place++) {
    if (place > 0 && numbers[own[place]] !== numbers[own[place - 1]]) numberRank++;
    distinct[own[place]] = numberRank;
  }
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] >= 0) distinct[row] = ranks[codes[row]];
    if (reader.stateOf(row) === "missing") distinct[row] = Number.NaN;
  }
  return distinct;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** Characters of a cell that the page shows, fewer where very many cells are shown, and about how many of all of them. */
const LONGEST_CELL = 500;
const SHORTEST_CUT = 20;
const MOST_CHARACTERS = 2_000_000;

/** A page of rows; fewer where they end. */
export function gridPage(open: OpenTable, description: TableDescription, request: GridRequest): GridView {
  const found = rowsOfQuery(open, description, request.query);
  const columns = gridColumns(open, description).slice(request.firstColumn, request.firstColumn + request.nColumns);
  const rows = found.subarray(request.firstRow, request.firstRow + request.nRows);
  const nCells = Math.max(1, rows.length) * Math.max(1, columns.length);
  const longest = Math.max(SHORTEST_CUT, Math.min(LONGEST_CELL, Math.floor(MOST_CHARACTERS / nCells)));
  return {
    nRows: found.length,
    firstRow: request.firstRow,
    rows: Array.from(rows, (row) => {
      const edited = open.edits?.originals.get(row);
      return {
        row,
        cells: columns.map(({ column }) => shortened(cellText(column, row), longest)),
        states: columns.map((column) => stateOf(column, row)),
        ...(edited ? { originals: columns.map(({ rule }) => shortenedOr(edited.get(rule.name), longest)) } : {}),
      };
    }),
  };
}

const shortenedOr = (text: string | undefined, longest: number) =>
  text === undefined ? undefined : shortened(text, longest);

/** Where a row of the table stands among those that meet a query; −1: it does not meet it. */
export function placeOfRow(open: OpenTable, description: TableDescription, { query, row }: RowSought): number {
  return rowsOfQuery(open, description, query).indexOf(row);
}

interface RowSought {
  readonly query: GridQuery;
  /** Of the table, from 0. */
  readonly row: number;
}

export interface FoundProblem {
  /** Among the rows that meet the query. */
  readonly place: number;
  /** Of the columns, in the order of the rules. */
  readonly column: number;
  readonly problem: Problem;
}

/** The next cell with a problem, from a place on, row by row, going on at the other end; undefined where there is none. */
export function nextProblem(
  open: OpenTable,
  description: TableDescription,
  request: {
    readonly query: GridQuery;
    /** Where the last one was found; −1 for none. */
    readonly from: number;
    readonly isBackwards: boolean;
    /** The column that is looked at; absent: all that are used, and the target. */
    readonly column?: string | undefined;
  },
): FoundProblem | undefined {
  const { query, from, isBackwards } = request;
  const rows = rowsOfQuery(open, description, query);
  const columns = gridColumns(open, description)
    .map((grid, index) => ({ grid, index }))
    .filter(({ grid: { rule } }) =>
      request.column === undefined ? rule.role !== "aside" : rule.name === request.column,
    );
  const step = isBackwards ? -1 : 1;
  const start = from < 0 ? (isBackwards ? rows.length - 1 : 0) : from + step;
  for (let count = 0; count < rows.length; count++) {
    const place = (((start + step * count) % rows.length) + rows.length) % rows.length;
    for (const { grid, index } of columns) {
      const state = stateOf(grid, rows[place]);
      if (state !== "filled") return { place, column: index, problem: state };
    }
  }
  return undefined;
}
