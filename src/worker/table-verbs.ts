/** What the page asks of the open table. */
import { describeTable } from "../app/describe-table.ts";
import { openTable } from "../app/open-table.ts";
import { trainingTable } from "../app/training-table.ts";
import { previewRows, viewTable } from "../app/view-table.ts";
import { studioError } from "../base/error.ts";
import { openTableOf } from "./state.ts";
import { tableFile } from "./table-file.ts";
import { readingTo, type VerbsOf } from "./verb.ts";

export const tableVerbs: VerbsOf<"openTable" | "describe" | "describeSplit" | "preview"> = {
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
  describeSplit({ table: wishes, settings }, { state }) {
    const open = openTableOf(state);
    const { target } = describeTable(open, wishes);
    return target ? trainingTable({ open, wishes, split: settings }).notes : [];
  },
  preview: (request, { state }) => previewRows(openTableOf(state), request),
};
