/** The open table as people look at it: with the dirt that is planted in it, as it will be trained on. */
import { describeTable, type TableDescription } from "../app/describe-table.ts";
import { dirtCounts } from "../app/dirt/dirt-list.ts";
import type { OpenTable } from "../app/open-table.ts";
import { type PlantedTable, plantedTable } from "../app/training-table.ts";
import { type TableView, viewTable } from "../app/view-table.ts";
import { StudioError } from "../base/error.ts";
import type { SplitSettings, TableDecisions } from "../pipeline/document.ts";
import { rowsMeeting } from "../table/filter/row-filter.ts";

/** What of the document says how a table is read and what is planted in it. */
export interface Decisions {
  readonly table: TableDecisions;
  /** Without it nothing is planted: which rows test decides what may be. */
  readonly settings?: SplitSettings | undefined;
  readonly split?: SplitSettings["split"] | undefined;
}

/** What is planted; undefined where nothing is, or the rows cannot be split: whoever trains is told why. */
export function plantedIn(open: OpenTable, { table: wishes, settings }: Decisions): PlantedTable | undefined {
  if (!settings) return undefined;
  try {
    return plantedTable({ open, wishes, split: settings });
  } catch (error) {
    if (error instanceof StudioError) return undefined;
    throw error;
  }
}

export function shownTable(open: OpenTable, decided: Decisions): readonly [OpenTable, TableDescription] {
  const shown = plantedIn(open, decided)?.open ?? open;
  const { table, settings, split = settings?.split } = decided;
  const { overrides, target, rows } = table;
  return [shown, describeTable(shown, { overrides, target, rows, split })];
}

export function shownView(open: OpenTable, decided: Decisions): TableView {
  const planted = plantedIn(open, decided);
  const [shown, description] = shownTable(open, decided);
  const own = viewTable(shown, description);
  const meeting = rowsMeeting(open.edits?.unedited.table ?? open.table, description.rules, decided.table.rows);
  const view = meeting ? { ...own, nMeeting: meeting.reduce((sum, isIn) => sum + isIn, 0) } : own;
  // The last rows of a file may be planted as a source, and are no file that could be removed.
  return planted ? { ...view, sources: open.table.sources, dirt: dirtCounts(planted), junk: planted.junk } : view;
}
