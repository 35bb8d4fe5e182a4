import { shortWords } from "../../blocks/kit/short-words.ts";
import type { LiveRow } from "../session/live-rows.ts";

/** Between the column and the alternative of a label. */
const SEPARATOR = " · ";

/**
 * A block's gates or blend in a few words; "" where it has none, or no value yet.
 *
 * @param read the value of a row by its index, NaN where there is none.
 */
export function liveText(rows: readonly LiveRow[], read: (row: number) => number, block: string): string {
  const readings = new Map<string, { kind: LiveRow["kind"]; columnLabels: string[]; values: number[] }>();
  rows.forEach((row, index) => {
    const value = read(index);
    if (row.block !== block || Number.isNaN(value)) return;
    const reading = readings.get(row.key) ?? { kind: row.kind, columnLabels: [], values: [] };
    readings.set(row.key, reading);
    reading.values.push(value);
    const alternative = row.label.slice(row.label.lastIndexOf(SEPARATOR) + SEPARATOR.length);
    if (row.kind === "choice" && !reading.columnLabels.includes(alternative)) reading.columnLabels.push(alternative);
  });
  return shortWords([...readings.values()]);
}
