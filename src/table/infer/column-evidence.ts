import { type DateFormat, parseDate } from "../cells/parse-date.ts";
import { isDigitCode, numberUnderComma, parseNumber } from "../cells/parse-number.ts";
import type { DecimalMark } from "../types.ts";
import { type ColumnView, countDistinct, type TextCount } from "./column-view.ts";
import { isMarker, isSuspiciousWord, isValueAmong, isWord } from "./missing-markers.ts";

/** How well the cells of a column read as one type. Cells are counted, not distinct texts. */
export interface Reading {
  readonly readable: number;
  /** Unreadable words: they may be markers. */
  readonly words: readonly string[];
  readonly nWords: number;
  /** Unreadable cells whose texts are no words, and no markers by evidence. */
  readonly nOdd: number;
  /** How many different readable texts there are. */
  readonly nDistinct: number;
  /** Unreadable texts that repeat while what is readable differs: markers, whatever their share. */
  readonly repeated: Counts;
}

export interface Evidence {
  readonly view: ColumnView;
  /** Standard markers that stand in the column, as spelled. */
  readonly markers: readonly string[];
  readonly nMarkers: number;
  /** Cells that are neither empty nor a standard marker. */
  readonly nFilled: number;
  /** Cells such as 00123 that would lose digits as numbers. */
  readonly nDigitCodes: number;
  readonly areIntegers: boolean;
  readonly numbers: Readonly<Record<DecimalMark, Reading>>;
  /** Readable cells per date format, on at most 2,000 distinct texts, scaled to the column. */
  readonly dates: ReadonlyMap<DateFormat, Reading>;
}

const DATE_SAMPLE = 2000;
const WRITTEN = ["iso", "ymd", "dmy", "mdy"] as const;

export function gatherEvidence(view: ColumnView): Evidence {
  const others = view.sortedNumbers.length > 0 ? [] : view.texts.filter(({ text }) => !isMarker(text));
  const otherTexts = others.map(({ text }) => text);
  const stands = (text: string): boolean => isMarker(text) && !isValueAmong(text, otherTexts);
  const markers = view.texts.filter(({ text }) => stands(text));
  const filled = view.texts.filter(({ text }) => !stands(text));
  const nMarkers = markers.reduce((sum, { count }) => sum + count, 0);
  const codes = filled.filter(({ text }) => isDigitCode(text));
  return {
    view,
    markers: markers.map(({ text }) => text),
    nMarkers,
    nFilled: view.nRows - view.nEmpty - nMarkers,
    nDigitCodes: codes.reduce((sum, { count }) => sum + count, 0),
    areIntegers: view.sortedNumbers.every(Number.isInteger),
    numbers: { ".": readNumbers(view, filled, "."), ",": readNumbers(view, filled, ",") },
    dates: readDates(view, filled),
  };
}

type Counts = readonly TextCount[];

function readNumbers(view: ColumnView, filled: Counts, mark: DecimalMark): Reading {
  const { sortedNumbers } = view;
  // Only a column with a comma somewhere can be meant to have decimal commas.
  const canBe = mark === "." || filled.some(({ text }) => text.includes(","));
  const isCanonical = (value: number): boolean => mark === "." || !Number.isNaN(numberUnderComma(value));
  const canonical = canBe ? sortedNumbers.filter(isCanonical) : new Float64Array(0);
  return read(filled, (text) => canBe && !Number.isNaN(parseNumber(text, mark)), {
    readable: canonical.length,
    nDistinct: countDistinct(canonical),
    nOdd: sortedNumbers.length - canonical.length,
  });
}

type Numbers = Pick<Reading, "readable" | "nDistinct" | "nOdd">;
const NO_NUMBERS: Numbers = { readable: 0, nDistinct: 0, nOdd: 0 };

/** @param numbers what is known of the cells that are canonical numbers. */
function read(filled: Counts, isReadable: (text: string) => boolean, numbers: Numbers): Reading {
  const unreadable = filled.filter(({ text }) => !isReadable(text));
  const readable = numbers.readable + total(filled) - total(unreadable);
  const nDistinct = numbers.nDistinct + filled.length - unreadable.length;
  const words = unreadable.filter(({ text }) => isWord(text));
  const odd = unreadable.filter(({ text }) => !isWord(text));
  const repeated = numbers.nOdd > 0 ? [] : markersAmong(unreadable, nDistinct);
  const nOdd = numbers.nOdd + total(odd.filter((each) => !repeated.includes(each)));
  return { readable, nDistinct, words: words.map(({ text }) => text), nWords: total(words), nOdd, repeated };
}

