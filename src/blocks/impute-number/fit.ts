import type { FitContext, StatisticsOf } from "../block.ts";
import { ofObserved, summarise } from "../kit/column-statistics.ts";
import { boundColumns } from "../kit/columns.ts";
import { offsetsOf } from "../kit/file-unit.ts";
import { isSentinel, sentinelsAmong } from "./sentinels.ts";
import type { Spec } from "./spec.ts";

/**
 * For each bound column, over its observed training cells (0 where there are none): mean, median, most frequent value and
 * standard deviation; the share of cells that are missing, and the column's offset. A number that means missing is not observed.
 */
export function* fit({ settings, inputs, nRows }: FitContext<Spec>): Generator<void, StatisticsOf<Spec>> {
  const { columns } = inputs.numbers;
  const bound = boundColumns(columns, settings.columns);
  const sentinels = sentinelsAmong(columns, settings.sentinels);
  const summaries = yield* ofObserved(inputs.numbers, bound, (observed, column) =>
    summarise(sentinels.length > 0 ? observed.filter((value) => !isSentinel(sentinels, column, value)) : observed),
  );
  return {
    columns: bound.map((column) => columns[column].name),
    offset: offsetsOf(bound.map((column) => columns[column])),
    mean: summaries.map((summary) => summary.mean),
    median: summaries.map((summary) => summary.median),
    mostFrequent: summaries.map((summary) => summary.mode),
    deviation: summaries.map((summary) => summary.deviation),
    missingShare: summaries.map((summary) => 1 - summary.count / Math.max(nRows, 1)),
  };
}
