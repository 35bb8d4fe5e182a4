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
  /** Levels with several spellings. */
  readonly nVariants: number;
}

interface Group {
  readonly spellings: { readonly text: string; readonly count: number }[];
  count: number;
}

/** The same text for spellings that differ in white space, in letters that cannot be seen, in Unicode form or in a last dot. */
export function looksOf(text: string): string {
  const plain = text
    .normalize("NFC")
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return plain.replace(/\.$/, "") || plain;
}

/** Whether capitals stand as people set them: in none, all, or the first letters of words. Codes such as uUsP have others. */
function hasUsualCase(text: string): boolean {
  return (text.match(/\p{L}+/gu) ?? []).every((word) => /^(?:\p{L}\P{Lu}*|\P{Ll}+)$/u.test(word));
}

/** Different spellings with capitals inside are different codes; else letter case means nothing. */
function groupKeys(texts: readonly string[]): (text: string) => string {
  const codes = new Map<string, Set<string>>();
  for (const text of texts) {
    const looks = looksOf(text);
    if (hasUsualCase(looks)) continue;
    const folded = looks.toLowerCase();
    codes.set(folded, (codes.get(folded) ?? new Set()).add(looks));
  }
  return (text) => {
    const looks = looksOf(text);
    const folded = looks.toLowerCase();
    return (codes.get(folded)?.size ?? 0) > 1 ? looks : folded;
  };
}

/**
 * The levels of a category, the most frequent first: spellings that look alike but for case are one level, named by the
 * commonest of them; past `maxLevels` the rest share "(other)".
 *
 * @param markers lower case; their cells are missing and belong to no level.
 */
export function levelsOf(view: ColumnView, markers: ReadonlySet<string>, maxLevels = MAX_LEVELS): Levels {
  const groups = new Map<string, Group>();
  const keyOf = groupKeys(view.texts.map(({ text }) => text));
  const add = (text: string, count: number): void => {
    if (markers.has(text.toLowerCase())) return;
    const key = keyOf(text);
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
  const nVariants = ranked.filter(({ spellings }) => spellings.length > 1).length;
  return { levels, otherLabel, nDistinct: ranked.length, nPooled, nVariants };
}
