/** The language of the command line: the option --language, or a variable of the environment, which workers inherit. */
import { languageTag, speakIn } from "../languages/languages.ts";

export const LANGUAGE_VARIABLE = "DIFFML_LANGUAGE";

/** Behind --language; undefined where it is not among the words. */
function languageIn(words: readonly string[]): string | undefined {
  const place = words.findIndex((word) => /^--language(?:=|$)/.test(word));
  const [, joined] = words[place]?.split("=") ?? [];
  return place < 0 ? undefined : (joined ?? words[place + 1]);
}

/**
 * Makes this process, and the workers that it will start, speak as the words or the environment ask. Before the words are parsed:
 * mistakes in them are told in that language, too; one in the language itself is told then.
 */
export async function speakAsAsked(words: readonly string[]): Promise<void> {
  const tag = languageTag(languageIn(words) ?? process.env[LANGUAGE_VARIABLE]);
  if (tag === undefined) return;
  process.env[LANGUAGE_VARIABLE] = tag;
  await speakIn(tag);
}
