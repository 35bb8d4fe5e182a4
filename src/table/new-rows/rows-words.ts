/** What was recognised in new rows and what is in doubt, in words: the same on the page and on the command line. */
import { newRowsText } from "../../base/texts/new-rows.ts";
import type { Recognised, RowsDoubt, RowsReading } from "./types.ts";

export function recognisedWords(recognised: Recognised): string {
  switch (recognised.kind) {
    case "name":
      return newRowsText("name", recognised);
    case "place":
      return newRowsText("place", recognised);
    case "mark":
      return newRowsText("mark", recognised);
    case "unit":
      return newRowsText("unit", recognised);
    case "writing":
      return newRowsText("writing", recognised);
    case "dates":
      return newRowsText("dates", recognised);
    case "markers":
      return newRowsText("markers", recognised);
    case "levels":
      return newRowsText("levels", recognised);
    case "factor":
      return newRowsText("factor", recognised);
    default:
      return recognised satisfies never;
  }
}

export function doubtWords(doubt: RowsDoubt): string {
  switch (doubt.kind) {
    case "absent":
      return newRowsText("absent", doubt);
    case "empty":
      return newRowsText("empty", doubt);
    case "unreadable":
      return newRowsText("unreadable", doubt);
    case "unknown":
      return newRowsText("unknown", doubt);
    case "range":
      return newRowsText("range", doubt);
    case "mark":
      return newRowsText("openMark", doubt);
    case "date order":
      return newRowsText("openOrder", doubt);
    case "unit":
      return newRowsText("openUnit", doubt);
    default:
      return doubt satisfies never;
  }
}

/** What a decision does, as the words of a button. */
export function readingWords({ column, from, decimalMark, dateFormat, factor }: RowsReading): string {
  if (from !== undefined) return newRowsText("readFrom", { column, from });
  if (decimalMark !== undefined) return newRowsText("readMark", { column, mark: decimalMark });
  if (dateFormat !== undefined) return newRowsText("readDates", { column, format: dateFormat });
  return newRowsText("readFactor", { column, factor: factor ?? 1 });
}
