import type { FitContext, StatisticsOf } from "../block.ts";
import { binsOf } from "../kit/bins.ts";
import { ofObserved } from "../kit/column-statistics.ts";
import { boundColumns } from "../kit/columns.ts";
import type { Spec } from "./spec.ts";

/** The bins of each bound column, from its observed training cells; none where a column does not vary. */
export function* fit({ settings, inputs }: FitContext<Spec>): Generator<void, StatisticsOf<Spec>> {
  const { columns } = inputs.numbers;
  const bound = boundColumns(columns, settings.columns);
  const bins = yield* ofObserved(inputs.numbers, bound, (observed) => binsOf(observed, settings.bins));
  return {
    columns: bound.map((column) => columns[column].name),
    nBins: bins.map(({ length }) => length),
    low: bins.flat().map(({ low }) => low),
    high: bins.flat().map(({ high }) => high),
    mean: bins.flat().map(({ mean }) => mean),
  };
}
