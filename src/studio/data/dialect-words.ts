import { fileText } from "../../base/texts/studio/data.ts";
import { FIXED } from "../../table/read/fixed-columns.ts";
import { WHITE_SPACE } from "../../table/read/line-form.ts";
import type { Dialect } from "../../table/types.ts";

const DELIMITERS = [",", ";", "\t", "|", " ", ":", WHITE_SPACE, FIXED] as const;
/** The last one: nothing is quoted. */
const QUOTES = ['"', "'", ""] as const;
/** What every browser reads of what tables are written in; the commonest first, then by script. */
const ENCODINGS = [
  ...["utf-8", "windows-1252", "utf-16le", "utf-16be"],
  ...["windows-1250", "windows-1251", "koi8-r", "windows-1253", "windows-1254", "windows-1255", "windows-1256"],
  ...["shift_jis", "euc-jp", "gbk", "gb18030", "big5", "euc-kr"],
] as const;

/** What can be chosen; always with what is in force now. */
export function dialectOptions(current: Dialect) {
  const withCurrent = (known: Iterable<string>, value: string) => [...new Set([...known, value])];
  return {
    delimiters: withCurrent(DELIMITERS, current.delimiter),
    quotes: withCurrent(QUOTES, current.quote),
    encodings: withCurrent(ENCODINGS, current.encoding),
  };
}

/** Cells are parted by delimiters. */
export const isText = ({ format = "csv" }: Dialect): boolean => format === "csv";

/** Rows may be a header, units, totals: in files that say what they hold there is none of that. */
export const hasRecords = (dialect: Dialect): boolean => isText(dialect) || dialect.format === "xlsx";

/** Kind, delimiter, quotes, encoding and first line of a file in words, each with a key. */
export function shownDialect(dialect: Dialect): readonly (readonly [key: string, words: string])[] {
  const { format = "csv", delimiter, quote, encoding, hasHeader, sheet, member } = dialect;
  const nothing = fileText("noSuchThing");
  return [
    ["kind", fileText("formatName", { format, sheet, member })],
    ["delimiter", isText(dialect) ? fileText("delimiterName", { delimiter }) : nothing],
    ["quote", isText(dialect) ? fileText("quoteName", { quote }) : nothing],
    ["encoding", encoding === "" ? nothing : fileText("encodingName", { encoding })],
    ["firstLine", hasRecords(dialect) ? fileText(hasHeader ? "columnNames" : "alreadyData") : nothing],
  ];
}
