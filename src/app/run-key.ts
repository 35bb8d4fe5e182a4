/** What a run is a run of: another one with the same key goes through the same trainings, and may go on where it was. */
import type { AppInfo } from "../base/app-name.ts";
import { contentKey } from "../pipeline/content.ts";
import type { PipelineDocument } from "../pipeline/document.ts";
import { ContentHash } from "../table/read/content-hash.ts";
import { splitFingerprint } from "../table/split/split-fingerprint.ts";
import type { TrainingTable } from "./training-table.ts";

export async function runKey(options: {
  readonly table: TrainingTable;
  readonly document: PipelineDocument;
  /** Another version may fit or decide otherwise. */
  readonly app: AppInfo;
}): Promise<string> {
  const { table, document, app } = options;
  const { dataset, fileHashes, rules } = table;
  const parts = [app.version, fileHashes, splitFingerprint(dataset.split), dataset.schema, rules, contentKey(document)];
  const text = JSON.stringify(parts);
  const hash = new ContentHash();
  hash.push(new TextEncoder().encode(text));
  // Where the page may not hash, the whole text has to do.
  return (await hash.digest()) || text;
}