const FEW = 3;
const MANY = 10;

/**
 * The unreadable texts of a column, where they are a few that repeat among many readable ones that differ. One of them may
 * hold digits, as 1.#QNAN does.
 */
function markersAmong(unreadable: Counts, nDistinct: number): Counts {
  const repeated = unreadable.filter(({ count }) => count >= 2);
  const withDigits = repeated.filter(({ text }) => !isWord(text));
  const areFew = repeated.length <= FEW && withDigits.length <= 1 && nDistinct >= Math.max(MANY, 5 * repeated.length);
  const singles = unreadable.length - repeated.length;
  return areFew && singles <= nDistinct * 0.05 ? repeated : [];
}

function readDates(view: ColumnView, filled: Counts): Map<DateFormat, Reading> {
  const readings = new Map<DateFormat, Reading>();
  const sampled = filled.slice(0, DATE_SAMPLE);
  const dated = sampled.filter(({ text }) => /\d/.test(text) && text.length >= 6 && text.length <= 45);
  const nDistinct = sampled.filter(({ text }) => !isWord(text)).length;
  if (dated.length > 0 && dated.length >= nDistinct * 0.5) {
    const scale = total(filled) / total(sampled);
    for (const format of WRITTEN) {
      const reading = read(sampled, (text) => parseDate(text, format) !== undefined, NO_NUMBERS);
      const nOdd = Math.round(reading.nOdd * scale) + view.sortedNumbers.length;
      if (reading.readable > 0) {
        readings.set(format, { ...reading, readable: Math.round(reading.readable * scale), nOdd });
      }
    }
  }
  const numeric = numericDate(view);
  if (numeric !== undefined) {
    const [readable, nDistinct] = [view.sortedNumbers.length, countDistinct(view.sortedNumbers)];
    readings.set(
      numeric,
      read(filled, () => false, { readable, nDistinct, nOdd: 0 }),
    );
  }
  return readings;
}

function total(counts: Counts): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

const DATE_NAME = /(?:^|[^a-z])(?:date|day|dt|time|timestamp|ts|datetime|created|updated|epoch)(?:$|[^a-z])/i;

/** "20240131" and seconds or milliseconds since 1970, where all values and the column's name or their number say so. */
function numericDate(view: ColumnView): DateFormat | undefined {
  const { sortedNumbers: sorted } = view;
  const n = sorted.length;
  if (n === 0 || !Number.isInteger(sorted[0]) || !Number.isInteger(sorted[n - 1])) return undefined;
  const isNamed = DATE_NAME.test(splitCamelCase(view.name));
  const isYmd = sorted[0] >= 19000101 && sorted[n - 1] <= 21001231 && (isNamed || n >= 20);
  if (isYmd && sorted.every((value) => parseDate(String(value), "ymd") !== undefined)) return "ymd";
  if (!isNamed || countDistinct(sorted) < 2) return undefined;
  if (sorted[0] >= 3e8 && sorted[n - 1] < 4.2e9) return "epoch-s";
  return sorted[0] >= 3e11 && sorted[n - 1] < 4.2e12 ? "epoch-ms" : undefined;
}

/** "passengerId" → "passenger Id", so that word boundaries can be looked for. */
export function splitCamelCase(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ");
}

/** Whether a reading explains a column: mostly readable, the rest a few words that can be markers. */
export function explains(reading: Reading, nFilled: number): boolean {
  if (reading.readable === 0 || nFilled === 0) return false;
  const areAllSuspicious = reading.words.every(isSuspiciousWord);
  const share = reading.readable / nFilled;
  if (reading.nOdd > nFilled * 0.05) return false;
  if (reading.repeated.length > 0) return true;
  if (areAllSuspicious && share >= 0.3 && reading.nOdd <= reading.readable * 0.05) return true;
  return (share >= 0.7 && reading.words.length <= 10) || share >= 0.95;
}
