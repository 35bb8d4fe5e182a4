/** Every cell that was planted, as a list and as a file: what training found can be counted again by it. */
import { csvLine } from "../../export/prediction-writer.ts";
import { defused } from "../../table/cells/formula-cell.ts";
import { DIRT_KINDS, type DirtKind } from "../../table/dirt/recipe.ts";
import { indexOfRow, rowInFile } from "../../table/drawn-rows.ts";
import { cellText } from "../../table/raw-column.ts";
import type { RawTable } from "../../table/types.ts";
import type { PlantedTable } from "../training-table.ts";

export interface PlantedCell {
  readonly file: string;
  /** The data row in the file, from 1. */
  readonly row: number;
  readonly column: string;
  readonly kind: DirtKind;
  readonly before: string;
  readonly after: string;
}

/** So many things of each kind: cells, and of junk columns. */
export type DirtCounts = Readonly<Record<DirtKind, number>>;

/** What was planted, as the page shows it. */
export interface DirtView {
  readonly counts: DirtCounts;
  /** The first cells of each kind. */
  readonly first: readonly PlantedCell[];
  readonly junk: readonly string[];
  readonly badSource?: string;
}

export function dirtCounts({ changes, junk }: PlantedTable): DirtCounts {
  const cellsOf = (kind: DirtKind) =>
    changes.reduce((sum, { kind: own, rows }) => sum + (own === kind ? rows.length : 0), 0);
  return {
    labels: cellsOf("labels"),
    source: cellsOf("source"),
    units: cellsOf("units"),
    outliers: cellsOf("outliers"),
    missing: cellsOf("missing"),
    junk: junk.length,
  };
}

/** @param most of each kind. */
export function dirtView(planted: PlantedTable, most: number): DirtView {
  const first = DIRT_KINDS.flatMap((kind) => {
    const cells: PlantedCell[] = [];
    for (const cell of plantedCells(planted, [kind])) {
      if (cells.push(cell) >= most) break;
    }
    return cells;
  });
  const { junk, badSource } = planted;
  return { counts: dirtCounts(planted), first, junk, ...(badSource === undefined ? {} : { badSource }) };
}

/** By kind, column and row. */
export function* plantedCells(
  { clean, open, changes }: PlantedTable,
  kinds: readonly DirtKind[] = DIRT_KINDS,
): Generator<PlantedCell> {
  const place = placesIn(open.table);
  const [before, after] = [clean.raw, open.table].map(
    (table) => new Map(table.columns.map((each) => [each.name, each])),
  );
  for (const { kind, column, rows } of changes) {
    const [was, is] = [before.get(column), after.get(column)];
    if (!kinds.includes(kind) || !was || !is) continue;
    for (const row of rows) yield { ...place(row), column, kind, before: cellText(was, row), after: cellText(is, row) };
  }
}

/** The list, its header first; a junk column is a line without a row. */
export function* plantedLines(planted: PlantedTable): Generator<readonly string[]> {
  yield ["file", "row", "column", "kind", "before", "after"];
  for (const name of planted.junk) yield ["", "", name, "junk", "", ""];
  for (const { file, row, column, kind, before, after } of plantedCells(planted)) {
    yield [file, String(row), column, kind, before, after];
  }
}

/**
 * The list as CSV, a text a line; the empty list where nothing is planted. Where a spreadsheet would compute some cell, one of them, and the list with all of
 * them defused.
 */
export function plantedCsv(planted: PlantedTable | undefined): {
  readonly csv: readonly string[];
  readonly formulas?: { readonly example: string; readonly safeCsv: readonly string[] };
} {
  const lines = planted ? [...plantedLines(planted)] : [];
  const example = lines.flatMap((cells) => cells.find((cell) => defused(cell) !== cell) ?? [])[0];
  const csv = lines.map(csvLine);
  if (example === undefined) return { csv };
  return { csv, formulas: { example, safeCsv: lines.map((cells) => csvLine(cells.map(defused))) } };
}

/** Which file a row of the table stands in, and where. */
export function placesIn({ sources, sourceOfRow }: RawTable): (row: number) => Pick<PlantedCell, "file" | "row"> {
  const starts = startsOf(sources);
  return (row) => {
    const source = sources[sourceOfRow[row]];
    return { file: source.name, row: rowInFile(source, row - starts[sourceOfRow[row]]) };
  };
}

/** The row of the table of a row of a file; undefined where there is none. */
export function rowsByPlace({ sources }: RawTable): (place: Pick<PlantedCell, "file" | "row">) => number | undefined {
  const starts = startsOf(sources);
  return ({ file, row }) => {
    const source = sources.findIndex(({ name }) => name === file);
    const index = source < 0 ? undefined : indexOfRow(sources[source], row);
    return index === undefined ? undefined : starts[source] + index;
  };
}

/** Rows of a file follow each other. */
function startsOf(sources: RawTable["sources"]): readonly number[] {
  let next = 0;
  return sources.map(({ nRows }) => {
    const start = next;
    next += nRows;
    return start;
  });
}
