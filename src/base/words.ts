/** Words that explanations share. */

/** "1 column", "3 columns". */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A share as per cent with `digits` after the point; what is neither 0 nor 1 is never said to be. */
export function percent(share: number, digits = 0): string {
  const rounded = asRead(share, digits);
  const least = 10 ** -digits;
  if (rounded === 0 && share > 0) return `under ${least.toFixed(digits)} %`;
  if (rounded === 100 && share < 1) return `over ${(100 - least).toFixed(digits)} %`;
  return `${rounded.toFixed(digits)} %`;
}

/**
 * The per cent of a share as `percent` shows them. Words that stand beside a number are decided on the number as it is read,
 * so that no two shares that read the same are called differently.
 */
export function asRead(share: number, digits = 0): number {
  return Number((100 * share).toFixed(digits));
}

/**
 * Which of several numbers may be called the best: all that read the same as it. None where nothing competes, and none where
 * all read the same: a word that every number has says nothing.
 *
 * @param read a number as it is shown.
 * @returns places in `values`, ascending; a number that is not finite takes no part.
 */
export function bestAsRead(
  values: readonly number[],
  options: { readonly better: "higher" | "lower"; readonly read: (value: number) => string },
): readonly number[] {
  const { better, read } = options;
  const finite = values.filter(Number.isFinite);
  const best = read(better === "higher" ? Math.max(...finite) : Math.min(...finite));
  const places = values.flatMap((value, place) => (Number.isFinite(value) && read(value) === best ? [place] : []));
  return places.length < finite.length ? places : [];
}

/** "a", "a and b", "a, b and c"; from `most` on, "a, b and 3 more"; "nothing" of none. */
export function listWords(words: readonly string[], most = 4): string {
  if (words.length <= 1) return words[0] ?? "nothing";
  const shown = words.length > most ? words.slice(0, most - 1) : words.slice(0, -1);
  const rest = words.length - shown.length;
  return `${shown.join(", ")} and ${rest === 1 ? words[words.length - 1] : `${rest} more`}`;
}

/** The first few of a list, in quotes, and how many more. */
export function listQuoted(texts: readonly string[], most = 5): string {
  const shown = texts.slice(0, most).map((text) => `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`);
  return texts.length > most ? `${shown.join(", ")} and ${texts.length - most} more` : shown.join(", ");
}
