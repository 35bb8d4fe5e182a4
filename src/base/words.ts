/** Words that texts share: counts with their noun, lists, and which of several numbers may be called the best. */
import { defineTexts } from "./define-texts.ts";
import { formatCount } from "./numbers.ts";

export const wordText = defineTexts("word", {
  nothing: "nothing",
  /** Of a difference; its spaces break no line. */
  interval: "95\u00a0% interval",
  and: ({ first, last }: { readonly first: string; readonly last: string }) => `${first} and ${last}`,
  andMore: ({ first, count }: { readonly first: string; readonly count: number }) => `${first} and ${count} more`,
});

/** "1 column", "12,345 columns". @param many where it is not the noun with an s */
export function countOf(count: number, noun: string, many = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : many}`;
}

/** The text with its first letter as at the beginning of a sentence. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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
  if (words.length <= 1) return words[0] ?? wordText("nothing");
  const shown = words.length > most ? words.slice(0, most - 1) : words.slice(0, -1);
  const count = words.length - shown.length;
  const first = shown.join(", ");
  return count === 1
    ? wordText("and", { first, last: words[words.length - 1] })
    : wordText("andMore", { first, count });
}

/** A text of no more than so many characters: what is longer ends in "…". */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // No half of a pair of surrogates is left.
  const isPair = /[\ud800-\udbff]/.test(text[most - 2]);
  return `${text.slice(0, most - (isPair ? 2 : 1))}…`;
}

/** Characters that a terminal obeys instead of showing them, but for line ends and tabs; and marks that turn the order of letters round. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A text as it may be printed on a terminal: what is no letter to be seen becomes "�". */
export function printable(text: string): string {
  return text.replace(OBEYED, "\uFFFD");
}

/** The first few of a list, in quotes, and how many more. */
export function listQuoted(texts: readonly string[], most = 5): string {
  const shown = texts.slice(0, most).map((text) => `"${text.length > 60 ? shortened(text, 58) : text}"`);
  const first = shown.join(", ");
  return texts.length > most ? wordText("andMore", { first, count: texts.length - most }) : first;
}
