/** What the page asks of the open table. */
import { describeTable, type TableDescription, type TableWishes } from "../app/describe-table.ts";
import { columnShifts } from "../app/grid/column-shifts.ts";
import { gridPage, nextProblem, placeOfRow } from "../app/grid/grid-rows.ts";
import { missingMap } from "../app/grid/missing-map.ts";
import { type OpenTable, openTable } from "../app/open-table.ts";
import { trainingTableInPieces } from "../app/training-table.ts";
import { viewTable } from "../app/view-table.ts";
import { studioError } from "../base/error.ts";
import { inPieces } from "../base/in-pieces.ts";
import type { TableDecisions } from "../pipeline/document.ts";
import { originOf } from "../table/edits/edited-table.ts";
import type { SplitMethod } from "../table/split/split-method.ts";
import { editedTableOf, type WorkerState } from "./state.ts";
import { tableFile } from "./table-file.ts";
import { pauseOf, readingTo, type VerbsOf } from "./verb.ts";

export const tableVerbs: VerbsOf<
  | "openTable"
  | "describe"
  | "describeSplit"
  | "gridRows"
  | "cellOrigin"
  | "rowPlace"
  | "nextProblem"
  | "missingMap"
  | "columnShifts"
> = {
  async openTable({ files, table, split }, { state, emit, signal: cancelled }) {
    state.reading.abort(studioError("E_SESSION_REPLACED"));
    state.reading = new AbortController();
    const signal = AbortSignal.any([state.reading.signal, cancelled]);
    const onProgress = readingTo(emit);
    state.open = await openTable(files.map(tableFile), { dialects: table.dialects, onProgress, signal });
    return viewTable(...described(state, { table, split }));
  },
  describe: (decided, { state }) => viewTable(...described(state, decided)),
  async describeSplit({ table, settings }, { state, host, signal }) {
    const [open, { target }] = described(state, { table });
    if (!target) return [];
    const made = trainingTableInPieces({ open, wishes: wishesIn(table), split: settings });
    // Of many rows it takes a while, in which somebody may decide otherwise about a column.
    return (await inPieces(made, pauseOf(host, signal))).notes;
  },
  gridRows: ({ table, split, ...request }, { state }) => gridPage(...described(state, { table, split }), request),
  cellOrigin: ({ table, row, column }, { state }) => originOf(editedTableOf(state, table), row, column) ?? null,
  rowPlace: ({ table, split, ...sought }, { state }) => placeOfRow(...described(state, { table, split }), sought),
  nextProblem: ({ table, split, ...request }, { state }) =>
    nextProblem(...described(state, { table, split }), request) ?? null,
  missingMap: (decided, { state, host, signal }) =>
    inPieces(missingMap(...described(state, decided)), pauseOf(host, signal)),
  async columnShifts({ table, settings }, { state, host, signal }) {
    const [open, { target }] = described(state, { table });
    return target ? inPieces(columnShifts(open, wishesIn(table), settings), pauseOf(host, signal)) : [];
  },
};

interface Decided {
  readonly table: TableDecisions;
  readonly split?: SplitMethod | undefined;
}

/** What a description follows from: the edits of cells are in the table. */
const wishesIn = ({ overrides, target }: TableDecisions): TableWishes => ({ overrides, target });

/** The open table as it is edited, and what it means. @throws E_SESSION_TABLE */
function described(state: WorkerState, { table, split }: Decided): readonly [OpenTable, TableDescription] {
  const open = editedTableOf(state, table);
  return [open, describeTable(open, { ...wishesIn(table), split })];
}
