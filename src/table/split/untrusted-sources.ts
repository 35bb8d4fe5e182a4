/** Sources whose rows are trained on and never judged by. */
import { studioError } from "../../base/error.ts";
import { splitText } from "../../base/texts/table.ts";
import type { Columns } from "../types.ts";
import type { SplitTask, UntrustedSources } from "./split-task.ts";

export function untrustedSources({ schema, source }: Columns, names: readonly string[]): UntrustedSources {
  const untrusted = new Set(schema.sources.flatMap((name, index) => (names.includes(name) ? [index] : [])));
  return { files: [...untrusted].map((index) => schema.sources[index]), has: (row) => untrusted.has(source[row]) };
}

/**
 * Says how many labelled rows are only trained on.
 *
 * @throws StudioError E_SPLIT_SOURCES where none is left to judge by.
 */
export function noteUntrusted({ columns, untrusted, notes }: SplitTask, isJudged: (row: number) => boolean): void {
  const { files } = untrusted;
  if (files.length === 0) return;
  let nJudged = 0;
  let nAside = 0;
  for (const [row, label] of columns.labels.entries()) {
    if (Number.isNaN(label)) continue;
    if (isJudged(row)) nJudged++;
    else nAside++;
  }
  notes.push(splitText("trainedOnly", { files, nRows: nAside }));
  if (nJudged === 0) throw studioError("E_SPLIT_SOURCES", { files });
}
