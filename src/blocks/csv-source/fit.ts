import type { FitContext, Statistics } from "../block.ts";
import type { CsvSourceSettings } from "./spec.ts";

/** Names what the table gives, for the explanation. */
export function fit({ schema }: FitContext<CsvSourceSettings>): Statistics {
  return {
    numbers: schema.numbers.map((column) => column.name),
    categories: schema.categories.map((column) => column.name),
    sources: schema.sources,
  };
}
