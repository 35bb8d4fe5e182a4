/** The price tags of blocks in a report, as the page shows them. Pure. */
import { LEARNED, OWN, PLAIN } from "../../training/ensemble/candidates.ts";
import type { Evidence } from "../../training/evidence/evidence.ts";
import type { TrainingReport } from "../../training/types.ts";

export interface BlockTags {
  /** The title of the pipeline that they are about. */
  readonly pipeline: string;
  /** By the block's id. */
  readonly byBlock: ReadonlyMap<string, Evidence>;
}

/** @returns undefined where a run found out nothing of what single blocks are worth. */
export function blockTags({
  evidence = [],
  members = [],
}: Pick<TrainingReport, "evidence" | "members">): BlockTags | undefined {
  const tags = evidence.filter(({ kind }) => kind === "block");
  const titles = new Map(members.map(({ id, title }) => [id, title]));
  const pipeline = titles.get(LEARNED) ?? titles.get(OWN) ?? titles.get(PLAIN);
  if (tags.length === 0 || pipeline === undefined) return undefined;
  return { pipeline, byBlock: new Map(tags.map((tag) => [tag.subject, tag])) };
}
