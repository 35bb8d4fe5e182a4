/** A table that is being changed, with every change noted. */

import { columnWith } from "../edits/edited-table.ts";
import type { RawColumn, RawTable } from "../types.ts";
import type { DirtKind } from "./recipe.ts";

/** Cells of one column that one kind changed: what stood there before and after stands in the two tables. */
export interface ChangedCells {
  readonly kind: DirtKind;
  readonly column: string;
  /** Of the table, ascending. */
  readonly rows: Uint32Array;
}

export class TableDraft {
  private readonly cells = new Map<string, Map<number, string>>();
  private readonly kinds = new Map<string, { kind: DirtKind; column: string; rows: number[] }>();
  private readonly added: { readonly column: RawColumn; readonly place: number }[] = [];
  private parts: Pick<RawTable, "sources" | "sourceOfRow">;

  constructor(private readonly table: RawTable) {
    this.parts = table;
  }

  /** Passes over a cell that was changed before. */
  set(kind: DirtKind, column: string, row: number, text: string): void {
    const cells = this.cells.get(column) ?? new Map<number, string>();
    this.cells.set(column, cells);
    if (cells.has(row)) return;
    cells.set(row, text);
    const key = `${kind} ${column}`;
    const changed = this.kinds.get(key) ?? { kind, column, rows: [] };
    this.kinds.set(key, changed);
    changed.rows.push(row);
  }

  /** @param place of the table's own columns, the one that it stands before; of several there, in their order */
  addColumn(column: RawColumn, place: number): void {
    this.added.push({ column, place });
  }

  /** Rows belong to other files from now on. */
  setSources(parts: Pick<RawTable, "sources" | "sourceOfRow">): void {
    this.parts = parts;
  }

  get changes(): readonly ChangedCells[] {
    return [...this.kinds.values()].map(({ rows, ...rest }) => ({ ...rest, rows: Uint32Array.from(rows).sort() }));
  }

  build(): RawTable {
    const columns = this.table.columns.map((column) => {
      const cells = this.cells.get(column.name);
      return cells ? columnWith(column, cells) : column;
    });
    const addedAt = (place: number) => this.added.filter((each) => each.place === place).map((each) => each.column);
    const all = columns.flatMap((column, place) => [...addedAt(place), column]);
    return { ...this.table, ...this.parts, columns: [...all, ...addedAt(columns.length)] };
  }
}
