/**
 * Numbers as people read them, by one rule wherever they stand: counts, shares, sizes, times. They are written as the language
 * that is spoken writes them, and what is copied reads as it is shown.
 */
import { defineTexts } from "./define-texts.ts";
import { spoken } from "./language.ts";

interface Duration {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

export const numberText = defineTexts("number", {
  under: ({ bound }: { readonly bound: string }) => `under ${bound}`,
  over: ({ bound }: { readonly bound: string }) => `over ${bound}`,
  unknown: "unknown",
  duration: ({ hours, minutes, seconds }: Duration) => {
    if (hours > 0) return `${hours} h ${minutes} min`;
    if (minutes === 0) return `${seconds} s`;
    return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`;
  },
  bytes: ({ count }: { readonly count: number }) => `${formatCount(count)} ${count === 1 ? "byte" : "bytes"}`,
});

const formats = new Map<string, Intl.NumberFormat>();

/** @param key names the options: formats are made once each, and asked for often */
function formatOf(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const { tag } = spoken();
  const known = formats.get(`${tag} ${key}`);
  if (known) return known;
  const made = new Intl.NumberFormat(tag, options);
  formats.set(`${tag} ${key}`, made);
  return made;
}

/** With the minus sign of print, where code writes a hyphen. */
const withMinus = (text: string): string => text.replace(/-/g, "−");

const marks = new Map<string, string>();

/** A number as code writes it, with the minus sign of print and the decimal mark of the language. */
function withMark(text: string): string {
  const { tag } = spoken();
  let mark = marks.get(tag);
  if (mark === undefined) {
    mark = new Intl.NumberFormat(tag).formatToParts(0.5).find(({ type }) => type === "decimal")?.value ?? ".";
    marks.set(tag, mark);
  }
  const signed = withMinus(text);
  return mark === "." ? signed : signed.replace(".", mark);
}

/** So many digits after the mark: "0.120". */
export function formatFixed(value: number, digits: number): string {
  return withMark(value.toFixed(digits));
}

/** "12,345" */
export function formatCount(count: number): string {
  return withMinus(formatOf("count", {}).format(count));
}

/** Four digits that matter: "0.1234", "1,234", "1.23E−7"; "–" for no number. */
export function formatNumber(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) {
    return withMinus(formatOf("tiny", { notation: "scientific", maximumSignificantDigits: 3 }).format(value));
  }
  if (size >= 1e4) return formatCount(Math.round(value));
  return withMinus(formatOf("short", { maximumSignificantDigits: 4, useGrouping: true }).format(value));
}

/** What rounds to it would read as nothing at all. */
const LEAST_SCORE = 0.0005;

/** A loss or another score: three decimals below ten, so that columns of them align: "0.120", "4,322". */
export function formatScore(value: number | undefined): string {
  const size = Math.abs(value ?? Number.NaN);
  const isPlain = size === 0 || (size >= LEAST_SCORE && size < 10);
  return value !== undefined && isPlain ? formatFixed(value, 3) : formatNumber(value);
}

/** "12.5 kg"; the number alone where there is no unit. */
export function withUnit(number: string, unit: string): string {
  return unit === "" ? number : `${number} ${unit}`;
}

/** A share as per cent with `digits` after the point; what is neither 0 nor 1 is never said to be. */
export function percent(share: number, digits = 0): string {
  const rounded = asRead(share, digits);
  const least = 10 ** -digits;
  if (rounded === 0 && share > 0) return numberText("under", { bound: `${formatFixed(least, digits)} %` });
  if (rounded === 100 && share < 1) return numberText("over", { bound: `${formatFixed(100 - least, digits)} %` });
  return `${formatFixed(rounded, digits)} %`;
}

/**
 * The per cent of a share as `percent` shows them. Words that stand beside a number are decided on the number as it is read,
 * so that no two shares that read the same are called differently.
 */
export function asRead(share: number, digits = 0): number {
  return Number((100 * share).toFixed(digits));
}

/** 0…1 as "12.3 %", "under 0.1 %", "over 99.9 %". */
export function formatPercent(share: number, digits = 1): string {
  return Number.isFinite(share) ? percent(share, digits) : "–";
}

/** 0…1 in two decimals, as the heat map has room for; what is neither 0 nor 1 is never said to be. */
export function formatShare(share: number): string {
  const text = share.toFixed(2);
  if (text === "0.00" && share > 0) return withMark("<0.01");
  if (text === "1.00" && share < 1) return withMark(">0.99");
  return Number.isFinite(share) ? withMark(text) : formatNumber(share);
}

/** A part of a whole as "0 %", "under 0.1 %", "12.3 %", "100 %". */
export function formatPart(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "0 %";
  return part === whole ? "100 %" : formatPercent(part / whole);
}

/** "8 s", "2 min 5 s", "1 h 4 min" */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return numberText("unknown");
  const whole = Math.max(0, Math.round(seconds));
  return numberText("duration", {
    hours: Math.floor(whole / 3600),
    minutes: Math.floor((whole % 3600) / 60),
    seconds: whole % 60,
  });
}

/** What something took: as `formatDuration`, with tenths where whole seconds say too little. */
export function formatTaken(seconds: number): string {
  if (seconds < 0.05) return numberText("under", { bound: withMark("0.1 s") });
  return seconds < 9.95 ? `${formatFixed(seconds, 1)} s` : formatDuration(seconds);
}

export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return numberText("bytes", { count: sizeBytes });
  if (sizeBytes < 1e6) return `${formatNumber(Number((sizeBytes / 1e3).toPrecision(3)))} kB`;
  if (sizeBytes < 1e9) return `${formatNumber(Number((sizeBytes / 1e6).toPrecision(3)))} MB`;
  return `${formatNumber(Number((sizeBytes / 1e9).toPrecision(3)))} GB`;
}

/** A day count since 1970-01-01 as "2012-03-04". */
export function formatDay(days: number): string {
  const date = new Date(days * 86_400_000);
  return Number.isNaN(date.getTime()) ? "–" : date.toISOString().slice(0, 10);
}

/** Three significant digits: "0.120", "−12.0"; whole from 100 on. */
export function formatDifference(value: number): string {
  return formatAlike([value])[0];
}

/** So many decimals more than the largest of several numbers needs, so that the least of them is not told as zero. */
const MOST_FINER = 3;

/**
 * Numbers that are told together, such as a difference and the ends of its interval, with as many decimals each: three
 * digits of the largest matter, and none but zero reads as zero: "0.100", "0.003", "0.246".
 *
 * @param usual decimals, where something else than the largest decides.
 */
export function formatAlike(values: readonly number[], usual?: number): readonly string[] {
  const sizes = values.map(Math.abs).filter((size) => Number.isFinite(size) && size > 0);
  if (sizes.length === 0) return values.map(formatNumber);
  const fewest = usual ?? decimalsOf(Math.max(...sizes), 3);
  const digits = Math.max(fewest, Math.min(decimalsOf(Math.min(...sizes), 1), fewest + MOST_FINER));
  return values.map((value) => {
    const text = Number.isFinite(value) ? decimals(Math.abs(value), digits) : formatNumber(Math.abs(value));
    return value < 0 && /[1-9∞]/.test(text) ? `−${text}` : text;
  });
}

/** Changes that stand below each other, with as many decimals each: three digits of the largest matter. What rounds to zero has no sign. */
export function formatChanges(changes: readonly number[]): readonly string[] {
  const digits = decimalsOf(Math.max(0, ...changes.map(Math.abs)), 3);
  return changes.map((change) => {
    const size = decimals(Math.abs(change), digits);
    return /[1-9]/.test(size) ? `${change > 0 ? "+" : "−"}${size}` : size;
  });
}

/** How many decimals a size has that is rounded to so many significant digits. */
function decimalsOf(size: number, digits: number): number {
  const [, exponent] = size.toExponential(digits - 1).split("e");
  return Math.min(Math.max(digits - 1 - Number(exponent), 0), 12);
}

function decimals(size: number, count: number): string {
  return formatOf(`decimals ${count}`, { minimumFractionDigits: count, maximumFractionDigits: count }).format(size);
}

/** What is smaller is noise of arithmetic. */
const LEAST_DIFFERENCE = 1e-6;

/** Whether a difference beside its standard error is none at all, or noise of arithmetic. */
export function noDifference(difference: number, standardError: number): "exactly" | "nearly" | undefined {
  if (difference === 0 && standardError === 0) return "exactly";
  return Math.abs(difference) + standardError < LEAST_DIFFERENCE ? "nearly" : undefined;
}

/** A size with the decimals of an error that it is told with, of which two digits matter: "0.658" beside 0.093, "1.20" beside 0.25. */
export function formatBesideError(value: number, error: number): string {
  const count = error > 0 ? Math.min(Math.max(1 - Math.floor(Math.log10(error)), 0), 9) : 3;
  return decimals(Math.abs(value), count);
}

/** The same with its sign, which nothing that rounds to zero has: "−0.66", "0.000". */
export function formatSignedBesideError(value: number, error: number): string {
  const size = formatBesideError(value, error);
  return value < 0 && /[1-9]/.test(size) ? `−${size}` : size;
}

/** Two significant digits with a sign: "+0.53", "−1.2". */
export function formatSigned(value: number): string {
  return `${value >= 0 ? "+" : "−"}${withMark(Math.abs(value).toPrecision(2))}`;
}

/** An error of arithmetic: "1.2e-7". */
export function formatTinyError(error: number): string {
  return withMark(error.toExponential(1));
}

/** Milliseconds that a step takes: "0.18". */
export function formatMilliseconds(ms: number): string {
  return formatFixed(ms, 2);
}
