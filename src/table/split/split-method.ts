/** The ways to tell rows into splits. */
import type { Split } from "../types.ts";

export type SplitMethod =
  /** By lot; rows that repeat exactly stay together. */
  | { readonly by: "random" }
  /** As documents of version 1 are split: by lot too, but all rows that repeat often go to training. */
  | { readonly by: "largest-first" }
  /** By lot; rows with the same value of the column stay together: the visits of one patient. */
  | { readonly by: "group"; readonly column: string }
  /** The earliest rows are trained on, the next validate, the latest test. */
  | { readonly by: "time"; readonly column: string }
  /** As the column's cells say; rows with another cell are in no split. */
  | { readonly by: "column"; readonly column: string; readonly parts: readonly SplitPart[] }
  /** Whole files: each value is the name of one, and files that are not named are trained on. Leaving one out tests how far it carries. */
  | { readonly by: "files"; readonly parts: readonly SplitPart[] };

/** What a cell of a column that tells the split means, or a file. */
export interface SplitPart {
  /** The cell's text, whose letter case and white space make no difference; or the file's name. */
  readonly value: string;
  readonly split: Split;
}
