/** A cell that somebody wants to see in the grid, from wherever on the page. */
import { create } from "zustand";

export interface CellSought {
  /** Of the table, from 0. */
  readonly row: number;
  readonly column: string;
  /** It is to be written. */
  readonly isToEdit?: boolean;
}

/** Another object each time it is asked for; undefined once the grid has shown it. */
export const useCellSought = create<{ readonly sought: CellSought | undefined }>()(() => ({ sought: undefined }));

export function showCell(sought: CellSought): void {
  useCellSought.setState({ sought: { ...sought } });
}
