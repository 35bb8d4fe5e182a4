/** What is selected on the canvas, in the outline and in the inspector: always the same thing. */
import { create } from "zustand";
import { currentDocument, disconnect, removeBlocks } from "./document-store.ts";
import { edgeId } from "./edits.ts";

interface SelectionState {
  readonly blocks: readonly string[];
  readonly edges: readonly string[];
  /** The block whose connection dialog is open. */
  readonly connecting: string | undefined;
}

export const useSelection = create<SelectionState>()(() => ({ blocks: [], edges: [], connecting: undefined }));

const isSameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((value, index) => value === b[index]);

export function select(blocks: readonly string[], edges: readonly string[] = []): void {
  const now = useSelection.getState();
  if (!isSameList(now.blocks, blocks) || !isSameList(now.edges, edges)) useSelection.setState({ blocks, edges });
}

/** The selected block where it is exactly one and still there. */
export function selectedBlock(): string | undefined {
  const { blocks } = useSelection.getState();
  return blocks.length === 1 && currentDocument().blocks.some((block) => block.id === blocks[0])
    ? blocks[0]
    : undefined;
}

export function openConnect(block: string): void {
  useSelection.setState({ connecting: block });
}

export function closeConnect(): void {
  useSelection.setState({ connecting: undefined });
}

/** Removes selected blocks and connections, as one step. @returns how many things went. */
export function deleteSelection(): number {
  const { blocks, edges } = useSelection.getState();
  const document = currentDocument();
  const ids = blocks.filter((id) => document.blocks.some((block) => block.id === id));
  const cut = edges.filter((id) => document.edges.some((edge) => edgeId(edge) === id));
  // Connections of removed blocks go with them; what is left is cut on its own.
  if (ids.length > 0) removeBlocks(ids);
  else disconnect(cut);
  select([]);
  return ids.length > 0 ? ids.length : cut.length;
}
