/** What of a number column a person may want to decide otherwise, with what speaks for it. */

import { numberSpellings } from "./cells/number-spellings.ts";
import { numberReader } from "./cells/read-number.ts";
import { asWritten } from "./column-builder.ts";
import { summaryUnder } from "./column-summary.ts";
import { numberCells } from "./infer/read-summary.ts";
import type { ColumnRule, DecimalDoubt, DecimalMark, RawColumn } from "./types.ts";

/** A number that may mean "missing". */
export interface SentinelDoubt {
  readonly value: number;
  /** Cells. */
  readonly count: number;
  /** The nearest of the other values. */
  readonly nearest: number;
  /** Every text of the column that stands for it. */
  readonly spellings: readonly string[];
}

/** A decimal mark that no cell shows. */
export interface MarkDoubt {
  readonly mark: DecimalMark;
  readonly because: DecimalDoubt;
  /** A cell that the other mark would read otherwise, and what it is under both. */
  readonly example: string;
  readonly value: number;
  readonly otherwise: number;
}

export interface ColumnDoubts {
  readonly sentinels: readonly SentinelDoubt[];
  readonly mark?: MarkDoubt;
}

/** @returns undefined where nothing is doubtful. */
export function doubtsOf(column: RawColumn, rule: ColumnRule): ColumnDoubts | undefined {
  const { type, sentinelCandidates = [], decimalDoubt } = rule;
  if (type !== "number" || (sentinelCandidates.length === 0 && decimalDoubt === undefined)) return undefined;
  const sentinels = sentinelsOf(column, rule, sentinelCandidates);
  const mark = decimalDoubt && markOf(column, rule, decimalDoubt);
  return sentinels.length > 0 || mark ? { sentinels, ...(mark ? { mark } : {}) } : undefined;
}

function sentinelsOf(column: RawColumn, rule: ColumnRule, candidates: readonly number[]): readonly SentinelDoubt[] {
  if (candidates.length === 0) return [];
  const { values, counts } = numberCells(summaryUnder(column, rule), rule).numbers;
  const others = values.filter((other) => !candidates.includes(other));
  return candidates.flatMap((value): SentinelDoubt[] => {
    const at = values.indexOf(value);
    if (at < 0 || others.length === 0) return [];
    const nearest = others.reduce((best, other) => (Math.abs(other - value) < Math.abs(best - value) ? other : best));
    return [{ value, count: counts[at], nearest, spellings: numberSpellings(column, rule, value) }];
  });
}

function markOf(stored: RawColumn, rule: ColumnRule, because: DecimalDoubt): MarkDoubt | undefined {
  const column = asWritten(stored);
  const { decimalMark: mark, numberFormat } = rule;
  const now = numberReader({ decimalMark: mark, numberFormat });
  const other = numberReader({ decimalMark: mark === "," ? "." : ",", numberFormat });
  const doubtful = (example: string, value: number, otherwise: number): MarkDoubt | undefined =>
    Number.isNaN(value) || Number.isNaN(otherwise) || value === otherwise
      ? undefined
      : { mark, because, example, value, otherwise };
  for (const text of column.dictionary) {
    const found = doubtful(text.trim(), now.ofText(text), other.ofText(text));
    if (found) return found;
  }
  for (const number of column.numbers) {
    const found = doubtful(String(number), now.ofNumber(number), other.ofNumber(number));
    if (found) return found;
  }
  return undefined;
}
