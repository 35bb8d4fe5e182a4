import type { Dialect } from "../../table/types.ts";

const DELIMITERS = new Map([
  [",", "comma  ,"],
  [";", "semicolon  ;"],
  ["\t", "tab"],
  ["|", "bar  |"],
  [" ", "space"],
  [":", "colon  :"],
]);
const QUOTES = new Map([
  ['"', 'double quotes  "'],
  ["'", "apostrophes  '"],
]);
const ENCODINGS = new Map([
  ["utf-8", "UTF-8"],
  ["windows-1252", "Windows-1252 (western)"],
  ["utf-16le", "UTF-16, little-endian"],
  ["utf-16be", "UTF-16, big-endian"],
]);

export const delimiterName = (delimiter: string): string => DELIMITERS.get(delimiter) ?? delimiter;
export const quoteName = (quote: string): string => (quote === "" ? "none" : (QUOTES.get(quote) ?? quote));
export const encodingName = (encoding: string): string => ENCODINGS.get(encoding) ?? encoding;

/** What can be chosen; always with what is in force now. */
export function dialectOptions(current: Dialect) {
  const withCurrent = (known: Iterable<string>, value: string) => [...new Set([...known, value])];
  return {
    delimiters: withCurrent(DELIMITERS.keys(), current.delimiter),
    quotes: withCurrent(QUOTES.keys(), current.quote),
    encodings: withCurrent(ENCODINGS.keys(), current.encoding),
  };
}
