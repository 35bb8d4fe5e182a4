/** What a language is made of: beside each English catalogue one of the same keys, whose functions take the same arguments. */
import type { AreaTexts } from "../base/define-texts.ts";
import type { ErrorText, ErrorWords, Language, Text } from "../base/language.ts";

/** A sentence in place of a sentence, and a function of the same arguments in place of a function. */
type InPlaceOf<English> = English extends (args: infer Args) => string ? (args: Args) => string : string;

/** Texts of an area in another language: `{ … } satisfies Translation<typeof uiText>`. */
export type Translation<English extends AreaTexts<Readonly<Record<string, Text>>>> = {
  readonly [Key in keyof English["english"]]: InPlaceOf<English["english"][Key]>;
};

/** Sentences of what is listed and not thrown: `{ … } satisfies NoticeTranslation<typeof tableWarnings>`. */
export type NoticeTranslation<English extends Readonly<Record<string, Text>>> = {
  readonly [Code in keyof English]: InPlaceOf<English[Code]>;
};

/** Words of what is thrown: `{ … } satisfies ErrorTranslation<typeof tableErrors>`. */
export type ErrorTranslation<English extends Readonly<Record<string, ErrorText>>> = {
  readonly [Code in keyof English]: English[Code] extends (args: infer Args) => unknown
    ? (args: Args) => ErrorWords
    : ErrorWords;
};

/** All that a language has words for. */
export interface Words {
  /** BCP 47; numbers follow it. */
  readonly tag: string;
  /** Area → key → text; those of rows of tables (blocks, phases, metrics …) stand here, too. */
  readonly areas: Readonly<Record<string, Readonly<Record<string, Text>>>>;
  /** Code → words. */
  readonly errors: Readonly<Record<string, ErrorText>>;
}

/** A language of these words; what it lacks is said in English. */
export function languageOf({ tag, areas, errors }: Words): Language {
  // Names of a table may be keys: none may reach what every object inherits.
  const own = <Value>(map: Readonly<Record<string, Value>> | undefined, key: string) =>
    map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
  return {
    tag,
    textOf: (area, key, english) => own(own(areas, area), key) ?? english,
    errorOf: (code, english) => own(errors, code) ?? english,
  };
}
