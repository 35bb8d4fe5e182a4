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
  if (!hasTrained || trainedOn.length === 0 || table.kind !== "ready") return false;
  const open = new Set(table.view.sources.map(({ hash }) => hash));
  return !trainedOn.includes("") && open.size === new Set(trainedOn).size && trainedOn.every((hash) => open.has(hash));
}
