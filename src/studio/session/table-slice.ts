/** The table of the page: what people do with it. What is shown follows from open files and document: `table-follower.ts`. */

import type { ColumnShift } from "../../app/grid/column-shifts.ts";
import type { FoundProblem, GridRequest, GridView } from "../../app/grid/grid-rows.ts";
import type { MissingMap } from "../../app/grid/missing-map.ts";
import type { Scatter, ScatterRequest } from "../../app/grid/scatter.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import type { ColumnOverride, DialectOverride, SplitSettings, TableDecisions } from "../../pipeline/document.ts";
import {
  withCellEdits,
  withDialect,
  withDirt,
  withOverride,
  withOverrides,
  withRowFilter,
} from "../../pipeline/table-decisions.ts";
import { type PlacedEdit, withEdit, withoutEdits } from "../../table/edits/cell-edits.ts";
import type { CellOrigin } from "../../table/edits/edited-table.ts";
import type { RowFilter } from "../../table/filter/row-filter.ts";
import { ALL_ROWS, type GridQuery } from "../../table/grid-query.ts";
import type { Task } from "../../table/types.ts";
import { MOST_GRID_COLUMNS, type Replies, type Request } from "../../worker/protocol.ts";
import type { OpenFiles } from "../document/open-files.ts";
import { createFileActions, type FileActions, type OtherActions } from "./file-actions.ts";
import type { SliceTools } from "./slice.ts";
import { createTableFollower, type FollowedTable } from "./table-follower.ts";
import { nextTableState } from "./table-state.ts";
import { wordsOf } from "./worker-link.ts";

/** What a person decides about a column at once. */
export type ColumnChange = Omit<ColumnOverride, "name">;

type ProblemRequest = Omit<Extract<Request, { type: "nextProblem" }>, "type" | "table" | "split">;

/** None of these throws: what goes wrong becomes a notice and a state. */
export interface TableSlice extends FileActions, FollowedTable {
  /** When nothing is being read any more. */
  tableSettled(): Promise<void>;
  /** Gives up what is being read: the table stays that was open before. */
  cancelReading(): void;
  /** Does not read files that come back with the document. @returns what reads them after all. */
  holdBack(open: OpenFiles): () => void;
  /** Something else was begun: files that could not be read are no longer the news. */
  forgetFailure(): void;
  /** Reads the same files again, one of them in another way, or all. */
  changeDialect(change: DialectOverride, file?: string): Promise<void>;
  overrideColumn(name: string, change: ColumnChange): Promise<void>;
  /** Decides about several columns in one step. */
  overrideColumns(overrides: readonly ColumnOverride[]): Promise<void>;
  chooseTarget(name: string, task?: Task): Promise<void>;
  /** Which rows are trained on and measured by. */
  filterRows(filter: RowFilter): Promise<void>;
  /** Plants dirt in the table in the place of what was planted before; undefined: restores every cell. */
  plantDirt(recipe: TableDecisions["dirt"]): Promise<void>;
  /** @returns undefined when the rows could not be read; the notice says why. */
  gridRows(request: GridRequest): Promise<GridView | undefined>;
  /** All cells of a row, in the order of the columns; of long ones, the beginning. @returns as `gridRows` */
  rowCells(row: number): Promise<readonly string[] | undefined>;
  /** A cell, whole, and where it stands in its file. @returns null where there is no such cell, undefined as `gridRows` */
  cellOrigin(row: number, column: string): Promise<CellOrigin | null | undefined>;
  /** Writes a cell anew, in one step that can be undone; with what its file says, its edit is taken back. The file stays as it is. */
  editCell(cell: CellOrigin, to: string): Promise<void>;
  /** Takes edits of cells back, in one step. */
  takeBackEdits(edits: readonly PlacedEdit[]): Promise<void>;
  /** Where a row of the table stands among those that meet a query; −1: nowhere. @returns as `gridRows` */
  rowPlace(query: GridQuery, row: number): Promise<number | undefined>;
  /** The next cell with something wrong. @returns null where there is none, undefined when that could not be found out. */
  nextProblem(request: ProblemRequest): Promise<FoundProblem | null | undefined>;
  missingMap(): Promise<MissingMap | undefined>;
  /** @returns null where nothing stands in both columns, undefined as `gridRows` */
  scatter(request: ScatterRequest): Promise<Scatter | null | undefined>;
  /** None where there is no target yet, or rows cannot be split. */
  columnShifts(): Promise<readonly ColumnShift[]>;
  /** How settings split the rows of the table, in words; where they cannot, why. */
  describeSplit(settings: SplitSettings): Promise<readonly string[]>;
}

