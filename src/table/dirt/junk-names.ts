/** Names for columns that were planted, such as the table's own columns could have. */
import { type RandomKey, randomPermutation } from "../../base/random.ts";

/** Of tables whose names are single words. None is a word from which something is inferred, such as an identifier, a weight or a unit. */
const WORDS = [
  "score",
  "level",
  "grade",
  "zone",
  "rating",
  "band",
  "tier",
  "depth",
  "pressure",
  "segment",
  "margin",
  "speed",
];

/** What stands between words of a name: "bill_length", "bill length", "bill.length", "bill-length". */
const BETWEEN = /[ _.-]+/;

const CAPITAL = /^\p{Lu}/u;

/**
 * As many names as are asked for, in an order by lot. Where names of the table have several words, the first word of one and the rest of another
 * ("flipper_depth_mm"); then single words, written as the table writes them; then those with a number.
 *
 * @param own  names of the table's columns, none of which is taken
 */
export function junkNames(own: readonly string[], count: number, key: RandomKey): readonly string[] {
  const taken = new Set(own.map((name) => name.toLowerCase()));
  const parts = own.flatMap((name) => {
    const between = BETWEEN.exec(name);
    return between && between.index > 0
      ? [{ first: name.slice(0, between.index), rest: name.slice(between.index) }]
      : [];
  });
  const crossed = parts.flatMap(({ first }) => parts.map(({ rest }) => first + rest));
  const words = shuffled(WORDS, { ...key, step: key.step + 1 }).map(styleOf(own));
  const names: string[] = [];
  const take = (name: string) => {
    if (names.length >= count || taken.has(name.toLowerCase())) return;
    taken.add(name.toLowerCase());
    names.push(name);
  };
  for (const name of shuffled(crossed, key)) take(name);
  for (const word of words) take(word);
  for (let number = 2; names.length < count; number++) for (const word of words) take(`${word}_${number}`);
  return names;
}

function shuffled<Item>(items: readonly Item[], key: RandomKey): readonly Item[] {
  return Array.from(randomPermutation(key, items.length), (at) => items[at]);
}

/** Writes a word as most names of the table are written: "AGE", "Age" or "age". */
function styleOf(own: readonly string[]): (word: string) => string {
  const cased = own.filter((name) => name.toLowerCase() !== name.toUpperCase());
  const isMost = (is: (name: string) => boolean) => 2 * cased.filter(is).length > cased.length;
  if (isMost((name) => name === name.toUpperCase())) return (word) => word.toUpperCase();
  return isMost((name) => CAPITAL.test(name)) ? (word) => word[0].toUpperCase() + word.slice(1) : (word) => word;
}
