import { shortWords } from "../../blocks/kit/short-words.ts";
import type { BlockRows } from "./block-rows.ts";

/**
 * A block's gates or blend in a few words; "" where it has none, or no value yet.
 *
 * @param read the value of a row by its index, NaN where there is none.
 */
export function liveText({ probes }: BlockRows, read: (row: number) => number): string {
  const readings = probes.map(({ kind, rows, alternatives }) => ({
    kind,
    columnLabels: alternatives,
    values: rows.map(read).filter((value) => !Number.isNaN(value)),
  }));
  return shortWords(readings.filter(({ values }) => values.length > 0));
}
