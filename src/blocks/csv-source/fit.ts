import type { FitContext, StatisticsOf } from "../block.ts";
import type { Spec } from "./spec.ts";

/** Names what the table gives, for the explanation. */
export function fit({ schema }: FitContext<Spec>): StatisticsOf<Spec> {
  return {
    numbers: schema.numbers.map((column) => column.name),
    categories: schema.categories.map((column) => column.name),
    sources: schema.sources,
  };
}
