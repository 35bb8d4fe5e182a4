import { quantile } from "../../base/quantile.ts";
import type { FitContext, StatisticsOf } from "../block.ts";
import { observedSorted } from "../kit/column-statistics.ts";
import { boundColumns } from "../kit/columns.ts";
import type { Spec } from "./spec.ts";

/** Edges closer than this, in proportion to their size, are one: float32 could not say how far a number is between them. */
const LEAST_GAP = 1e-5;
const LEAST_WIDTH = 1e-30;

/**
 * The first bin begins this share of its width below the smallest number: a number that stands on the edge has a slope on one
 * side alone, and rounding would decide which.
 */
const BELOW = 0.001;

interface Bin {
  readonly low: number;
  readonly high: number;
  /** Of the encoding, over observed training cells. */
  readonly mean: number;
}

/** Bins between the quantiles 0, 1/n … 1 of a column; those that fall on one number are one edge. */
function binsOf(sorted: Float64Array, n: number): readonly Bin[] {
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

/** The bins of each bound column, from its observed training cells; none where a column does not vary. */
export function fit({ settings, inputs }: FitContext<Spec>): StatisticsOf<Spec> {
  const { columns } = inputs.numbers;
  const bound = boundColumns(columns, settings.columns);
  const bins = bound.map((column) => binsOf(observedSorted(inputs.numbers, column), settings.bins));
  return {
    columns: bound.map((column) => columns[column].name),
    nBins: bins.map(({ length }) => length),
    low: bins.flat().map(({ low }) => low),
    high: bins.flat().map(({ high }) => high),
    mean: bins.flat().map(({ mean }) => mean),
  };
}
