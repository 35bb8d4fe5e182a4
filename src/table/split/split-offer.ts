import type { ColumnRule, RawColumn } from "../types.ts";
import type { SplitMethod } from "./split-method.ts";

/** A column that rows could be split by. */
export interface SplitOffer {
  readonly method: Extract<SplitMethod, { readonly column: string }>;
  /** Why, in words. */
  readonly reason: string;
}

/** A column with its rule. */
export interface RuledColumn {
  readonly column: RawColumn;
  readonly rule: ColumnRule;
}
