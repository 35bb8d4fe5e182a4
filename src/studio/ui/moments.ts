/** Moments as people write them in the language of the page, whatever the language of the browser. */
import { spoken } from "../../base/language.ts";

/** The way of a country to write a language, where the browser has one of the same language; else the language's own. */
export function writtenLike(tag: string, languages: readonly string[]): string {
  return languages.find((name) => name.toLowerCase().split("-")[0] === tag.toLowerCase().split("-")[0]) ?? tag;
}

const locale = () => writtenLike(spoken().tag, typeof navigator === "undefined" ? [] : navigator.languages);

/** The time of day. */
export const formatTime = (at: number): string => new Date(at).toLocaleTimeString(locale());

/** Day and time. */
export const formatMoment = (at: number): string => new Date(at).toLocaleString(locale());

/** Of today the time alone. */
export function formatRecent(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return isToday ? formatTime(at) : formatMoment(at);
}
