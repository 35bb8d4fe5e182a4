/** Which language people are spoken to in. English is in the code; another one takes its place text by text. */

/** A sentence, or what one is made of. Numbers arrive as numbers: each language writes them itself. */
export type Text = string | ((args: never) => string);

/** What an error says beside its code. */
export interface ErrorWords {
  /** The place: a file and line, a block and setting path, a column. */
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  /** What the user can do about it. */
  readonly fix: string;
}

/** An error's words: always the same, or a function of what was found. */
export type ErrorText = ErrorWords | ((args: never) => ErrorWords);

/** Both functions are given the English, and return it where the language has nothing of its own. */
export interface Language {
  /** BCP 47; numbers follow it. */
  readonly tag: string;
  readonly textOf: (area: string, key: string, english: Text) => Text;
  readonly errorOf: (code: string, english: ErrorText) => ErrorText;
}

export const ENGLISH: Language = {
  tag: "en",
  textOf: (_area, _key, english) => english,
  errorOf: (_code, english) => english,
};

let current = ENGLISH;

/** From now on what this thread says is in the language. */
export function speak(language: Language): void {
  current = language;
}

export function spoken(): Language {
  return current;
}
