/** Parts of the test rows in the order in which they are read: what is surely worse first. Pure. */
import { slicesText } from "../../../base/texts/studio/diagnostics.ts";
import type { Slice, Slices } from "../../../training/diagnostics/slices-schema.ts";

const RANKS = { worse: 0, "cannot tell": 1, better: 2 } as const;

/** @param column of the parts; absent: all, the worst first. Parts of one column stay in its own order. */
export function orderedSlices({ slices }: Pick<Slices, "slices">, column?: string): readonly Slice[] {
  if (column !== undefined) return slices.filter((slice) => slice.column === column);
  const lead = ({ difference, differenceError }: Slice) => (differenceError > 0 ? difference / differenceError : 0);
  return slices.toSorted(
    (a, b) =>
      RANKS[a.conclusion] - RANKS[b.conclusion] ||
      // Of what cannot be told from chance, the largest difference for its error: its size alone favours small parts.
      (a.conclusion === "cannot tell" ? lead(b) - lead(a) : b.difference - a.difference),
  );
}

export function sliceName({ column, kind, label = "", low = 0, high = 0 }: Slice): string {
  return slicesText("partOf", { column, kind, label, low, high });
}

/** Names of columns that have parts, in their order; "" stands for the files. */
export const slicedColumns = ({ slices }: Pick<Slices, "slices">): readonly string[] => [
  ...new Set(slices.map(({ column }) => column)),
];
