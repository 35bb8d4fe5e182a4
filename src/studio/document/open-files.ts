/** Which files are open under a document of the history: they come back with it when Undo does. What is stored of them: `storage/`. */
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { FileInput } from "../../worker/protocol.ts";
import { randomName } from "../storage/random-name.ts";

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

const keys = new WeakMap<OpenFiles, string>();

/** A name for files of one's own that are open together: a document that is stored says by it which files it is about. */
export function tableKeyOf(open: OpenFiles): string {
  const known = keys.get(open);
  if (known !== undefined) return known;
  const key = randomName();
  keys.set(open, key);
  return key;
}

/** Files that an earlier visit kept under a key. */
export function keptFiles(files: OpenFiles["files"], key: string): OpenFiles {
  const open = { files, sample: "" };
  keys.set(open, key);
  return open;
}
