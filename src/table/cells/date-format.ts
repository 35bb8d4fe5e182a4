/**
 * How the dates of a column are written, as its rule stores it: one format, or several with "|" between them, of which the
 * first that reads a cell counts. "mdy:1940" has two-digit years from 1940 to 2039.
 */
import { monthOfName } from "./month-names.ts";
import { CLOCK, DATE_FORMATS, type DateFormat, type Moment, momentOfParts, parseDate } from "./parse-date.ts";
import { isBareNumber } from "./plain-number.ts";

/** Formats of names in several languages, of months, of a time alone, and "Thu Feb 04 10:00:00 +0000 2016". */
export const WORD_FORMATS = ["dmy-words", "month-year", "time", "clock-year"] as const;
type WordFormat = (typeof WORD_FORMATS)[number];

export type SingleFormat = DateFormat | WordFormat;

const LONGEST = 60;
const FIRST_YEAR = 1970;
const WORD = "(\\p{L}{3,12})\\.?";
const PATTERNS = {
  "dmy-words": new RegExp(
    `^(?:\\p{L}{2,12}[.,]{0,2}\\s)?(\\d{1,2})(?:\\.|er|º|ª)?\\s?(?:[-/ ]|de\\s|d[’'])?${WORD}(?:,\\s?|\\s?[-/]\\s?|\\sdel?\\s|\\s)(\\d{4}|\\d{2})(?:\\s?(?:г\\.?|года|r\\.))?${CLOCK}$`,
    "iu",
  ),
  "month-year": new RegExp(
    `^(?:${WORD}(?:\\s?[-/,]\\s?|\\sdel?\\s|\\s|\\s?['’])(\\d{4}|\\d{2})|(\\d{4})[-/.](\\d{1,2})|(\\d{1,2})[-/.](\\d{4}))$`,
    "iu",
  ),
  time: /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(?:([ap])\.?m\.?)?$/i,
  "clock-year":
    /^\p{L}{3}\s(\p{L}{3})\s{1,2}(\d{1,2})\s(\d{1,2}):(\d{2})(?::(\d{2}))?\s(?:([A-Z]{3,4}|[+-]\d{4})\s)?(\d{4})$/iu,
} as const;

/** Whether cells say the time of day alone, which comes again every day. */
export function isTimeOfDay(dateFormat: string): boolean {
  return dateFormat.split("|").every((format) => format === "time");
}

/** @returns undefined for a format that is none. */
export function dateReader(dateFormat: string): ((text: string) => Moment | undefined) | undefined {
  const readers = dateFormat.split("|").map(singleReader);
  const known = readers.filter((reader) => reader !== undefined);
  if (known.length < readers.length) return undefined;
  if (known.length === 1) return known[0];
  return (text) => {
    for (const read of known) {
      const moment = read(text);
      if (moment !== undefined) return moment;
    }
    return undefined;
  };
}

function singleReader(text: string): ((text: string) => Moment | undefined) | undefined {
  const [name, first] = text.split(":");
  const firstYear = first === undefined ? FIRST_YEAR : Number(first);
  if (!/^\d{4}$/.test(String(firstYear))) return undefined;
  const format = DATE_FORMATS.find((other) => other === name);
  if (format) return (cell) => parseDate(cell, format, firstYear);
  const words = WORD_FORMATS.find((other) => other === name);
  return words && ((cell) => parseWords(cell.trim(), words, firstYear));
}

function parseWords(text: string, format: WordFormat, firstYear: number): Moment | undefined {
  if (text.length > LONGEST) return undefined;
  const match = PATTERNS[format].exec(text);
  if (match === null) return undefined;
  switch (format) {
    case "dmy-words":
      return momentOfParts({ year: match[3], month: monthOfName(match[2]), day: match[1] }, match.slice(4), firstYear);
    case "month-year": {
      const month = match[1] === undefined ? Number(match[4] ?? match[5]) : monthOfName(match[1]);
      const year = match[2] ?? match[3] ?? match[6];
      return Number(year) >= 1800 || year.length === 2
        ? momentOfParts({ year, month, day: "1" }, [], firstYear)
        : undefined;
    }
    case "time":
      return momentOfParts({ year: "1970", month: 1, day: "1" }, match.slice(1), firstYear);
    case "clock-year": {
      const [, name, day, hour, minute, second, zone, year] = match;
      const clock = [hour, minute, second, undefined, undefined, zone];
      return momentOfParts({ year, month: monthOfName(name), day }, clock, firstYear);
    }
    default:
      return format satisfies never;
  }
}

const MONTH_OF_YEAR = /^(?:\d{4}\.\d{1,2}|\d{1,2}\.\d{4})$/;

/** Digits with one point between them are a date in no written format but that of a month: 3.2024. */
export function isSurelyNoDate(text: string): boolean {
  return isBareNumber(text) && text.includes(".") && !MONTH_OF_YEAR.test(text);
}
