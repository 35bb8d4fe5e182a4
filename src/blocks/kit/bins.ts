/** Ranges of a column of about equally many rows, and how far a value is within each of them. */
import { quantile } from "../../base/quantile.ts";
import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";

/** Edges closer than this, in proportion to their size, are one: float32 could not say how far a number is between them. */
const LEAST_GAP = 1e-5;
const LEAST_WIDTH = 1e-30;

/**
 * The first bin begins this share of its width below the smallest number: a number that stands on the edge has a slope on one
 * side alone, and rounding would decide which.
 */
const BELOW = 0.001;

export interface Bin {
  readonly low: number;
  readonly high: number;
  /** Of the encoding, over observed training cells. */
  readonly mean: number;
}

/** Bins between the quantiles 0, 1/n … 1 of a column; those that fall on one number are one edge. @param sorted observed values, ascending */
export function binsOf(sorted: Float64Array, n: number): readonly Bin[] {
  const edges: number[] = [];
  for (let t = 0; t <= n; t++) {
    const edge = Math.fround(quantile(sorted, t / n));
    const last = edges.at(-1);
    const least = Math.max(LEAST_GAP * Math.max(Math.abs(edge), Math.abs(last ?? 0)), LEAST_WIDTH);
    if (last === undefined || edge - last > least) edges.push(edge);
  }
  if (edges.length > 1) edges[0] = Math.fround(edges[0] - BELOW * (edges[1] - edges[0]));
  return edges.slice(1).map((high, index) => {
    const low = edges[index];
    const total = sorted.reduce((sum, x) => sum + Math.min(Math.max((x - low) / (high - low), 0), 1), 0);
    return { low, high, mean: total / sorted.length };
  });
}

export interface BinsOfColumns {
  /** Of each column, one or more. */
  readonly nBins: readonly number[];
  /** Column by column. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/**
 * clip((x − low) / (high − low), 0, 1) for each bin of each column.
 *
 * @param x float32 rows [columns].
 * @returns float32 rows [Σ nBins].
 * @source Gorishniy, Rubachev, Babenko, "On Embeddings for Numerical Features in Tabular Deep Learning" (NeurIPS 2022), piecewise linear
 *   encoding. DIFF: the outer bins are limited too, so that an outlier reaches no further than the largest training value.
 */
export function withinBins(builder: ProgramBuilder, x: ValueId, { nBins, low, high }: BinsOfColumns): ValueId {
  // The op leaves the first and the last bin of a row unlimited on one side; these two stay dead here.
  const nSlots = Math.max(...nBins) + 2;
  const lows = new Array<number>(nBins.length * nSlots).fill(0);
  const perWidths = new Array<number>(nBins.length * nSlots).fill(0);
  const slots = nBins.flatMap((count, row) => Array.from({ length: count }, (_, bin) => row * nSlots + 1 + bin));
  slots.forEach((slot, index) => {
    lows[slot] = low[index];
    perWidths[slot] = 1 / (high[index] - low[index]);
  });
  const shape = [nBins.length, nSlots];
  const cut = builder.piecewiseLinear(x, builder.constant(shape, lows), builder.constant(shape, perWidths));
  return builder.takeColumns(builder.reshape(cut, [lows.length]), slots);
}
