/** Texts that people read: one catalogue an area, in English, and the way for another language to take its place. */

/** A sentence, or what one is made of. Numbers arrive as numbers: each language writes them itself. */
type Text = string | ((args: never) => string);
type Catalogue = Readonly<Record<string, Text>>;

/** Nothing, or the one object that a text is a function of. */
export type TextArguments<Entry> = Entry extends (args: infer Args) => string ? [args: Args] : [];

/** Says texts of one area in the language that is spoken; a wrong key or argument does not compile. */
export interface AreaTexts<English extends Catalogue> {
  <Key extends keyof English & string>(key: Key, ...args: TextArguments<English[Key]>): string;
  readonly area: string;
  /** What another language translates, key by key. */
  readonly english: English;
}

export interface Language {
  /** BCP 47: numbers, lists and plurals follow it. */
  readonly tag: string;
  /** @param english what is said where the language has no such text */
  readonly textOf: (area: string, key: string, english: Text) => Text;
}

export const ENGLISH: Language = { tag: "en", textOf: (_area, _key, english) => english };

let spoken = ENGLISH;

/** From now on texts of this thread are in the language. */
export function speak(language: Language): void {
  spoken = language;
}

/** Declares the texts of an area. */
export function defineTexts<const English extends Catalogue>(area: string, english: English): AreaTexts<English> {
  const say = (key: keyof English & string, ...args: readonly unknown[]) => {
    const text = spoken.textOf(area, key, english[key]);
    return typeof text === "function" ? (text as (args: unknown) => string)(args[0]) : text;
  };
  return Object.assign(say, { area, english });
}

/** Says a text that stands in a row of a table, such as the title of a phase or of a block. */
export function rowText(area: string, key: string, english: string): string {
  const text = spoken.textOf(area, key, english);
  return typeof text === "string" ? text : english;
}
