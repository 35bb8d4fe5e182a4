/** The document on the canvas with its history. One entry a gesture; the history holds documents and nothing else. */
import { temporal } from "zundo";
import { create, useStore } from "zustand";
import { withBlockBehindTable } from "../../pipeline/block-behind-table.ts";
import { freeBlockNumber } from "../../pipeline/block-ids.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { connectionProblem } from "../../pipeline/checks.ts";
import type {
  BlockInstance,
  Edge,
  PipelineDocument,
  TableDecisions,
  TrainingSettings,
} from "../../pipeline/document.ts";
import { shortDocument } from "../../pipeline/short-document.ts";
import { isUndecided } from "../../pipeline/table-decisions.ts";
import { withoutBlock } from "../../pipeline/without-block.ts";
import { titleOf } from "./catalogue.ts";
import * as edits from "./edits.ts";
import { arranged, freePosition, layOut, type Position } from "./layout.ts";
import { NO_FILES, type OpenFiles, openFilesOf, setOpenFiles } from "./open-files.ts";

interface DocumentState {
  readonly document: PipelineDocument;
  /** What the studio proposed last: while the document still equals it, another table brings another proposal. */
  readonly suggestion: PipelineDocument | undefined;
}

const HISTORY_LIMIT = 200;

export const useDocument = create<DocumentState>()(
  temporal((): DocumentState => ({ document: edits.emptyDocument(), suggestion: undefined }), {
    partialize: ({ document }) => ({ document }),
    equality: (past, current) => past.document === current.document,
    limit: HISTORY_LIMIT,
  }),
);

/** The gesture that the newest history entry belongs to: edits of the same gesture join it. */
let openGesture: string | undefined;

/** Whether Undo or Redo led to the document, and nothing was done since. */
let isOfHistory = false;

/** The highest number for a next block that any document of this visit had: undoing takes blocks back, not their ids. */
let nextBlock = 1;
useDocument.subscribe(({ document }) => {
  nextBlock = Math.max(nextBlock, freeBlockNumber(document));
});

type Change = (document: PipelineDocument) => PipelineDocument;

interface EditOptions {
  /** Edits of the same gesture are one entry of the history. */
  readonly gesture?: string | undefined;
  /** The files that are open from now on; absent: those of before. */
  readonly open?: OpenFiles | undefined;
}

function edit(change: Change, { gesture, open }: EditOptions = {}): void {
  if (gesture !== undefined && gesture === openGesture) setWithoutEntry(change, open);
  else set(change, open);
  openGesture = gesture;
}

/** Changes the document as part of whatever was done last. */
function setWithoutEntry(change: Change, open?: OpenFiles): void {
  const { pause, resume } = useDocument.temporal.getState();
  pause();
  set(change, open);
  resume();
}

function set(change: Change, open?: OpenFiles): void {
  isOfHistory = false;
  useDocument.setState(({ document }) => {
    const next = change(document);
    setOpenFiles(next, open ?? openFilesOf(document));
    return { document: next };
  });
}

/** The next edit starts a history entry of its own, whatever it is. */
export function endGesture(): void {
  openGesture = undefined;
}

export const currentDocument = (): PipelineDocument => useDocument.getState().document;

/** The document as it leaves the page: whoever has it may not use an id again, not even of a block that was undone. */
export function documentToKeep(): PipelineDocument {
  const document = currentDocument();
  return document.nextBlock === nextBlock ? document : { ...document, nextBlock };
}

/**
 * Adds a block with default settings.
 *
 * @param type  id in the catalogue; an unknown one adds nothing.
 * @param place a position, or the id of the block to stand right of.
 * @returns the new block's id, or undefined.
 */
export function addBlock(type: string, place?: Position | string): string | undefined {
  const block = catalogue.get(type);
  if (!block) return undefined;
  const before = documentToKeep();
  const { document, id } = edits.withBlock(
    before,
    block,
    typeof place === "object" ? place : freePosition(before, place),
  );
  edit(() => document);
  return id;
}

/** Adds a block of default settings right behind the table, and tidies up; nothing where it cannot stand there. */
export function addBehindTable(type: string): void {
  const block = catalogue.get(type);
  const next = block && withBlockBehindTable(documentToKeep(), catalogue, block);
  if (next) edit(() => edits.withPositions(next, layOut(next)));
}

export function removeBlocks(ids: readonly string[]): void {
  if (ids.length > 0) edit((document) => edits.withoutBlocks(document, ids));
}

/** Takes blocks out as far as what arrives at them can flow on without them, and joins what stood on either side. */
export function leaveOutBlocks(ids: readonly string[]): void {
  edit((document) =>
    edits.tidied(
      ids.reduce((rest, id) => {
        const less = withoutBlock(rest, catalogue, id);
        return "document" in less ? less.document : rest;
      }, document),
    ),
  );
}

/** Puts copied blocks down once more, with the connections between them. @returns their ids. */
export function pasteBlocks(copied: edits.Copied): readonly string[] {
  const { document, ids } = edits.withCopies(documentToKeep(), copied);
  if (ids.length > 0) edit(() => document);
  return ids;
}

/** Gives every block the place that a proposal would give it. */
export function tidyUp(): void {
  edit((document) => edits.withPositions(document, layOut(document)));
}

/** Other blocks and connections in place of all that are there; what else a person decided stays. */
export function startFrom(pipeline: PipelineDocument): void {
  const before = documentToKeep();
  edit(() => edits.withProposal(before, pipeline));
}

/** @param gesture moves with the same name become one history entry (arrow keys); absent: an entry of its own. */
export function moveBlocks(positions: Readonly<Record<string, Position>>, gesture?: string): void {
  edit((document) => edits.withPositions(document, positions), { gesture });
}

