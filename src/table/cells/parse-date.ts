/** Dates as people write them. No time zone of the machine is ever used. */

export type DateFormat = "iso" | "dmy" | "mdy" | "ymd" | "epoch-s" | "epoch-ms";

export const DATE_FORMATS: readonly DateFormat[] = ["iso", "ymd", "dmy", "mdy", "epoch-s", "epoch-ms"];

export interface Moment {
  /** Days since 1970-01-01 UTC, the time of day as a fraction; a written offset from UTC is applied here only. */
  readonly days: number;
  /** 1 … 12, as written. */
  readonly month: number;
  /** 1 = Monday … 7 = Sunday, as written. */
  readonly weekday: number;
  /** Hours since midnight with fraction, as written. */
  readonly hour: number;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
/** Groups: hours, minutes, seconds, fraction, a or p, zone. */
export const CLOCK =
  "(?:[T\\s,]\\s*(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*([ap])?(?:\\.?m\\.?)?\\s*(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?(?:\\[[A-Za-z_/+-]{1,40}\\])?)?";
const WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\\s+)?";
const PATTERNS = {
  iso: new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${CLOCK}$`, "i"),
  ymd: new RegExp(`^(?:(\\d{4})([-/. ])(\\d{1,2}|${MONTH})\\2(\\d{1,2})|(\\d{4})(\\d{2})(\\d{2}))${CLOCK}$`, "i"),
  dmy: new RegExp(
    `^${WEEKDAY}(\\d{1,2})(?:st|nd|rd|th)?\\s*[-/. ]\\s*(\\d{1,2}|(?:${MONTH})\\.?),?\\s*[-/. ]\\s*(\\d{4}|\\d{2})${CLOCK}$`,
    "i",
  ),
  mdy: new RegExp(
    `^${WEEKDAY}(\\d{1,2}|(?:${MONTH})\\.?)\\s*[-/. ]\\s*(\\d{1,2})(?:st|nd|rd|th)?,?\\s*[-/. ]\\s*(\\d{4}|\\d{2})${CLOCK}$`,
    "i",
  ),
} as const;

/** 9999-12-31 stands for "no end", and is no day. */
const LAST_YEAR = 2900;
const MS_PER_DAY = 86_400_000;

/** No date is longer, and a pattern with several places for white space takes long over a long cell. */
const LONGEST = 200;

const COMPACT_CLOCK = /^(\d{8})T(\d{2})(\d{2})(\d{2})?(?!\d)/i;
/** Of logs of web servers. */
const LOG_CLOCK = /^(\d{2}\/[a-z]{3}\/\d{4}):(?=\d)/i;
const EAST_ASIAN = /^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/;

/** "20160204T1000", "04/Feb/2016:10:00" and dates with the East Asian words for year, month and day, as they are written elsewhere. */
function withMarks(text: string): string {
  // Most texts are neither, and are told so by a look at one character.
  if (text[8] === "T" || text[8] === "t") {
    return text.replace(
      COMPACT_CLOCK,
      (_, day, hours, minutes, seconds = "00") => `${day}T${hours}:${minutes}:${seconds}`,
    );
  }
  if (text[11] === ":") return text.replace(LOG_CLOCK, "$1 ");
  const isAscii = text.charCodeAt(text[4] === " " ? 5 : 4) < 128;
  return isAscii ? text : text.replace(EAST_ASIAN, "$1-$2-$3");
}

/**
 * @param firstYear of the hundred that two digits can mean.
 * @returns undefined where the text is no date of this format.
 */
export function parseDate(text: string, format: DateFormat, firstYear = 1970): Moment | undefined {
  if (text.length > LONGEST) return undefined;
  const trimmed = withMarks(text.trim());
  if (format === "epoch-s" || format === "epoch-ms") {
    if (!/^-?\d{1,16}(?:\.\d+)?$/.test(trimmed)) return undefined;
    return momentOf(Number(trimmed) * (format === "epoch-s" ? 1000 : 1), 0);
  }
  const match = PATTERNS[format].exec(trimmed);
  if (match === null) return undefined;
  switch (format) {
    case "iso":
      return momentOfParts({ year: match[1], month: monthOf(match[2]), day: match[3] }, match.slice(4), firstYear);
    case "ymd":
      return momentOfParts(
        { year: match[1] ?? match[5], month: monthOf(match[3] ?? match[6]), day: match[4] ?? match[7] },
        match.slice(8),
        firstYear,
      );
    case "dmy":
      return momentOfParts({ year: match[3], month: monthOf(match[2]), day: match[1] }, match.slice(4), firstYear);
    case "mdy":
      return momentOfParts({ year: match[3], month: monthOf(match[1]), day: match[2] }, match.slice(4), firstYear);
    default:
      return format satisfies never;
  }
}

function monthOf(text: string): number {
  return /^\d/.test(text) ? Number(text) : MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
}

interface DateParts {
  /** Two or four digits. */
  readonly year: string;
  readonly month: number;
  readonly day: string;
}

/** @param clock hours, minutes, seconds, fraction, a or p, zone; whatever is absent is zero. */
export function momentOfParts(
  date: DateParts,
  clock: readonly (string | undefined)[],
  firstYear: number,
): Moment | undefined {
  const digits = Number(date.year);
  const year = date.year.length === 2 ? firstYear + ((digits - (firstYear % 100) + 100) % 100) : digits;
  const { month } = date;
  const day = Number(date.day);
  if (year < 1000 || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return undefined;
  const midnight = Date.UTC(year, month - 1, day);
  if (new Date(midnight).getUTCDate() !== day) return undefined;
  const milliseconds = clockMilliseconds(clock);
  if (milliseconds === undefined) return undefined;
  return momentOf(midnight + milliseconds, zoneMilliseconds(clock[5]));
}

function clockMilliseconds([hours, minutes, seconds, fraction, half]: readonly (string | undefined)[]):
  | number
  | undefined {
  if (hours === undefined) return 0;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  if (hour > 24 || Number(minutes) > 59 || Number(seconds ?? 0) > 60) return undefined;
  return (
    hour * 3_600_000 + Number(minutes) * 60_000 + Number(seconds ?? 0) * 1000 + Number(`0.${fraction ?? 0}`) * 1000
  );
}

function zoneMilliseconds(zone: string | undefined): number {
  if (zone === undefined || /^[a-z]/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + (zone.length > 3 ? Number(zone.slice(-2)) : 0);
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** @param wallClockMs milliseconds since 1970 as written. @param zoneMs how far the writer's clock is ahead of UTC. */
function momentOf(wallClockMs: number, zoneMs: number): Moment {
  const date = new Date(wallClockMs);
  const dayStart = Math.floor(wallClockMs / MS_PER_DAY) * MS_PER_DAY;
  return {
    days: (wallClockMs - zoneMs) / MS_PER_DAY,
    month: date.getUTCMonth() + 1,
    weekday: ((date.getUTCDay() + 6) % 7) + 1,
    hour: (wallClockMs - dayStart) / 3_600_000,
  };
}

/** Whether the text is a date of any written format. */
export function isDateText(text: string): boolean {
  if (text.length < 6 || text.length > 40 || !/\d/.test(text) || /^\d+$/.test(text) || /^\d+\.\d+$/.test(text))
    return false;
  return (["iso", "ymd", "dmy", "mdy"] as const).some((format) => parseDate(text, format) !== undefined);
}
