/** Whether a column tells lengths of time, and in which unit its numbers are told. */
import { DURATION_UNITS, type Duration, type DurationUnit, readDuration, type ShortClock } from "../cells/duration.ts";
import type { ColumnSummary, TextCount } from "../column-summary.ts";
import type { DurationFormat } from "../types.ts";
import { splitCamelCase } from "./column-names.ts";
import { isWord } from "./missing-markers.ts";

export interface DurationChoice {
  readonly format: DurationFormat;
  readonly unit: DurationUnit;
  /** Some cells are clocks of two parts. */
  readonly hasShortClocks: boolean;
}

const SAMPLE = 2000;
/** Of the texts that are no words, at least so many are lengths of time. */
const SHARE = 0.9;

/** A clock under such a name tells a length of time, not a time of day. */
const LENGTH_NAME =
  /\b(?:durations?|elapsed|run ?times?|lengths?|laps?|pace|uptime|downtime|play ?time|travel ?time|wait(?:ing)? ?time|interval|delay|finish|splits?|dauer|dur[ée]e|duraci[oó]n|durata)\b/i;
const HOURS_NAME = /\b(?:hours?|hrs?|worked|shifts?|flights?|stunden)\b/i;

/** @param filled texts that are no canonical numbers and no markers. */
export function chooseDuration(
  { name, numbers }: ColumnSummary,
  filled: readonly TextCount[],
): DurationChoice | undefined {
  const sample = filled.slice(0, SAMPLE).filter(({ text }) => !isWord(text));
  const nZero = numbers.values.length === 1 && numbers.values[0] === 0 ? numbers.nCells : 0;
  if (sample.length === 0 || numbers.nCells > nZero) return undefined;
  const plain = splitCamelCase(name);
  const short = shortClockOf(plain, sample);
  const read = sample.map(({ text }) => readDuration(text, short)).filter((each) => each !== undefined);
  if (read.length < sample.length * SHARE || !showsDuration(read, plain)) return undefined;
  const unit = unitOf(read);
  const hasShortClocks = read.some(({ kind }) => kind === "short clock");
  return { format: { unitSeconds: DURATION_UNITS[unit], short }, unit, hasShortClocks };
}

/** "45:10" beside "1:23:45" is minutes and seconds, and so it is alone, unless the name speaks of hours. */
function shortClockOf(name: string, sample: readonly TextCount[]): ShortClock {
  const hasLong = sample.some(({ text }) => readDuration(text, "hours and minutes")?.kind === "clock");
  return !hasLong && HOURS_NAME.test(name) ? "hours and minutes" : "minutes and seconds";
}

/** Clocks may be times of day, and numbers with one unit, or with one letter, are quantities of another kind. */
function showsDuration(read: readonly Duration[], name: string): boolean {
  const clocks = read.filter(({ kind }) => kind === "clock" || kind === "short clock");
  const written = read.filter(({ kind }) => kind === "units");
  const units = new Set(written.flatMap((each) => each.units));
  const isTold = written.length === 0 || units.size > 1;
  const isClock = clocks.length === 0 || clocks.some(({ isLong }) => isLong) || LENGTH_NAME.test(name);
  return isTold && isClock;
}

/** The unit in which the middle one is a number that people would say. */
function unitOf(read: readonly Duration[]): DurationUnit {
  const sizes = read.map(({ seconds }) => Math.abs(seconds)).sort((a, b) => a - b);
  const typical = sizes[sizes.length >> 1];
  if (typical < 120) return "s";
  if (typical < 2 * DURATION_UNITS.h) return "min";
  if (typical < 2 * DURATION_UNITS.days) return "h";
  if (typical < 2 * DURATION_UNITS.months) return "days";
  return typical < 2 * DURATION_UNITS.years ? "months" : "years";
}
