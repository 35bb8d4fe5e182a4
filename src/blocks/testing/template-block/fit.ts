import type { FitContext, StatisticsOf } from "../../block.ts";
import { ofObserved, summarise } from "../../kit/column-statistics.ts";
import { boundColumns } from "../../kit/columns.ts";
import type { Spec } from "./spec.ts";

/** The mean of each bound column over its observed training cells; 0 where there are none. */
export function* fit({ settings, inputs }: FitContext<Spec>): Generator<void, StatisticsOf<Spec>> {
  const { columns } = inputs.numbers;
  const bound = boundColumns(columns, settings.columns);
  return {
    columns: bound.map((column) => columns[column].name),
    mean: yield* ofObserved(inputs.numbers, bound, (observed) => summarise(observed).mean),
  };
}
