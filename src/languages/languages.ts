/** Which languages there are, and how a thread begins to speak one: English is in the code, another is fetched when it is chosen. */
import { ENGLISH, speak, spoken } from "../base/language.ts";

/** Each with its own name for itself. */
export const LANGUAGES = [
  { tag: "en", name: "English" },
  { tag: "de", name: "Deutsch" },
] as const;

export type LanguageTag = (typeof LANGUAGES)[number]["tag"];

/** The language that a tag such as "de-AT" asks for; undefined where there is none. */
export function languageTag(word: string | null | undefined): LanguageTag | undefined {
  const [primary] = (word ?? "").toLowerCase().split(/[-_.]/);
  return LANGUAGES.find(({ tag }) => tag === primary)?.tag;
}

/** From when it resolves on, this thread speaks the language. @throws where it cannot be fetched; what was spoken before stays. */
export async function speakIn(tag: LanguageTag): Promise<void> {
  switch (tag) {
    case "en":
      speak(ENGLISH);
      return;
    case "de":
      speak((await import("./german/german.ts")).GERMAN);
      return;
    default:
      tag satisfies never;
  }
}

const IN_NAME = /\blanguage=([\w-]+)$/;

/** The name of a worker, which tells it the language that this thread speaks: it can speak before it is sent anything. */
export const nameWithLanguage = (name: string): string => `${name} language=${spoken().tag}`;

/** Speaks as the name of this worker says; English where that cannot be fetched, since an answer in English is one. */
export async function speakAsNamed(name: string): Promise<void> {
  const tag = languageTag(IN_NAME.exec(name)?.[1]);
  if (tag !== undefined) await speakIn(tag).catch(() => undefined);
}
