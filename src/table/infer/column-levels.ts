import type { Level } from "../types.ts";
import type { ColumnView } from "./column-view.ts";

export const MAX_LEVELS = 50;
const OTHER = "(other)";

export interface Levels {
  readonly levels: readonly Level[];
  readonly otherLabel: string;
  /** Different values before pooling, case variants merged. */
  readonly nDistinct: number;
  /** Cells pooled in `otherLabel`. */
  readonly nPooled: number;
  readonly nCaseVariants: number;
}

interface Group {
  readonly spellings: { readonly text: string; readonly count: number }[];
  count: number;
}

/**
 * The levels of a category, the most frequent first: spellings that differ only in case are one level, named by the
 * commonest of them; past `maxLevels` the rest share "(other)".
 *
 * @param markers lower case; their cells are missing and belong to no level.
 */
export function levelsOf(view: ColumnView, markers: ReadonlySet<string>, maxLevels = MAX_LEVELS): Levels {
  const groups = new Map<string, Group>();
  const add = (text: string, count: number): void => {
    const key = text.toLowerCase();
    if (markers.has(key)) return;
    const group = groups.get(key) ?? { spellings: [], count: 0 };
    group.spellings.push({ text, count });
    group.count += count;
    groups.set(key, group);
  };
  for (const { text, count } of view.texts) add(text, count);
  const { sortedNumbers: sorted } = view;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    add(String(sorted[start]), end - start);
    start = end;
  }
  const ranked = [...groups.values()].sort((a, b) => b.count - a.count);
  const kept = ranked.slice(0, maxLevels);
  const levels = kept.map(({ spellings }) => {
    const ordered = spellings.sort((a, b) => b.count - a.count).map(({ text }) => text);
    return { label: ordered[0], spellings: ordered };
  });
  const nPooled = ranked.slice(maxLevels).reduce((sum, { count }) => sum + count, 0);
  let otherLabel = "";
  if (nPooled > 0) {
    otherLabel = OTHER;
    for (let copy = 2; levels.some(({ label }) => label === otherLabel); copy++) otherLabel = `(other ${copy})`;
    levels.push({ label: otherLabel, spellings: [] });
  }
  const nCaseVariants = ranked.filter(({ spellings }) => spellings.length > 1).length;
  return { levels, otherLabel, nDistinct: ranked.length, nPooled, nCaseVariants };
}
