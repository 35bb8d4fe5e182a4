/** Texts that people read: one catalogue an area, in English, and the way for another language to take its place. */
import { spoken, type Text } from "./language.ts";

type Catalogue = Readonly<Record<string, Text>>;

/** Nothing, or the one object that a text is a function of. */
type TextArguments<Entry> = Entry extends (args: infer Args) => string ? [args: Args] : [];

/** Says texts of one area in the language that is spoken; a wrong key or argument does not compile. */
export interface AreaTexts<English extends Catalogue> {
  <Key extends keyof English & string>(key: Key, ...args: TextArguments<English[Key]>): string;
  readonly area: string;
  /** What another language translates, key by key. */
  readonly english: English;
}

/** Declares the texts of an area. */
export function defineTexts<const English extends Catalogue>(area: string, english: English): AreaTexts<English> {
  const say = (key: keyof English & string, ...args: readonly unknown[]) => {
    const text = spoken().textOf(area, key, english[key]);
    return typeof text === "function" ? (text as (args: unknown) => string)(args[0]) : text;
  };
  return Object.assign(say, { area, english });
}

/** Says a text that stands in a row of a table, such as the title of a phase or of a block. */
export function rowText(area: string, key: string, english: string): string {
  const text = spoken().textOf(area, key, english);
  return typeof text === "string" ? text : english;
}
