/** Intervals in tables that are saved as pictures. Pure. */
import { marksColumn } from "../ui/picture/axes.ts";
import type { RowsCell, RowsColumn, Tone } from "../ui/picture/picture.ts";
import { type Interval, plotRange } from "./intervals.ts";

export const intervalCell = ({ low, difference, high }: Interval, tone: Tone): RowsCell => ({
  ...{ kind: "interval", low, difference, high, tone },
});

/** The column, on the scale of all of them. */
export function intervalColumn(
  head: string,
  intervals: readonly Interval[],
  look: { readonly tail?: string; readonly format?: (value: number) => string } = {},
): RowsColumn {
  return marksColumn(head, { ends: plotRange(intervals), ...look });
}
