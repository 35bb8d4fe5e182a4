import type { LiveRow } from "../session/live-rows.ts";

/** Between the column and the alternative of a label. */
const SEPARATOR = " · ";

/** Above this a gate counts as open, as it does when the pipeline is settled. */
const CLOSED = 0;

/**
 * A block's gates or blend in a few words; "" where it has none, or no value yet.
 *
 * @param read the value of a row by its index, NaN where there is none.
 */
export function liveText(rows: readonly LiveRow[], read: (row: number) => number, block: string): string {
  const gates: number[] = [];
  const shares = new Map<string, { total: number; count: number }>();
  rows.forEach((row, index) => {
    const value = read(index);
    if (row.block !== block || Number.isNaN(value)) return;
    if (row.kind === "gate") gates.push(value);
    if (row.kind !== "choice") return;
    const alternative = row.label.slice(row.label.lastIndexOf(SEPARATOR) + SEPARATOR.length);
    const share = shares.get(alternative) ?? { total: 0, count: 0 };
    shares.set(alternative, { total: share.total + value, count: share.count + 1 });
  });
  if (gates.length > 0) return `${gates.filter((gate) => gate > CLOSED).length} of ${gates.length} gates open`;
  const means = [...shares].map(([name, { total, count }]) => [name, total / count] as const);
  const [first] = means.sort(([, a], [, b]) => b - a);
  return first ? `${first[0]} ${Math.round(first[1] * 100)} %` : "";
}
