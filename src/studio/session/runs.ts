/** What the figures and the results are of, and what has changed since. Each belongs to its run, however the page changes. */
import { create } from "zustand";
import type { TableView } from "../../app/view-table.ts";
import { documentSchema, type PipelineDocument } from "../../pipeline/document.ts";
import type { OpenedPipeline } from "../../worker/protocol.ts";
import { currentDocument, useDocument } from "../document/document-store.ts";
import { type Change, changesSince, changeWords, isOfThisTable, type RunBasis } from "./changes-since.ts";
import { useSession } from "./session-store.ts";
import { isActive } from "./training-machine.ts";

/** "figures": the run in progress, or the last one that began. "results": the last one that ended with a report, or a file. */
export type RunPart = "figures" | "results";

const useBases = create<Readonly<Partial<Record<RunPart, RunBasis>>>>()(() => ({}));

/** Notes of every run what it is of, from now on. @returns a function that ends it. */
export function followRuns(): () => void {
  return useSession.subscribe((now, before) => {
    const view = viewOf(now.table);
    if (now.opened && now.opened !== before.opened) {
      const basis = basisOfFile(now.opened);
      useBases.setState({ figures: basis, results: basis });
    } else if (isActive(now.training) && !isActive(before.training) && view) {
      useBases.setState({ figures: basisNow(view) });
    } else if (now.report !== before.report) {
      useBases.setState(({ figures }) => ({ results: figures }));
    }
  });
}

function basisNow({ columns, target, sources }: TableView): RunBasis {
  const rules = columns.map(({ rule }) => rule);
  return { document: documentSchema.parse({ ...currentDocument(), rules, target }), files: sources };
}

function basisOfFile({ document, fileHashes, schema }: OpenedPipeline): RunBasis {
  return { document, files: fileHashes.map((hash, index) => ({ name: schema?.sources[index] ?? "", hash })) };
}

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
  const basis = useBases((bases) => bases[part]);
  const document = useDocument((state) => state.document);
  const view = useSession(({ table }) => viewOf(table));
  return basis ? stateOf(basis, document, view) : NO_RUN;
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

const viewOf = (table: ReturnType<typeof useSession.getState>["table"]) =>
  table.kind === "none" ? undefined : table.view;
