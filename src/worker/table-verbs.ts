/** What the page asks of the open table. */
import { describeTable } from "../app/describe-table.ts";
import { wishesOf } from "../app/document-table.ts";
import { columnShifts } from "../app/grid/column-shifts.ts";
import { gridPage, nextProblem, placeOfRow } from "../app/grid/grid-rows.ts";
import { missingMap } from "../app/grid/missing-map.ts";
import { scatterOf } from "../app/grid/scatter.ts";
import { openTable } from "../app/open-table.ts";
import { trainingTableInPieces } from "../app/training-table.ts";
import { studioError } from "../base/error.ts";
import { inPieces } from "../base/in-pieces.ts";
import { originOf } from "../table/edits/edited-table.ts";
import { type Decisions, shownTable, shownView } from "./shown-table.ts";
import { editedTableOf, type WorkerState } from "./state.ts";
import { tableFile } from "./table-file.ts";
import { readingTo, restOf, type VerbsOf } from "./verb.ts";

export const tableVerbs: VerbsOf<
  | "openTable"
  | "describe"
  | "describeSplit"
  | "gridRows"
  | "cellOrigin"
  | "rowPlace"
  | "nextProblem"
  | "missingMap"
  | "scatter"
  | "columnShifts"
> = {
  async openTable({ files, ...decided }, { state, host, emit, signal: cancelled }) {
    state.reading.abort(studioError("E_SESSION_REPLACED"));
    state.reading = new AbortController();
    const signal = AbortSignal.any([state.reading.signal, cancelled]);
    const onProgress = readingTo(emit);
    const { memoryBytes } = host;
    const { dialects } = decided.table;
    state.open = await openTable(files.map(tableFile), { dialects, onProgress, signal, memoryBytes });
    return shownView(editedTableOf(state, decided.table), decided);
  },
  describe: (decided, { state }) => shownView(editedTableOf(state, decided.table), decided),
  async describeSplit({ table, settings }, { state, host, signal }) {
    const open = editedTableOf(state, table);
    const wishes = wishesOf({ table });
    if (!describeTable(open, wishes).target) return [];
    const made = trainingTableInPieces({ open, wishes, split: settings });
    // Of many rows it takes a while, in which somebody may decide otherwise about a column.
    return (await inPieces(made, restOf({ host, state, signal }))).notes;
  },
  gridRows: ({ table, split, settings, ...request }, { state }) =>
    gridPage(...shown(state, { table, split, settings }), request),
  cellOrigin: ({ table, row, column }, { state }) => originOf(editedTableOf(state, table), row, column) ?? null,
  rowPlace: ({ table, split, settings, ...sought }, { state }) =>
    placeOfRow(...shown(state, { table, split, settings }), sought),
  nextProblem: ({ table, split, settings, ...request }, { state }) =>
    nextProblem(...shown(state, { table, split, settings }), request) ?? null,
  missingMap: (decided, { state, host, signal }) =>
    inPieces(missingMap(...shown(state, decided)), restOf({ host, state, signal })),
  scatter: ({ table, split, settings, ...request }, { state }) =>
    scatterOf(...shown(state, { table, split, settings }), request) ?? null,
  async columnShifts({ table, settings }, { state, host, signal }) {
    const open = editedTableOf(state, table);
    const wishes = wishesOf({ table });
    if (!describeTable(open, wishes).target) return [];
    return inPieces(columnShifts(open, wishes, settings), restOf({ host, state, signal }));
  },
};

/** The open table as it is edited and planted, and what it means. @throws E_SESSION_TABLE */
const shown = (state: WorkerState, decided: Decisions) => shownTable(editedTableOf(state, decided.table), decided);
