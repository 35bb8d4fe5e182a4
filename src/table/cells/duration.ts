/** Lengths of time as people write them: clocks, numbers with units, ISO 8601. */
import type { DurationFormat } from "../types.ts";

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];
/** Of the Gregorian calendar. */
const YEAR = 365.2425 * DAY;

const UNITS: readonly (readonly [seconds: number, words: string])[] = [
  [0.001, "ms msec msecs millisecond milliseconds"],
  [1, "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos"],
  [MINUTE, "m min mins minute minutes minuten minuto minutos minuti"],
  [HOUR, "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore"],
  [DAY, "d day days tag tage tagen jour jours día días dia dias giorno giorni"],
  [7 * DAY, "w wk wks week weeks woche wochen semaine semaines semana semanas"],
  [YEAR / 12, "mo mos month months mon monat monate mois mes meses mese mesi"],
  [YEAR, "y yr yrs year years jahr jahre jahren an ans année années año años anno anni"],
];
const SECONDS = new Map(UNITS.flatMap(([seconds, words]) => words.split(" ").map((word) => [word, seconds] as const)));

const LONGEST = 60;
const CLOCK = /^(-)?(?:(\d{1,5})(?:\s*(?:d|days?)\.?,?\s+|\.))?(\d{1,5}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?$/i;
const SHORT_CLOCK = /^(-)?(\d{1,5}):(\d{2})[.,](\d{1,9})$/;
const TOKEN = /(\d+(?:[.,]\d+)?)\s*(\p{L}+)\.?/gu;
const ISO =
  /^([+-])?P(?=.)(?:(\d+(?:[.,]\d+)?)Y)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?=\d)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

/** What "3:45" means. */
export type ShortClock = DurationFormat["short"];

export interface Duration {
  readonly seconds: number;
  readonly kind: "clock" | "short clock" | "units" | "iso";
  /** "units": seconds of each that the text names, in its order. */
  readonly units: readonly number[];
  /** Clocks: hours beyond a day, days before it, or minutes and seconds with a fraction: no time of day. */
  readonly isLong: boolean;
}

const numberOf = (text: string): number => Number(text.replace(",", "."));

/** @returns undefined where the text is no length of time. */
export function readDuration(text: string, short: ShortClock): Duration | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST || !/\d/.test(trimmed)) return undefined;
  return readClock(trimmed, short) ?? readIso(trimmed) ?? readUnits(trimmed);
}

function readClock(text: string, short: ShortClock): Duration | undefined {
  const fraction = SHORT_CLOCK.exec(text);
  if (fraction) {
    const [, sign, minutes, seconds, part] = fraction;
    if (Number(seconds) >= 60) return undefined;
    return clock({ sign, seconds: Number(minutes) * MINUTE + Number(`${seconds}.${part}`), isLong: true });
  }
  const match = CLOCK.exec(text);
  if (match === null) return undefined;
  const [, sign, days, first, second, third, part] = match;
  if (Number(second) >= 60 || Number(third ?? 0) >= 60) return undefined;
  if (days !== undefined && Number(first) >= 24) return undefined;
  const isShort = third === undefined && days === undefined;
  const isMinutes = isShort && short === "minutes and seconds";
  const seconds = isMinutes
    ? Number(first) * MINUTE + Number(second)
    : Number(days ?? 0) * DAY + Number(first) * HOUR + Number(second) * MINUTE + Number(`${third ?? 0}.${part ?? 0}`);
  const isLong = days !== undefined || Number(first) > 24;
  return { ...clock({ sign, seconds, isLong }), kind: isShort ? "short clock" : "clock" };
}

function clock({ sign, seconds, isLong }: { sign: string | undefined; seconds: number; isLong: boolean }): Duration {
  return { seconds: sign === "-" ? -seconds : seconds, kind: "clock", units: [], isLong };
}

function readIso(text: string): Duration | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, sign, ...parts] = match;
  const scales = [YEAR, YEAR / 12, 7 * DAY, DAY, HOUR, MINUTE, 1];
  const seconds = scales.reduce((sum, scale, index) => sum + numberOf(parts[index] ?? "0") * scale, 0);
  return { seconds: sign === "-" ? -seconds : seconds, kind: "iso", units: [], isLong: false };
}

/** "1h 20m", "2 days, 3 hours and 5 minutes": units that get smaller, none twice. */
function readUnits(text: string): Duration | undefined {
  const isNegative = text.startsWith("-");
  const tokens = [...text.matchAll(TOKEN)];
  const rest = text.replace(TOKEN, "").replace(/\b(?:and|und|et|y|e)\b/gi, "");
  if (tokens.length === 0 || !/^-?[\s,]*$/.test(rest)) return undefined;
  let seconds = 0;
  const units: number[] = [];
  for (const [, number, word] of tokens) {
    // A capital M is a size, or millions.
    const unit = SECONDS.get(word.length === 1 ? word : word.toLowerCase());
    if (unit === undefined || unit >= (units.at(-1) ?? Number.POSITIVE_INFINITY)) return undefined;
    seconds += numberOf(number) * unit;
    units.push(unit);
  }
  return { seconds: isNegative ? -seconds : seconds, kind: "units", units, isLong: false };
}

/** Units that numbers are told in: seconds of one, and its sign. */
export const DURATION_UNITS = {
  s: 1,
  min: MINUTE,
  h: HOUR,
  days: DAY,
  months: YEAR / 12,
  years: YEAR,
} as const;
export type DurationUnit = keyof typeof DURATION_UNITS;
