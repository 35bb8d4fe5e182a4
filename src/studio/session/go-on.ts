import { areSameFiles } from "../../training/same-files.ts";
import type { RunOrigin } from "./run-origin.ts";
import type { TableState } from "./table-state.ts";

/**
 * Whether training can go on from the trained pipeline: only on the very files it was trained on. On others it would meet
 * rows that it was once tested on, and no number after that would be honest.
 */
export function canGoOn({
  table,
  reportOf,
  hasTrained,
}: {
  readonly table: TableState;
  readonly reportOf: RunOrigin | undefined;
  readonly hasTrained: boolean;
}): boolean {
  if (!hasTrained || !reportOf || table.kind !== "ready") return false;
  const hashes = (files: readonly { readonly hash: string }[]) => files.map(({ hash }) => hash);
  return areSameFiles(hashes(reportOf.files), hashes(table.view.sources));
}
