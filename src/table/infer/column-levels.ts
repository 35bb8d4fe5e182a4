import type { ColumnSummary } from "../column-summary.ts";
import type { Level } from "../types.ts";

/** So many levels of a column are kept however rare they are … */
export const MAX_LEVELS = 50;
/** … and so many where each stands in more than one cell. */
const MOST_LEVELS = 2000;
const FEWEST_CELLS = 2;
/** Rules are stored and sent about, and networks hold numbers for each level: the columns of a table share these. */
const LEVELS_OF_TABLE = 50_000;
/** Rules are stored and sent about: a longer text is pooled with those that are rare. */
const LONGEST_LEVEL = 1000;
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

/** What each column of a table of so many may keep. */
export function mostLevelsOf(nColumns: number): number {
  return Math.min(Math.max(Math.floor(LEVELS_OF_TABLE / Math.max(nColumns, 1)), MAX_LEVELS), MOST_LEVELS);
}

interface Group {
  readonly spellings: { readonly text: string; readonly count: number }[];
  count: number;
}

/** Letters of ASCII with single spaces between, and no last dot. */
const PLAIN = /^(?:[!-~]+ )*[!-~]*[!-\-/-~]$/;

/** The same text for spellings that differ in white space, in letters that cannot be seen, in Unicode form or in a last dot. */
export function looksOf(text: string): string {
  if (text.length > LONGEST_LEVEL || PLAIN.test(text)) return text;
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

/** AA, Aa and aa are three genotypes. */
const GENOTYPE = /^(\p{L})\1$/u;

/** Different spellings with capitals inside are different codes, and so are genotypes; else letter case means nothing. */
function groupKeys(texts: readonly string[]): (text: string) => string {
  const firstLooks = new Map<string, string>();
  const variants = new Map<string, Set<string>>();
  for (const text of texts) {
    const looks = looksOf(text);
    const folded = looks.toLowerCase();
    const first = firstLooks.get(folded);
    if (first === undefined) firstLooks.set(folded, looks);
    else if (first !== looks) variants.set(folded, (variants.get(folded) ?? new Set([first])).add(looks));
  }
  const codes = new Set<string>();
  for (const [folded, spellings] of variants) {
    const isGenotype = GENOTYPE.test(folded) && spellings.size > 2;
    if (isGenotype || [...spellings].filter((looks) => !hasUsualCase(looks)).length > 1) codes.add(folded);
  }
  return (text) => {
    const looks = looksOf(text);
    const folded = looks.toLowerCase();
    return codes.has(folded) ? looks : folded;
  };
}

/**
 * The levels of a category, the most frequent first: spellings that look alike but for case are one level, named by the
 * commonest of them. The fifty most frequent are kept, and of the others those of more than one cell; the rest, and texts of more
 * than 1,000 characters, share "(other)". Where `mostLevels` is infinite nothing is pooled, and such texts are no level.
 *
 * @param markers    lower case; their cells are missing and belong to no level.
 * @param mostLevels that may be kept, at least fifty.
 */
export function levelsOf(
  { texts, numbers }: Pick<ColumnSummary, "texts" | "numbers">,
  markers: ReadonlySet<string>,
  mostLevels: number,
): Levels {
  const groups = new Map<string, Group>();
  const keyOf = groupKeys(texts.map(({ text }) => text));
  const add = (text: string, count: number): void => {
    if (markers.has(text.toLowerCase())) return;
    const key = keyOf(text);
    const group = groups.get(key) ?? { spellings: [], count: 0 };
    group.spellings.push({ text, count });
    group.count += count;
    groups.set(key, group);
  };
  for (const { text, count } of texts) add(text, count);
  for (const [place, value] of numbers.values.entries()) add(String(value), numbers.counts[place]);
  const counted = [...groups.values()].sort((a, b) => b.count - a.count);
  const isShort = ({ spellings }: Group) => spellings.every(({ text }) => text.length <= LONGEST_LEVEL);
  const ranked = counted.every(isShort)
    ? counted
    : [...counted.filter(isShort), ...counted.filter((group) => !isShort(group))];
  const nShort = ranked.filter(isShort).length;
  const nOften = ranked.findIndex(
    (group, place) => place >= MAX_LEVELS && (group.count < FEWEST_CELLS || place >= nShort),
  );
  const isAll = !Number.isFinite(mostLevels);
  const kept = ranked.slice(0, Math.min(mostLevels, nShort, isAll || nOften < 0 ? nShort : nOften));
  const levels = kept.map(({ spellings }) => {
    const ordered = spellings.sort((a, b) => b.count - a.count).map(({ text }) => text);
    return { label: ordered[0], spellings: ordered };
  });
  const nPooled = ranked.slice(kept.length).reduce((sum, { count }) => sum + count, 0);
  let otherLabel = "";
  if (nPooled > 0 && !isAll) {
    otherLabel = OTHER;
    for (let copy = 2; levels.some(({ label }) => label === otherLabel); copy++) otherLabel = `(other ${copy})`;
    levels.push({ label: otherLabel, spellings: [] });
  }
  const nVariants = ranked.filter(({ spellings }) => spellings.length > 1).length;
  return { levels, otherLabel, nDistinct: ranked.length, nPooled, nVariants };
}
