/** Blocks that were copied, for this page alone: what the system's clipboard holds stays as it is. */
import { currentDocument, pasteBlocks } from "./document-store.ts";
import { type Copied, copyOf } from "./edits.ts";
import { select, useSelection } from "./selection.ts";

let copied: Copied | undefined;

const selected = () => copyOf(currentDocument(), useSelection.getState().blocks);

/** @returns how many blocks were copied; 0 leaves what was copied before. */
export function copySelection(): number {
  const next = selected();
  if (next.blocks.length > 0) copied = next;
  return next.blocks.length;
}

/** @returns how many blocks were put down. They are selected, and the next ones stand beside them. */
export function paste(): number {
  return copied ? putDown(copied) : 0;
}

/** The same without a copy that stays. */
export function duplicate(ids: readonly string[]): number {
  return putDown(copyOf(currentDocument(), ids));
}

function putDown(what: Copied): number {
  const ids = pasteBlocks(what);
  select(ids);
  if (what === copied) copied = selected();
  return ids.length;
}
