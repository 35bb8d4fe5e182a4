import type { CellOrigin } from "../../../table/edits/edited-table.ts";

/** A cell: its row among those that are shown, and its column of the table. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A cell that is being written, and what is known of it. */
export interface Editing extends Place {
  readonly columnName: string;
  /** Row of the table, from 0. */
  readonly tableRow: number;
  /** Where the cell comes from, once the worker has said so: keys that are typed do not wait for it. Nothing: it cannot be written. */
  readonly origin: Promise<CellOrigin | null | undefined>;
}
