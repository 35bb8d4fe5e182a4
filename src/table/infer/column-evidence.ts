import { type DateFormat, parseDate } from "../cells/parse-date.ts";
import { isDigitCode, numberUnderComma, parseNumber } from "../cells/parse-number.ts";
import type { DecimalMark } from "../types.ts";
import { type ColumnView, countDistinct } from "./column-view.ts";
import { isMarker, isSuspiciousWord, isWord } from "./missing-markers.ts";

/** How well the cells of a column read as one type. Cells are counted, not distinct texts. */
export interface Reading {
  readonly readable: number;
  /** Unreadable words: they may be markers. */
  readonly words: readonly string[];
  readonly nWords: number;
  /** Unreadable texts that are no words. */
  readonly nOdd: number;
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
  // A column of "+" and "-" holds two values, not one and a marker.
  const areSigns = view.texts.some(({ text }) => text === "+");
  const stands = (text: string): boolean => isMarker(text) && !(areSigns && text === "-");
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

type Counts = readonly { readonly text: string; readonly count: number }[];

function readNumbers(view: ColumnView, filled: Counts, mark: DecimalMark): Reading {
  let canonical = view.sortedNumbers.length;
  // Only a column with a comma somewhere can be meant to have decimal commas.
  if (mark === "," && !filled.some(({ text }) => text.includes(","))) return nothing(view, filled);
  if (mark === ",") for (const value of view.sortedNumbers) if (Number.isNaN(numberUnderComma(value))) canonical--;
  const odd = view.sortedNumbers.length - canonical;
  const reading = read(filled, (text) => !Number.isNaN(parseNumber(text, mark)));
  return { ...reading, readable: reading.readable + canonical, nOdd: reading.nOdd + odd };
}

function nothing(view: ColumnView, filled: Counts): Reading {
  const nTexts = filled.reduce((sum, { count }) => sum + count, 0);
  return { readable: 0, words: [], nWords: 0, nOdd: view.sortedNumbers.length + nTexts };
}

function read(filled: Counts, isReadable: (text: string) => boolean): Reading {
  const words: string[] = [];
  let readable = 0;
  let nWords = 0;
  let nOdd = 0;
  for (const { text, count } of filled) {
    if (isReadable(text)) {
      readable += count;
    } else if (isWord(text)) {
      words.push(text);
      nWords += count;
    } else {
      nOdd += count;
    }
  }
  return { readable, words, nWords, nOdd };
}

function readDates(view: ColumnView, filled: Counts): Map<DateFormat, Reading> {
  const readings = new Map<DateFormat, Reading>();
  const sampled = filled.slice(0, DATE_SAMPLE);
  const dated = sampled.filter(({ text }) => /\d/.test(text) && text.length >= 6 && text.length <= 45);
  const nDistinct = sampled.filter(({ text }) => !isWord(text)).length;
  if (dated.length > 0 && dated.length >= nDistinct * 0.5) {
    const scale = total(filled) / total(sampled);
    for (const format of WRITTEN) {
      const reading = read(sampled, (text) => parseDate(text, format) !== undefined);
      const nOdd = Math.round(reading.nOdd * scale) + view.sortedNumbers.length;
      if (reading.readable > 0) {
        readings.set(format, { ...reading, readable: Math.round(reading.readable * scale), nOdd });
      }
    }
  }
  const numeric = numericDate(view);
  if (numeric !== undefined) {
    readings.set(numeric, { ...read(filled, () => false), readable: view.sortedNumbers.length });
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
  if (areAllSuspicious && share >= 0.3 && reading.nOdd <= reading.readable * 0.05) return true;
  return (share >= 0.7 && reading.words.length <= 10) || share >= 0.95;
}
