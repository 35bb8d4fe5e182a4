/** Test support: whether splits over many seeds are those of chance alone. */
import { expect } from "vitest";
import type { Columns, Split } from "../../types.ts";
import type { SplitBasis } from "../read-split-column.ts";
import { type Shares, SPLITS } from "../shares.ts";
import { splitRows } from "../split-rows.ts";

const N_SEEDS = 200;
const SHARES: Shares = { train: 0.6, validation: 0.2, test: 0.2 };

export function meanAndError(values: readonly number[]): readonly [mean: number, standardError: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return [mean, Math.sqrt(variance / values.length)];
}

/** Chance of a standard normal number at least so far from 0: Abramowitz and Stegun 26.2.17, to 1e-7. */
export function twoSided(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (2 * Math.exp(-(z * z) / 2) * series) / Math.sqrt(2 * Math.PI);
}

/** What 200 seeds come to. */
export interface SplitStatistics {
  /** By split: the mean over seeds, and its standard error, of the share of labelled rows … */
  readonly shares: Readonly<Record<Split, readonly [number, number]>>;
  /** … and of the sum of labels, as a part of that of the table. */
  readonly labelSums: Readonly<Record<Split, readonly [number, number]>>;
  /** How often each group came to each split, as a part of all seeds. */
  readonly inclusion: Readonly<Record<Split, Float64Array>>;
  readonly nGroups: number;
  /** Rows of the smallest split there was. */
  readonly fewestRows: number;
}

export function splitManyTimes(columns: Columns, basis: SplitBasis): SplitStatistics {
  const { labels } = columns;
  const { groups } = splitRows(columns, { seed: 0, basis });
  const nGroups = groups.reduce((most, group) => Math.max(most, group), -1) + 1;
  const nLabelled = groups.reduce((count, group) => count + Number(group >= 0), 0);
  const whole = labels.reduce((sum, label) => sum + (Number.isNaN(label) ? 0 : label), 0);
  const shares: Record<Split, number[]> = { train: [], validation: [], test: [] };
  const labelSums: Record<Split, number[]> = { train: [], validation: [], test: [] };
  const inclusion = {
    train: new Float64Array(nGroups),
    validation: new Float64Array(nGroups),
    test: new Float64Array(nGroups),
  };
  let fewestRows = Number.POSITIVE_INFINITY;
  for (let seed = 0; seed < N_SEEDS; seed++) {
    const { split } = splitRows(columns, { seed, basis });
    for (const name of SPLITS) {
      const rows = split[name];
      fewestRows = Math.min(fewestRows, rows.length);
      shares[name].push(rows.length / nLabelled);
      labelSums[name].push(rows.reduce((sum, row) => sum + labels[row], 0) / whole);
      for (const group of new Set(Array.from(rows, (row) => groups[row]))) inclusion[name][group] += 1 / N_SEEDS;
    }
  }
  const each = (of: Record<Split, number[]>) => ({
    train: meanAndError(of.train),
    validation: meanAndError(of.validation),
    test: meanAndError(of.test),
  });
  return { shares: each(shares), labelSums: each(labelSums), inclusion, nGroups, fewestRows };
}

/**
 * Expects that shares of rows and of the sum of labels are what was asked for, within four standard errors of 200 seeds, and
 * that each group comes to each split as often as the share says: the binomial test in its normal form, with Bonferroni's bound.
 */
export function expectUnbiased({ shares, labelSums, inclusion, nGroups, fewestRows }: SplitStatistics): void {
  expect(fewestRows).toBeGreaterThan(0);
  for (const split of SPLITS) {
    const share = SHARES[split];
    for (const [mean, error] of [shares[split], labelSums[split]]) {
      expect(Math.abs(mean - share)).toBeLessThanOrEqual(4 * error + 1e-9);
    }
    const deviation = Math.sqrt((share * (1 - share)) / N_SEEDS);
    const least = inclusion[split].reduce((low, part) => Math.min(low, twoSided((part - share) / deviation)), 1);
    expect(least * nGroups).toBeGreaterThan(0.01);
  }
}
