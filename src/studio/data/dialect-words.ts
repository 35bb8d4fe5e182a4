import { FIXED } from "../../table/read/fixed-columns.ts";
import { WHITE_SPACE } from "../../table/read/line-form.ts";
import type { Dialect } from "../../table/types.ts";

const DELIMITERS = [",", ";", "\t", "|", " ", ":", WHITE_SPACE, FIXED] as const;
const QUOTES = ['"', "'"] as const;
const ENCODINGS = ["utf-8", "windows-1252", "utf-16le", "utf-16be"] as const;

/** What can be chosen; always with what is in force now. */
export function dialectOptions(current: Dialect) {
  const withCurrent = (known: Iterable<string>, value: string) => [...new Set([...known, value])];
  return {
    delimiters: withCurrent(DELIMITERS, current.delimiter),
    quotes: withCurrent(QUOTES, current.quote),
    encodings: withCurrent(ENCODINGS, current.encoding),
  };
}
