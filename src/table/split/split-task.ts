import type { Columns, Split } from "../types.ts";
import type { RowGroups } from "./row-groups.ts";
import type { Shares } from "./shares.ts";

/** Sources that are trained on and never judged by. */
export interface UntrustedSources {
  readonly files: readonly string[];
  readonly has: (row: number) => boolean;
}

/** What all ways to split rows are given. */
export interface SplitTask {
  readonly columns: Columns;
  readonly seed: number;
  readonly shares: Shares;
  /** Labelled rows that are equal in all used columns and the label. */
  readonly repeats: RowGroups;
  /** Labelled rows that come together: repeats, or the rows of one value of a column. */
  readonly groups: RowGroups;
  readonly untrusted: UntrustedSources;
  /** What a person should know; each way adds its own. */
  readonly notes: string[];
}

/** The split of a labelled row; undefined for one that takes no part. */
export type SplitOfRow = (row: number) => Split | undefined;
