/** Words that explanations share. */

/** "1 column", "3 columns". */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A share as whole per cent; what is neither 0 nor 1 is never said to be. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return "under 1 %";
  if (rounded === 100 && share < 1) return "over 99 %";
  return `${rounded} %`;
}

/** "a", "a and b", "a, b and c"; from `most` on, "a, b and 3 more"; "nothing" of none. */
export function listWords(words: readonly string[], most = 4): string {
  if (words.length <= 1) return words[0] ?? "nothing";
  const shown = words.length > most ? words.slice(0, most - 1) : words.slice(0, -1);
  const rest = words.length - shown.length;
  return `${shown.join(", ")} and ${rest === 1 ? words[words.length - 1] : `${rest} more`}`;
}
