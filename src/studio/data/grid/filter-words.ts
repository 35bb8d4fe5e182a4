import { formatDay, formatNumber } from "../../../base/numbers.ts";
import { gridText } from "../../../base/texts/studio/grid.ts";
import type { GridFilter } from "../../../table/grid-query.ts";

/** @param isDate the column has dates: its numbers are days. */
export function filterWords(filter: GridFilter, isDate: boolean): string {
  switch (filter.by) {
    case "problem":
      return gridText("filterProblem", filter);
    case "text":
      return gridText("filterText", filter);
    case "levels":
      return gridText("filterLevels", filter);
    case "range": {
      const show = (value: number | undefined) =>
        value === undefined ? "" : isDate ? formatDay(value) : formatNumber(value);
      return gridText("filterRange", { column: filter.column, low: show(filter.low), high: show(filter.high) });
    }
    default:
      return filter satisfies never;
  }
}
