/** What the page asks of the open table. */
import { describeTable } from "../app/describe-table.ts";
import { columnShifts } from "../app/grid/column-shifts.ts";
import { gridPage, nextProblem } from "../app/grid/grid-rows.ts";
import { missingMap } from "../app/grid/missing-map.ts";
import { openTable } from "../app/open-table.ts";
import { trainingTableInPieces } from "../app/training-table.ts";
import { viewTable } from "../app/view-table.ts";
import { studioError } from "../base/error.ts";
import { inPieces } from "../base/in-pieces.ts";
import { openTableOf } from "./state.ts";
import { tableFile } from "./table-file.ts";
import { pauseOf, readingTo, type VerbsOf } from "./verb.ts";

export const tableVerbs: VerbsOf<
  "openTable" | "describe" | "describeSplit" | "gridRows" | "nextProblem" | "missingMap" | "columnShifts"
> = {
  async openTable({ files, table, split }, { state, emit, signal: cancelled }) {
    state.reading.abort(studioError("E_SESSION_REPLACED"));
    state.reading = new AbortController();
    const signal = AbortSignal.any([state.reading.signal, cancelled]);
    const onProgress = readingTo(emit);
    const open = await openTable(files.map(tableFile), { dialects: table.dialects, onProgress, signal });
    state.open = open;
    return viewTable(open, describeTable(open, { ...table, split }));
  },
  describe({ table, split }, { state }) {
    const open = openTableOf(state);
    return viewTable(open, describeTable(open, { ...table, split }));
  },
  async describeSplit({ table: wishes, settings }, { state, host, signal }) {
    const open = openTableOf(state);
    const { target } = describeTable(open, wishes);
    if (!target) return [];
    // Of many rows it takes a while, in which somebody may decide otherwise about a column.
    const made = await inPieces(trainingTableInPieces({ open, wishes, split: settings }), pauseOf(host, signal));
    return made.notes;
  },
  gridRows({ table, split, ...request }, { state }) {
    const open = openTableOf(state);
    return gridPage(open, describeTable(open, { ...table, split }), request);
  },
  nextProblem({ table, split, ...request }, { state }) {
    const open = openTableOf(state);
    return nextProblem(open, describeTable(open, { ...table, split }), request) ?? null;
  },
  missingMap({ table, split }, { state, host, signal }) {
    const open = openTableOf(state);
    return inPieces(missingMap(open, describeTable(open, { ...table, split })), pauseOf(host, signal));
  },
  async columnShifts({ table: wishes, settings }, { state, host, signal }) {
    const open = openTableOf(state);
    const { target } = describeTable(open, wishes);
    return target ? inPieces(columnShifts(open, wishes, settings), pauseOf(host, signal)) : [];
  },
};
