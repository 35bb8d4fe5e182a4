import fc from "fast-check";
import { expect, test } from "vitest";
import { randomPermutation, STREAMS } from "../base/random.ts";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { deal, merged, without } from "./deal.ts";

/** The same by lists: groups in the order of their first rows, shuffled, large ones and low classes first, each to the part that has least. */
function dealtByLists(
  { groups, labels }: { readonly groups: Int32Array; readonly labels: Float64Array },
  rows: Uint32Array,
  { nParts, seed, step }: Parameters<typeof deal>[2],
): readonly (readonly number[])[] {
  const units = new Map<number, number[]>();
  for (const row of rows) {
    const key = groups[row] < 0 ? -1 - row : groups[row];
    units.set(key, [...(units.get(key) ?? []), row]);
  }
  const all = [...units.values()];
  const shuffled = Array.from(randomPermutation({ seed, stream: STREAMS.split, step }, all.length), (at) => all[at]);
  shuffled.sort((a, b) => b.length - a.length || labels[a[0]] - labels[b[0]]);
  const parts = Array.from({ length: nParts }, (): number[] => []);
  for (const unit of shuffled) {
    const sizes = parts.map(({ length }) => length);
    parts[sizes.indexOf(Math.min(...sizes))].push(...unit);
  }
  return parts.map((part) => part.sort((a, b) => a - b));
}

const rowsOf = (isTaken: readonly boolean[]) => Uint32Array.from(isTaken.flatMap((taken, row) => (taken ? [row] : [])));

test("rows are dealt as lists of groups would be", () => {
  const row = fc.tuple(fc.integer({ min: -2, max: 8 }), fc.integer({ min: 0, max: 3 }), fc.boolean());
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(1000),
      (table, nParts, seed) => {
        const groups = Int32Array.from(table, ([group]) => group);
        const labels = Float64Array.from(table, ([, label]) => label);
        const rows = rowsOf(table.map(([, , isTaken]) => isTaken));
        const how = { nParts, seed, step: 3 };
        const parts = deal({ ...tinyDataset(), groups, labels }, rows, how);
        expect(parts.map((part) => [...part])).toEqual(dealtByLists({ groups, labels }, rows, how));
      },
    ),
  );
});

test("rows without others, and two lists as one", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2)), (places) => {
      const [first, second] = [0, 1].map((place) => rowsOf(places.map((each) => each === place)));
      const both = rowsOf(places.map((each) => each < 2));
      expect(merged(first, second)).toEqual(both);
      expect(without(both, second)).toEqual(first);
      expect(without(first, second)).toEqual(first);
    }),
  );
});
