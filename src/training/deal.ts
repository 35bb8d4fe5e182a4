/** Parts of rows that are held out in turn. */
import { randomPermutation, STREAMS } from "../base/random.ts";
import type { Dataset } from "../table/types.ts";

/** Deals rows to parts at random, groups whole and classes evenly; ascending rows in each. */
export function deal(
  { groups, labels, schema }: Dataset,
  rows: Uint32Array,
  { nParts, seed, step }: { readonly nParts: number; readonly seed: number; readonly step: number },
): readonly Uint32Array[] {
  const units = new Map<number, number[]>();
  for (const row of rows) {
    const group = groups?.[row] ?? -1;
    // Rows by themselves get keys that no group has.
    const key = group < 0 ? -1 - row : group;
    const unit = units.get(key);
    if (unit) unit.push(row);
    else units.set(key, [row]);
  }
  const all = [...units.values()];
  const shuffled = Array.from(randomPermutation({ seed, stream: STREAMS.split, step }, all.length), (at) => all[at]);
  const isRegression = schema.target.task === "regression";
  const classOf = ([row]: readonly number[]) => (isRegression ? 0 : labels[row]);
  // Large groups first, so that small ones can even the parts out.
  shuffled.sort((a, b) => b.length - a.length || classOf(a) - classOf(b));
  const parts = Array.from({ length: nParts }, (): number[] => []);
  for (const unit of shuffled) smallest(parts).push(...unit);
  return parts.map((part) => Uint32Array.from(part).sort());
}

const smallest = (parts: number[][]) => parts.reduce((least, part) => (part.length < least.length ? part : least));
