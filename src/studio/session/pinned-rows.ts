/** Rows that are followed wherever they are shown: on the decision surface, and among the points of the table. */
import { create } from "zustand";
import type { DatasetSchema } from "../../table/types.ts";

export const MOST_PINS = 8;

interface Pinned {
  /** The table whose rows they are: another one has others. */
  readonly table: string;
  /** Rows of the table, from 0. */
  readonly rows: readonly number[];
}

const NONE: readonly number[] = [];
const usePinned = create<Pinned>()(() => ({ table: "", rows: NONE }));

/** What tells a table from others for this. */
export const pinnedTable = ({ sources, numbers, categories }: DatasetSchema) =>
  JSON.stringify([sources, [...numbers, ...categories].map(({ name }) => name)]);

export const usePinnedRows = (table: string): readonly number[] =>
  usePinned((pinned) => (pinned.table === table ? pinned.rows : NONE));

/** @returns whether there was room for all of them. */
export function pinRows(table: string, rows: readonly number[]): boolean {
  const { table: known, rows: before } = usePinned.getState();
  const all = [...new Set([...(known === table ? before : []), ...rows])];
  usePinned.setState({ table, rows: all.slice(0, MOST_PINS) });
  return all.length <= MOST_PINS;
}

export function unpinRow(table: string, row: number): void {
  usePinned.setState((pinned) =>
    pinned.table === table ? { rows: pinned.rows.filter((other) => other !== row) } : pinned,
  );
}
