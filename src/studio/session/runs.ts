/** What the figures and the results are of, and what has changed since. Each belongs to its run, however the page changes. */
import type { TableView } from "../../app/view-table.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { currentDocument, useDocument } from "../document/document-store.ts";
import { type Change, changesSince, changeWords, isOfThisTable, type RunBasis } from "./changes-since.ts";
import { useSession } from "./session-store.ts";
import { viewOf } from "./table-state.ts";

/** "figures": the run in progress, or the last one that began. "results": the last one that ended with a report, or a file. */
export type RunPart = "figures" | "results";

export interface RunState {
  /** Absent where there was no run. */
  readonly basis: RunBasis | undefined;
  readonly changes: readonly Change[];
  /** Settings or data are others now than they were. */
  readonly isStale: boolean;
  /** One sentence on it; "" where nothing has changed. */
  readonly words: string;
}

const NO_RUN: RunState = { basis: undefined, changes: [], isStale: false, words: "" };

/** Every block asks; they are answered once for each document and table. */
const answers = new WeakMap<RunBasis, { document: PipelineDocument; view: TableView | undefined; state: RunState }>();

export function useRun(part: RunPart): RunState {
  const basis = useSession(({ liveOf, reportOf }) => (part === "figures" ? liveOf : reportOf));
  const document = useDocument((state) => state.document);
  const view = useSession(({ table }) => viewOf(table));
  return basis ? stateOf(basis, document, view) : NO_RUN;
}

/** The same outside of components. */
export function runNow(part: RunPart): RunState {
  const { liveOf, reportOf, table } = useSession.getState();
  const basis = part === "figures" ? liveOf : reportOf;
  return basis ? stateOf(basis, currentDocument(), viewOf(table)) : NO_RUN;
}

function stateOf(basis: RunBasis, document: PipelineDocument, view: TableView | undefined): RunState {
  const known = answers.get(basis);
  if (known && known.document === document && known.view === view) return known.state;
  const changes = changesSince(basis, { document, view });
  const state = { basis, changes, isStale: changes.length > 0, words: changeWords(basis, changes) };
  answers.set(basis, { document, view, state });
  return state;
}

/** Whether what a run says of a block may stand on a block of the page: it is the same one, on the same table and target. */
export function isAboutBlock(
  { basis, changes }: RunState,
  block: { readonly id: string; readonly type: string },
): boolean {
  const isOfBlock = basis?.document.blocks.some(({ id, type }) => id === block.id && type === block.type) ?? false;
  return isOfBlock && isOfThisTable(changes);
}