export function createTableSlice(tools: SliceTools<TableSlice, OtherActions>): TableSlice {
  const { set, ports, link, fail } = tools;
  const { document } = ports;
  const follower = createTableFollower(tools);
  const { read, decide, openFiles } = follower;
  /** By which the cells are read. */
  const decided = () => {
    const { table, training } = document.read();
    return { table, split: training.split, settings: training };
  };
  async function ask<Body extends Request>(body: Body): Promise<Replies[Body["type"]] | undefined> {
    try {
      return await link.request(body);
    } catch (error) {
      fail(error);
      return undefined;
    }
  }
  return {
    table: { kind: "none" },
    isDeciding: false,
    ...createFileActions(tools, follower),
    forgetFailure: () => set(({ table }) => ({ table: nextTableState(table, { type: "failurePassed" }) })),
    tableSettled: follower.settled,
    cancelReading: follower.cancel,
    holdBack: follower.holdBack,
    changeDialect: async (change, file) => {
      const { files, sample } = openFiles();
      const names = files.map(({ name }) => name);
      const changed = names.filter((name) => file === undefined || name === file);
      // A source that is named otherwise than its file came out of one with others.
      const table = withDialect(document.read().table, { files: changed.length > 0 ? changed : names, change });
      if (files.length > 0) await read({ files, sample }, { table, how: "step" });
    },
    overrideColumn: (name, change) => decide((table) => withOverride(table, { ...change, name })),
    overrideColumns: (overrides) => decide((table) => withOverrides(table, overrides)),
    chooseTarget: (name, task) => decide((table) => ({ ...table, target: { name, ...(task ? { task } : {}) } })),
    filterRows: (filter) => decide((table) => withRowFilter(table, filter)),
    plantDirt: (recipe) => decide((table) => withDirt(table, recipe)),
    gridRows: (request) => ask({ type: "gridRows", ...decided(), ...request }),
    rowCells: async (row) => {
      const all = { query: ALL_ROWS, firstRow: row, nRows: 1, firstColumn: 0, nColumns: MOST_GRID_COLUMNS };
      return (await ask({ type: "gridRows", ...decided(), ...all }))?.rows[0]?.cells;
    },
    cellOrigin: (row, column) => ask({ type: "cellOrigin", ...decided(), row, column }),
    editCell: ({ text: _, ...cell }, to) =>
      decide((table) => withCellEdits(table, withEdit(table.edits ?? [], { ...cell, to }))),
    takeBackEdits: (edits) => decide((table) => withCellEdits(table, withoutEdits(table.edits ?? [], edits))),
    rowPlace: (query, row) => ask({ type: "rowPlace", ...decided(), query, row }),
    nextProblem: (request) => ask({ type: "nextProblem", ...decided(), ...request }),
    missingMap: () => ask({ type: "missingMap", ...decided() }),
    scatter: ({ columns: [across, up], also, ...request }) =>
      ask({ type: "scatter", ...decided(), ...request, columns: [across, up], also: [...also] }),
    columnShifts: async () => {
      const { table, training } = document.read();
      try {
        return await link.request({ type: "columnShifts", table, settings: training });
      } catch {
        // Nothing was asked for by the user: Train will say what is wrong with the split.
        return [];
      }
    },
    describeSplit: async (settings) => {
      try {
        return await link.request({ type: "describeSplit", table: document.read().table, settings });
      } catch (error) {
        // Nothing was asked for by the user: Train will refuse in these words.
        return [sessionText("noSplit", wordsOf(error))];
      }
    },
  };
}
