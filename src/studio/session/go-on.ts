import { areSameFiles } from "../../training/same-files.ts";
import type { SessionState } from "./session-types.ts";

/** Whether the results that are shown are about the table that is open, and about its target. */
export function isReportOfTable({
  report,
  reportSource,
  reportTarget,
  trainedOn,
  table,
}: Pick<SessionState, "report" | "reportSource" | "reportTarget" | "trainedOn" | "table">): boolean {
  if (report === undefined || table.kind !== "ready") return false;
  const { sources, target } = table.view;
  const hashes = sources.map(({ hash }) => hash);
  const areSame = hashes.includes("")
    ? sources.map(({ name }) => name).join(", ") === reportSource
    : areSameFiles(trainedOn, hashes);
  return areSame && target?.name === reportTarget;
}

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
