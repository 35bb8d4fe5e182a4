import { studioError } from "../../base/error.ts";
import type { Dataset, Split } from "../types.ts";

export const SPLITS = ["train", "validation", "test"] as const satisfies readonly Split[];

/** What part of the labelled rows each split has: each > 0, summing to 1. */
export type Shares = Readonly<Record<Split, number>>;

/** Shares of a split of which the test rows are what is left over. */
export function fractionsOf(settings: { readonly trainFraction: number; readonly validationFraction: number }): Shares {
  const { trainFraction: train, validationFraction: validation } = settings;
  return { train, validation, test: Math.max(1 - train - validation, 0) };
}

/** @throws StudioError E_SPLIT_FRACTIONS */
export function assertFractions(shares: Shares): void {
  const values = SPLITS.map((name) => shares[name]);
  const sum = values.reduce((total, value) => total + value, 0);
  if (values.every((value) => value > 0) && Math.abs(sum - 1) < 1e-9) return;
  throw studioError("E_SPLIT_FRACTIONS", { fractions: values });
}

/** The rows of each split, ascending. @param splitOf undefined for a row that is in none. */
export function rowsOfSplits(nRows: number, splitOf: (row: number) => Split | undefined): Dataset["split"] {
  const rows: Record<Split, number[]> = { train: [], validation: [], test: [] };
  for (let row = 0; row < nRows; row++) {
    const split = splitOf(row);
    if (split) rows[split].push(row);
  }
  const { train, validation, test } = rows;
  return { train: Uint32Array.from(train), validation: Uint32Array.from(validation), test: Uint32Array.from(test) };
}
