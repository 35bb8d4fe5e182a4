/** One column of new rows, and what is found of how it is to be read. */
import type { ColumnRule, DecimalMark, RawColumn } from "../types.ts";
import type { ColumnStatistics } from "./column-statistics.ts";
import type { FarValues, Recognised, RowsDoubt, RowsReading } from "./types.ts";

export interface ColumnToRead {
  /** Of the new rows, under the name that the pipeline knows. */
  readonly column: RawColumn;
  /** Of training. */
  readonly rule: ColumnRule;
  /** Absent from pipelines that were saved without. */
  readonly usual: ColumnStatistics | undefined;
  /** What was decided about it. */
  readonly reading: RowsReading | undefined;
  /** The rule that the new rows would have by themselves. */
  readonly found: () => ColumnRule | undefined;
  /** The decimal mark that other columns of the new rows show, where it is not that of training. */
  readonly habit?: DecimalMark | undefined;
}

export interface ReadAs {
  readonly rule: ColumnRule;
  readonly recognised: readonly Recognised[];
  readonly doubts: readonly RowsDoubt[];
  readonly far?: FarValues;
}

/** From as many rows on, a column that is always filled and has nothing at all is asked about. */
const FEWEST_EMPTY = 8;
const MOST_MISSING = 0.01;

export function emptyDoubt({ column, rule, usual }: ColumnToRead): RowsDoubt | undefined {
  if (usual === undefined || column.codes.length < FEWEST_EMPTY || usual.missingShare > MOST_MISSING) return undefined;
  return { kind: "empty", column: rule.name, usualShare: 1 - usual.missingShare, choices: [] };
}

/**
 * Fewer cells that cannot be read are asked about only where they hold digits, since a word may well mean missing, and where
 * training had none.
 */
const FEWEST_UNREADABLE = 5;

export function unreadableDoubt(
  { rule, usual }: Pick<ColumnToRead, "rule" | "usual">,
  { count, texts }: { readonly count: number; readonly texts: readonly string[] },
  nFilled: number,
): RowsDoubt | undefined {
  if (count === 0 || count < nFilled * 0.5) return undefined;
  const isUsual = (usual?.unreadableShare ?? 0) > 0 || !texts.some((text) => /\d/.test(text));
  if (count < FEWEST_UNREADABLE && isUsual) return undefined;
  const type = rule.type === "date" ? "date" : "number";
  return { kind: "unreadable", column: rule.name, type, count, nFilled, examples: texts.slice(0, 3), choices: [] };
}
