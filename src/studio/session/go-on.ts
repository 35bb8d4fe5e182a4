import { areSameFiles } from "../../training/same-files.ts";
import type { SessionState } from "./session-types.ts";

/**
 * Whether training can go on from the trained pipeline: only on the very files it was trained on. On others it would meet
 * rows that it was once tested on, and no number after that would be honest.
 */
export function canGoOn({
  hasTrained,
  trainedOn,
  table,
}: Pick<SessionState, "hasTrained" | "trainedOn" | "table">): boolean {
  if (!hasTrained || table.kind !== "ready") return false;
  return areSameFiles(
    trainedOn,
    table.view.sources.map(({ hash }) => hash),
  );
}
