/** Which column of a table is meant by a name: spelled as it is, or alike but for case, spaces, signs between words and Unicode form. */
import { looksOf } from "../infer/column-levels.ts";

export interface NameMatch {
  readonly name: string;
  /** As the table spells it. */
  readonly found: string;
}

/** The same text for names that look alike: "monthly_income", " Monthly Income". */
export function nameKey(name: string): string {
  // By way of capitals, so that ß and SS are one.
  const plain = looksOf(name).toUpperCase().toLowerCase();
  return plain.replace(/[\s_.-]+/g, " ").trim() || plain;
}

/** @returns one for each name that exactly one column answers to; a column answers to one name. */
export function matchNames(names: readonly string[], columns: readonly string[]): readonly NameMatch[] {
  const isThere = new Set(columns);
  const exact = names.filter((name) => isThere.has(name));
  const taken = new Set(exact);
  const left = keysOf(columns.filter((column) => !taken.has(column)));
  const wanted = keysOf(names.filter((name) => !taken.has(name)));
  const alike = [...wanted].flatMap(([key, [name, ...others]]) => {
    const [found, ...more] = left.get(key) ?? [];
    return found !== undefined && others.length === 0 && more.length === 0 ? [{ name, found }] : [];
  });
  return [...exact.map((name) => ({ name, found: name })), ...alike];
}

function keysOf(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  for (const name of names) keys.set(nameKey(name), [...(keys.get(nameKey(name)) ?? []), name]);
  return keys;
}

/** Names that a reader gives where a file has none. */
const BY_PLACE = /^column \d+$/;

/**
 * Columns that can only be told by their place: the table or the training table has no names, and both have as many columns,
 * or the table all but the target.
 *
 * @param names of all columns of the training table, in their order.
 */
export function matchPlaces(
  names: readonly string[],
  columns: readonly string[],
  target: string | undefined,
): readonly NameMatch[] | undefined {
  const areUnnamed = (all: readonly string[]) => all.every((name) => BY_PLACE.test(name));
  if (areUnnamed(names) === areUnnamed(columns)) return undefined;
  const without = names.filter((name) => name !== target);
  const wanted = columns.length === names.length ? names : columns.length === without.length ? without : undefined;
  return wanted?.map((name, place) => ({ name, found: columns[place] }));
}
