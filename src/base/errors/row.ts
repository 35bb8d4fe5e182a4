/** What a row of the catalogue of codes is. */

import type { ErrorWords } from "../language.ts";

/** What a schema, or a check with many rules, found: all but the advice. */
export type Found = Omit<ErrorWords, "fix">;

/** A code that always says the same: `ErrorWords` where it is thrown, one sentence where it is listed. */
export interface FixedRow<Words> {
  /** When it happens: one sentence for the reference page. */
  readonly when: string;
  readonly words: Words;
}

/** A code whose words follow from what was found. */
export interface CodeRow<Args, Words> {
  readonly when: string;
  /** Arguments for the reference page, one for each variant of the words. */
  readonly samples: readonly [Args, ...Args[]];
  readonly words: (args: Args) => Words;
}

interface RowOf<Args, Words> extends CodeRow<Args, Words> {
  readonly samples: readonly [NoInfer<Args>, ...NoInfer<Args>[]];
}

/** Ties the samples of an error to the arguments of its words. */
export function errorRow<Args>(row: RowOf<Args, ErrorWords>): CodeRow<Args, ErrorWords> {
  return row;
}

/** The same for what is listed and not thrown. */
export function noticeRow<Args>(row: RowOf<Args, string>): CodeRow<Args, string> {
  return row;
}

/** A row whatever its arguments are. */
export type AnyRow<Words> =
  | FixedRow<Words>
  | { readonly when: string; readonly samples: readonly unknown[]; readonly words: (args: never) => Words };

/** The words of a row for each of its samples; a row without arguments has one set of words. */
export function variantsOf<Words>(row: AnyRow<Words>): readonly Words[] {
  if (!("samples" in row)) return [row.words];
  return row.samples.map((sample) => row.words(sample as never));
}
