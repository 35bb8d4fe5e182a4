/** Which language the page speaks: what somebody chose, or else the browser's first language where the studio has it. */
import { spoken } from "../../base/language.ts";
import { type LanguageTag, languageTag, speakIn } from "../../languages/languages.ts";
import { recall, remember } from "./remembered.ts";

function wantedLanguage(): LanguageTag {
  return languageTag(recall("language")) ?? languageTag(navigator.language) ?? "en";
}

/** Before anything is said. A language that cannot be fetched leaves English. */
export async function startLanguage(): Promise<void> {
  await speakIn(wantedLanguage()).catch(() => undefined);
  document.documentElement.lang = spoken().tag;
}

/** For the next time that the page is loaded: what it says now stays in one language. */
export function chooseLanguage(tag: LanguageTag): void {
  remember("language", tag);
}
