import type { DateDoubt } from "../../base/texts/table.ts";
import { dateReader, type SingleFormat } from "../cells/date-format.ts";
import { type DateFormat, parseDate } from "../cells/parse-date.ts";
import type { ColumnSummary, TextCount } from "../column-summary.ts";
import { type Evidence, readDatesAs } from "./column-evidence.ts";

export interface DateChoice {
  /** One or several, as `dateReader` takes them. */
  readonly format: string;
  /** Absent where the cells leave no doubt. */
  readonly doubt?: DateDoubt;
}

/** At most so many formats in one column. */
const MOST = 3;

/** Chooses the format that reads the most cells, others for what it leaves, and the hundred years of two-digit years. */
export function chooseDateFormat(evidence: Evidence, tableOrder: "dmy" | "mdy" | undefined): DateChoice | undefined {
  const first = chooseFirst(evidence, tableOrder);
  if (first === undefined) return undefined;
  const formats = [first.format];
  let { doubt } = first;
  for (
    let left = unread(evidence, formats);
    left.length > 0 && formats.length < MOST;
    left = unread(evidence, formats)
  ) {
    const next = readingMost(left, evidence);
    if (next === undefined) break;
    formats.push(next.format);
    if (next.isTied) doubt = { order: "dmy", because: "habit" };
  }
  const dated = formats.map((format) => withFirstYear(evidence, format));
  return { format: dated.join("|"), ...(doubt ? { doubt } : {}) };
}

function unread({ filled }: Evidence, formats: readonly string[]): readonly TextCount[] {
  const read = dateReader(formats.join("|"));
  return filled.slice(0, SAMPLE).filter(({ text }) => read?.(text) === undefined);
}

/** The format that reads most of what others leave, where that is more than a slip. */
function readingMost(
  left: readonly TextCount[],
  { summary, dates, nFilled }: Evidence,
): { format: SingleFormat; isTied: boolean } | undefined {
  const ranked = [...dates.keys()]
    .filter((format) => !format.startsWith("epoch"))
    .map((format) => ({ format, readable: readDatesAs({ summary, filled: left }, format).readable }))
    .sort((a, b) => b.readable - a.readable);
  const best = ranked[0];
  if (best === undefined || best.readable < Math.max(2, nFilled * 0.02)) return undefined;
  const tied = ranked.filter(({ readable }) => readable === best.readable).map(({ format }) => format);
  const isTied = tied.includes("dmy") && tied.includes("mdy");
  return { format: isTied ? "dmy" : best.format, isTied };
}

/**
 * Two-digit years are read as 1970 to 2069, unless the years then fall apart into two ends, as those of birth do from 1940 to
 * 1999, or all of them are far ahead.
 */
function withFirstYear({ filled }: Evidence, format: string): string {
  const read = dateReader(format);
  const years = new Set<number>();
  for (const { text } of filled.slice(0, SAMPLE)) {
    const days = read?.(text)?.days;
    if (days === undefined) continue;
    const year = new Date(days * 86_400_000).getUTCFullYear();
    if (!text.includes(String(year))) years.add(year);
  }
  if (years.size === 0 || !/^(?:dmy|mdy|month-year)/.test(format)) return format;
  const [low, high] = [Math.min(...years), Math.max(...years)];
  const ends = [...years].map((year) => year % 100).sort((a, b) => a - b);
  const gaps = ends.map((end, index) => (index === 0 ? end + 100 - ends[ends.length - 1] : end - ends[index - 1]));
  const start = ends[gaps.indexOf(Math.max(...gaps))];
  const span = 100 - Math.max(...gaps);
  return span < high - low || low > LAST_YEAR ? `${format}:${1900 + start}` : format;
}

const SAMPLE = 2000;
/** No table has only dates from later on. */
const LAST_YEAR = 2050;

/**
 * Where day first and month first read equally many, the smoother order down the rows decides, then what other columns of the
 * table need, then the habit of the separator.
 */
function chooseFirst(evidence: Evidence, tableOrder: "dmy" | "mdy" | undefined): DateChoice | undefined {
  const ranked = [...evidence.dates].sort((a, b) => b[1].readable - a[1].readable);
  if (ranked.length === 0) return undefined;
  const [format, { readable }] = ranked[0];
  const isTied = evidence.dates.get("dmy")?.readable === readable && evidence.dates.get("mdy")?.readable === readable;
  if (!isTied || (format !== "dmy" && format !== "mdy")) return { format };
  const first = evidence.summary.texts.find(({ text }) => parseDate(text, "dmy") !== undefined)?.text ?? "";
  if (/[a-z]{3}/i.test(first)) return { format: /^\D*\d/.test(first) ? "dmy" : "mdy" };
  const jumps = { dmy: roughness(evidence.summary, "dmy"), mdy: roughness(evidence.summary, "mdy") };
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

/** Sum of the steps from row to row, in days, over the first rows; NaN where fewer than 8 dates say too little. */
function roughness({ texts, firstRows }: ColumnSummary, format: DateFormat): number {
  let sum = 0;
  let count = 0;
  let previous: number | undefined;
  for (const place of firstRows.texts) {
    const days = place < 0 ? undefined : parseDate(texts[place].text, format)?.days;
    if (days === undefined) continue;
    if (previous !== undefined) sum += Math.abs(days - previous);
    previous = days;
    count++;
  }
  return count < 8 ? Number.NaN : sum;
}
