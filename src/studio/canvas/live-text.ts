import { shortWords } from "../../blocks/kit/short-words.ts";
import type { LiveRow } from "../session/live-rows.ts";

/** Between the column and the alternative of a label. */
const SEPARATOR = " · ";

/**
 * A block's gates or blend in a few words; "" where it has none, or no value yet.
 *
 * @param own  indices of the block's rows.
 * @param read the value of a row by its index, NaN where there is none.
 */
export function liveText(rows: readonly LiveRow[], own: readonly number[], read: (row: number) => number): string {
  const readings = new Map<string, { kind: LiveRow["kind"]; columnLabels: string[]; values: number[] }>();
  for (const index of own) {
    const row = rows[index];
    const value = read(index);
    if (Number.isNaN(value)) continue;
    const reading = readings.get(row.key) ?? { kind: row.kind, columnLabels: [], values: [] };
    readings.set(row.key, reading);
    reading.values.push(value);
    const alternative = row.label.slice(row.label.lastIndexOf(SEPARATOR) + SEPARATOR.length);
    if (row.kind === "choice" && !reading.columnLabels.includes(alternative)) reading.columnLabels.push(alternative);
  }
  return shortWords([...readings.values()]);
}
