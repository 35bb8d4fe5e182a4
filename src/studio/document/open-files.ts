/** Which files are open under a document of the history: they come back with it when Undo does. In memory only, never stored. */
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { FileInput } from "../../worker/protocol.ts";

export interface OpenFiles {
  /** In the order in which their rows are stacked; none where no table is open. */
  readonly files: readonly FileInput[];
  /** Id of the sample that they are, "" for files of one's own. */
  readonly sample: string;
}

export const NO_FILES: OpenFiles = { files: [], sample: "" };

const openUnder = new WeakMap<PipelineDocument, OpenFiles>();

export const openFilesOf = (document: PipelineDocument): OpenFiles => openUnder.get(document) ?? NO_FILES;

/** @param document one that was made for it: others of the history keep theirs. */
export function setOpenFiles(document: PipelineDocument, open: OpenFiles): void {
  openUnder.set(document, open);
}
