import type { FitContext, StatisticsOf } from "../block.ts";
import { ofObserved, robustSpread, summarise } from "../kit/column-statistics.ts";
import { boundColumns } from "../kit/columns.ts";
import { offsetsOf } from "../kit/file-unit.ts";
import { FENCE_SPREADS } from "./fences.ts";
import type { Spec } from "./spec.ts";

/**
 * For each bound column its offset and, over its observed training cells: lower and upper quartile, spread (`robustSpread`), and
 * the share of cells beyond the starting fences.
 */
export function* fit({ settings, inputs }: FitContext<Spec>): Generator<void, StatisticsOf<Spec>> {
  const { columns } = inputs.numbers;
  const bound = boundColumns(columns, settings.columns);
  const fitted = yield* ofObserved(inputs.numbers, bound, (sorted) => {
    const summary = summarise(sorted);
    const spread = robustSpread(summary);
    const [low, high] = [summary.q25 - FENCE_SPREADS * spread, summary.q75 + FENCE_SPREADS * spread];
    const outside = sorted.filter((value) => value < low || value > high).length;
    return { q25: summary.q25, q75: summary.q75, spread, beyond: outside / Math.max(sorted.length, 1) };
  });
  return {
    columns: bound.map((column) => columns[column].name),
    offset: offsetsOf(bound.map((column) => columns[column])),
    q25: fitted.map((column) => column.q25),
    q75: fitted.map((column) => column.q75),
    spread: fitted.map((column) => column.spread),
    beyond: fitted.map((column) => column.beyond),
  };
}
