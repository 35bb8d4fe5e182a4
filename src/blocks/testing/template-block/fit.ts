import type { FitContext, StatisticsOf } from "../../block.ts";
import { observedSorted, summarise } from "../../kit/column-statistics.ts";
import { boundColumns } from "../../kit/columns.ts";
import type { Spec } from "./spec.ts";

/** The mean of each bound column over its observed training cells; 0 where there are none. */
export function fit({ settings, inputs }: FitContext<Spec>): StatisticsOf<Spec> {
  const { columns } = inputs.numbers;
  const bound = boundColumns(columns, settings.columns);
  return {
    columns: bound.map((column) => columns[column].name),
    mean: bound.map((column) => summarise(observedSorted(inputs.numbers, column)).mean),
  };
}
