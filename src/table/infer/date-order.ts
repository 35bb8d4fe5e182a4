import type { DateDoubt } from "../../base/texts/table.ts";
import { type DateFormat, parseDate } from "../cells/parse-date.ts";
import { cellText } from "../raw-column.ts";
import type { RawColumn } from "../types.ts";
import type { Evidence } from "./column-evidence.ts";

export interface DateChoice {
  readonly format: DateFormat;
  /** Absent where the cells leave no doubt. */
  readonly doubt?: DateDoubt;
}

/**
 * Chooses the format that reads the most cells. Where day first and month first read equally many, the smoother order
 * down the rows decides, then what other columns of the table need, then the habit of the separator.
 */
export function chooseDateFormat(
  evidence: Evidence,
  column: RawColumn,
  tableOrder: "dmy" | "mdy" | undefined,
): DateChoice | undefined {
  const ranked = [...evidence.dates].sort((a, b) => b[1].readable - a[1].readable);
  if (ranked.length === 0) return undefined;
  const [format, { readable }] = ranked[0];
  const isTied = evidence.dates.get("dmy")?.readable === readable && evidence.dates.get("mdy")?.readable === readable;
  if (!isTied || (format !== "dmy" && format !== "mdy")) return { format };
  const first = evidence.view.texts.find(({ text }) => parseDate(text, "dmy") !== undefined)?.text ?? "";
  if (/[a-z]{3}/i.test(first)) return { format: /^\D*\d/.test(first) ? "dmy" : "mdy" };
  const jumps = { dmy: roughness(column, "dmy"), mdy: roughness(column, "mdy") };
  const smoother = jumps.dmy < jumps.mdy ? "dmy" : "mdy";
  if (Math.min(jumps.dmy, jumps.mdy) < 0.5 * Math.max(jumps.dmy, jumps.mdy)) {
    return { format: smoother, doubt: { order: smoother, because: "rows in order" } };
  }
  if (tableOrder !== undefined) {
    return { format: tableOrder, doubt: { order: tableOrder, because: "another column" } };
  }
  const habit = first.includes("/") ? "mdy" : "dmy";
  return { format: habit, doubt: { order: habit, because: "habit" } };
}

/** Sum of the steps from row to row, in days, over the first 5,000 rows; NaN where fewer than 8 dates say too little. */
function roughness(column: RawColumn, format: DateFormat): number {
  let sum = 0;
  let count = 0;
  let previous: number | undefined;
  for (let row = 0; row < Math.min(column.codes.length, 5000); row++) {
    const days = parseDate(cellText(column, row), format)?.days;
    if (days === undefined) continue;
    if (previous !== undefined) sum += Math.abs(days - previous);
    previous = days;
    count++;
  }
  return count < 8 ? Number.NaN : sum;
}
