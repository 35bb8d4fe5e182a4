/** What the page asks of the open table. */
import { describeTable, type TableWishes } from "../app/describe-table.ts";
import { openTable } from "../app/open-table.ts";
import { trainingTable } from "../app/training-table.ts";
import { previewRows, type TableView, viewTable } from "../app/view-table.ts";
import { studioError } from "../base/error.ts";
import type { ColumnOverride } from "../pipeline/document.ts";
import { openTableOf, type WorkerState } from "./state.ts";
import { tableFile } from "./table-file.ts";
import { readingTo, type VerbsOf } from "./verb.ts";

/** @throws what the table cannot meet; wishes then stay as they were. */
function describe(state: WorkerState, wishes: TableWishes): TableView {
  const open = openTableOf(state);
  const description = describeTable(open, wishes);
  if (description.unmet) throw description.unmet;
  state.wishes = wishes;
  return viewTable(open, description);
}

function withOverride(wishes: TableWishes, change: ColumnOverride): TableWishes {
  const before = wishes.overrides.find(({ name }) => name === change.name);
  return {
    ...wishes,
    overrides: [...wishes.overrides.filter((override) => override !== before), { ...before, ...change }],
  };
}

export const tableVerbs: VerbsOf<"openTable" | "overrideColumn" | "chooseTarget" | "describeSplit" | "preview"> = {
  async openTable({ files, dialect }, { state, emit }) {
    state.reading.abort(studioError("E_SESSION_REPLACED"));
    state.reading = new AbortController();
    const { signal } = state.reading;
    const onProgress = readingTo(emit);
    state.open = await openTable(files.map(tableFile), { ...(dialect ? { dialect } : {}), onProgress, signal });
    return describe(state, { overrides: [] });
  },
  overrideColumn: ({ name, change }, { state }) => describe(state, withOverride(state.wishes, { ...change, name })),
  chooseTarget: ({ name, task }, { state }) => describe(state, { ...state.wishes, target: { name, task } }),
  describeSplit({ settings }, { state }) {
    const { wishes } = state;
    const open = openTableOf(state);
    return wishes.target ? trainingTable({ open, wishes, split: settings }).notes : [];
  },
  preview: (request, { state }) => previewRows(openTableOf(state), request),
};