/** Connects two ports. @returns why it cannot be done; undefined when it was done. */
export function connect(edge: Edge): string | undefined {
  const problem = connectionProblem(catalogue, currentDocument(), edge);
  if (problem === undefined) edit((document) => edits.withEdge(document, edge));
  return problem;
}

/** @param ids as `edgeId` gives them. */
export function disconnect(ids: readonly string[]): void {
  if (ids.length > 0) edit((document) => edits.withoutEdges(document, ids));
}

/** @param gesture edits of one field, while it has the focus, are one history entry. */
export function updateSettings(id: string, settings: BlockInstance["settings"], gesture?: string): void {
  edit((document) => edits.withSettings(document, id, settings), { gesture });
}

export function setTraining(change: Partial<TrainingSettings>, gesture?: string): void {
  edit((document) => edits.withTraining(document, change), { gesture });
}

/** What can be written out as one formula, in the place of what is there. */
export function shorten(): void {
  edit((document) => shortDocument(document, catalogue));
}

export function renamePipeline(name: string): void {
  edit((document) => ({ ...document, name }), { gesture: "name" });
}

/** Of a decision about the table: the pipeline that is proposed for it belongs to the same step. */
const DECISION = "decision";

/**
 * What a person decided about the table, as one step that can be undone; "silent": as part of what the visit begins with.
 *
 * @param decided.open where other files are open from now on.
 * @param decided.trainingOnlySources where these say which of them rows are not judged by.
 * @param decided.split where their rows are split otherwise than those before.
 */
export function decideTable(
  decided: {
    readonly table: TableDecisions;
    readonly open?: OpenFiles;
    readonly trainingOnlySources?: readonly string[];
    readonly split?: TrainingSettings["split"];
  },
  how: "step" | "silent",
): void {
  const { table, open, trainingOnlySources, split } = decided;
  const training = {
    ...(trainingOnlySources ? { trainingOnlySources: [...trainingOnlySources] } : {}),
    ...(split ? { split } : {}),
  };
  const change: Change = (document) => edits.withTraining({ ...document, table }, training);
  if (how === "silent") {
    setWithoutEntry(change, open);
  } else {
    edit(change, { open });
    openGesture = DECISION;
  }
}

/** How rows are told into splits, as one step that can be undone: its column is set aside, which may bring another proposal. */
export function decideSplit(split: TrainingSettings["split"]): void {
  edit((document) => edits.withTraining(document, { split }));
  openGesture = DECISION;
}

/**
 * Another document, as one step that can be undone. One that says nothing of tables leaves what was decided about the one that
 * is open.
 *
 * @param open its files, where others are open from now on.
 */
export function replaceDocument(document: PipelineDocument, open?: OpenFiles): void {
  const keepsTable = open === undefined && isUndecided(document.table);
  edit(({ table }) => arranged({ ...document, ...(keepsTable ? { table } : {}) }), { open });
}

/**
 * Puts a proposal on the canvas. The first one, on an empty canvas, is where the history begins; one that follows from a
 * decision about the table is undone together with it.
 */
export function applySuggestion(suggestion: PipelineDocument, how: "step" | "follows" = "step"): void {
  const before = documentToKeep();
  const isFirst = before.blocks.length === 0 && !canUndo();
  edit(() => edits.withProposal(before, suggestion), { gesture: how === "follows" ? DECISION : undefined });
  useDocument.setState({ suggestion });
  if (isFirst) useDocument.temporal.getState().clear();
}

/**
 * The document that a visit begins with; nothing comes before it.
 *
 * @param open its files; of a sample that is about to be opened, its id alone.
 */
export function beginWith(document: PipelineDocument, open: OpenFiles = NO_FILES): void {
  edit(() => arranged({ ...document }), { open });
  nextBlock = freeBlockNumber(document);
  useDocument.temporal.getState().clear();
}

/** Whether a proposal may take the place of what is there: not of what Undo or Redo brought back, a cleared canvas among it. */
export const takesProposals = (): boolean => !isOfHistory && isAsSuggested();

/** Whether the pipeline is still as the studio proposed it (or empty). */
export function isAsSuggested(): boolean {
  const { document, suggestion } = useDocument.getState();
  return document.blocks.length === 0 || (suggestion !== undefined && edits.isSamePipeline(document, suggestion));
}

const canUndo = () => useDocument.temporal.getState().pastStates.length > 0;

/** @returns whether there was anything to undo. */
export function undo(): boolean {
  openGesture = undefined;
  // Read before: the history's lists are changed in place.
  const isPossible = canUndo();
  isOfHistory ||= isPossible;
  useDocument.temporal.getState().undo();
  return isPossible;
}

/** @returns whether there was anything to redo. */
export function redo(): boolean {
  openGesture = undefined;
  const isPossible = useDocument.temporal.getState().futureStates.length > 0;
  isOfHistory ||= isPossible;
  useDocument.temporal.getState().redo();
  return isPossible;
}

export function useHistory(): { readonly canUndo: boolean; readonly canRedo: boolean } {
  const past = useStore(useDocument.temporal, (state) => state.pastStates.length > 0);
  const future = useStore(useDocument.temporal, (state) => state.futureStates.length > 0);
  return { canUndo: past, canRedo: future };
}

/** "Impute number", or "Impute number 2" for the second of its type, in document order. */
export function blockLabel(document: PipelineDocument, id: string): string {
  const block = document.blocks.find((other) => other.id === id);
  if (!block) return id;
  const same = document.blocks.filter((other) => other.type === block.type);
  const title = titleOf(block.type);
  return same.length > 1 && same[0].id !== id ? `${title} ${same.indexOf(block) + 1}` : title;
}
