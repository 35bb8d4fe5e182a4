import type { FitContext, StatisticsOf } from "../block.ts";
import { binsOf } from "../kit/bins.ts";
import { observedSorted } from "../kit/column-statistics.ts";
import { boundColumns } from "../kit/columns.ts";
import type { Spec } from "./spec.ts";

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
