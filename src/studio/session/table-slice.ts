/** The table of the page: what people do with it. What is shown follows from open files and document: `table-follower.ts`. */

import type { PreviewView } from "../../app/view-table.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import type { ColumnOverride, DialectOverride, SplitSettings } from "../../pipeline/document.ts";
import { withDialect, withOverride, withOverrides } from "../../pipeline/table-decisions.ts";
import type { Task } from "../../table/types.ts";
import { createFileActions, type FileActions, type OtherActions } from "./file-actions.ts";
import type { SliceTools } from "./slice.ts";
import { createTableFollower } from "./table-follower.ts";
import { nextTableState, type TableState } from "./table-state.ts";
import { wordsOf } from "./worker-link.ts";

/** What a person decides about a column at once. */
export type ColumnChange = Omit<ColumnOverride, "name">;

/** None of these throws: what goes wrong becomes a notice and a state. */
export interface TableSlice extends FileActions {
  readonly table: TableState;
  /** Gives up what is being read: the table stays that was open before. */
  cancelReading(): void;
  /** Something else was begun: files that could not be read are no longer the news. */
  forgetFailure(): void;
  /** Reads the same files again, one of them in another way, or all. */
  changeDialect(change: DialectOverride, file?: string): Promise<void>;
  overrideColumn(name: string, change: ColumnChange): Promise<void>;
  /** Decides about several columns in one step. */
  overrideColumns(overrides: readonly ColumnOverride[]): Promise<void>;
  chooseTarget(name: string, task?: Task): Promise<void>;
  /** @returns undefined when the rows could not be read; the notice says why. */
  preview(firstRow: number, nRows: number): Promise<PreviewView | undefined>;
  /** How settings split the rows of the table, in words; where they cannot, why. */
  describeSplit(settings: SplitSettings): Promise<readonly string[]>;
}

export function createTableSlice(tools: SliceTools<TableSlice, OtherActions>): TableSlice {
  const { set, ports, link, fail } = tools;
  const { document } = ports;
  const follower = createTableFollower(tools);
  const { read, decide, openFiles } = follower;
  return {
    table: { kind: "none" },
    ...createFileActions(tools, follower),
    forgetFailure: () => set(({ table }) => ({ table: nextTableState(table, { type: "failurePassed" }) })),
    cancelReading: follower.cancel,
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
    preview: async (firstRow, nRows) => {
      try {
        return await link.request({ type: "preview", firstRow, nRows });
      } catch (error) {
        fail(error);
        return undefined;
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
