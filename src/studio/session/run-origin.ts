/** What results and live values belong to: a run, its document, and its data. */
import type { TableView } from "../../app/view-table.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { OpenedPipeline } from "../../worker/protocol.ts";
import type { RunBasis } from "./changes-since.ts";

export interface RunOrigin extends RunBasis {
  /** Counts the runs and the opened files of this visit. */
  readonly run: number;
  /** Names of the files that were trained on, or of the pipeline file. */
  readonly source: string;
}

/** @param before what was run or opened before it. */
function origin(basis: RunBasis & { readonly source: string }, before: RunOrigin | undefined): RunOrigin {
  return { ...basis, run: (before?.run ?? 0) + 1 };
}

/** Of a run that begins on a table. */
export function originOfRun(options: {
  readonly document: PipelineDocument;
  readonly view: TableView;
  readonly before: RunOrigin | undefined;
}): RunOrigin {
  const { columns, target, sources } = options.view;
  const rules = columns.map(({ rule }) => rule);
  const document: PipelineDocument = { ...options.document, rules, target };
  const files = sources.map(({ name, hash }) => ({ name, hash }));
  const source = files.map(({ name }) => name).join(", ");
  return origin({ document, files, source, isFromFile: false }, options.before);
}

/** Of a run that a pipeline file tells of. */
export function originOfFile(options: {
  readonly opened: OpenedPipeline;
  /** Of the pipeline file. */
  readonly name: string;
  readonly before: RunOrigin | undefined;
}): RunOrigin {
  const { document, fileHashes, schema } = options.opened;
  const files = fileHashes.map((hash, index) => ({ name: schema?.sources[index] ?? "", hash }));
  return origin({ document, files, source: options.name, isFromFile: true }, options.before);
}

/** Of a run that was kept on this device. */
export function originOfKept(options: {
  readonly document: PipelineDocument;
  readonly files: RunBasis["files"];
  readonly before: RunOrigin | undefined;
}): RunOrigin {
  const { document, files, before } = options;
  const source = files.map(({ name }) => name).join(", ");
  return origin({ document, files, source, isFromFile: false }, before);
}
