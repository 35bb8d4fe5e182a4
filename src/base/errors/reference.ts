/** What the reference page says of a code beside its words; the product itself does not load it. */
import type { ErrorWords } from "../language.ts";

/** What a schema, or a check with many rules, found: all but the advice. */
export type Found = Omit<ErrorWords, "fix">;

/** When it happens, in one sentence, and arguments for each variant of words that have any. */
type CodeReference<Words> = Words extends (args: infer Args) => unknown
  ? { readonly when: string; readonly samples: readonly [Args, ...Args[]] }
  : { readonly when: string };

export type ReferenceOf<Rows> = { readonly [Code in keyof Rows]: CodeReference<Rows[Code]> };

/** The words of a code for each of its samples; one set of words where it has no arguments. */
export function variantsOf<Words>(
  words: Words | ((args: never) => Words),
  reference: { readonly when: string; readonly samples?: readonly unknown[] },
): readonly Words[] {
  if (!(words instanceof Function)) return [words];
  return (reference.samples ?? []).map((sample) => words(sample as never));
}
