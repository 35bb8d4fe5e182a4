import { remember } from "../../base/remember.ts";
import { dateReader, isSurelyNoDate, type SingleFormat, WORD_FORMATS } from "../cells/date-format.ts";
import { parseDate } from "../cells/parse-date.ts";
import { isDigitCode } from "../cells/parse-number.ts";
import type { ColumnSummary, CountedNumbers, NumberSummary, TextCount } from "../column-summary.ts";
import { splitCamelCase } from "./column-names.ts";
import { type MarkVotes, votesOfPoints } from "./decimal-mark.ts";
import { isMarker, isValueAmong, isWord } from "./missing-markers.ts";
import { gatherNumbers, type NumberEvidence } from "./number-evidence.ts";
import { type Reading, readTexts, total } from "./readings.ts";

export interface Evidence {
  readonly summary: ColumnSummary;
  /** Standard markers that stand in the column, as spelled. */
  readonly markers: readonly string[];
  readonly nMarkers: number;
  /** Cells that are neither empty nor a standard marker. */
  readonly nFilled: number;
  /** Cells such as 00123 that would lose digits as numbers. */
  readonly nDigitCodes: number;
  readonly areIntegers: boolean;
  /** Texts that are neither canonical numbers nor standard markers, the most frequent first. */
  readonly filled: readonly TextCount[];
  /** What numbers there are among them, and how they are written. */
  readonly written: NumberEvidence;
  /** By date format. */
  readonly dates: ReadonlyMap<SingleFormat, Reading>;
  /** Numbers with zeros at their end are among the canonical ones. */
  readonly areZerosIgnored: boolean;
}

const DATE_SAMPLE = 2000;
const WRITTEN = ["iso", "ymd", "dmy", "mdy", ...WORD_FORMATS] as const;

const evidenceOf = remember<ColumnSummary, Evidence>(2);

/** @param missing texts that a person calls missing in this column, beside those that always are. */
export function gatherEvidence(summary: ColumnSummary, missing: readonly string[] = []): Evidence {
  return evidenceOf(summary, JSON.stringify(missing), () => gather(summary, missing));
}

function gather(summary: ColumnSummary, missing: readonly string[], votes?: MarkVotes): Evidence {
  const { texts, numbers } = summary;
  const given = new Set(missing.map((marker) => marker.trim().toLowerCase()));
  const known = new Set(texts.filter(({ text }) => isMarker(text)));
  const others = known.size === 0 || numbers.nCells > 0 ? [] : texts.filter((each) => !known.has(each));
  const otherTexts = others.map(({ text }) => text);
  const isMissing = (each: TextCount): boolean =>
    (given.size > 0 && given.has(each.text.toLowerCase())) || (known.has(each) && !isValueAmong(each.text, otherTexts));
  const markers = texts.filter(isMissing);
  const stands = new Set(markers);
  const filled = markers.length === 0 ? texts : texts.filter((each) => !stands.has(each));
  const nMarkers = markers.reduce((sum, { count }) => sum + count, 0);
  const codes = filled.filter(({ text }) => isDigitCode(text));
  return {
    summary,
    markers: markers.map(({ text }) => text),
    nMarkers,
    nFilled: summary.nRows - summary.nEmpty - nMarkers,
    nDigitCodes: codes.reduce((sum, { count }) => sum + count, 0),
    areIntegers: numbers.values.every(Number.isInteger),
    filled,
    written: gatherNumbers(summary, filled, votes),
    dates: readDates(summary, filled),
    areZerosIgnored: false,
  };
}

/** Names of versions, of which 1.10 is another than 1.1. */
const VERSION_NAME = /\b(?:version|ver|release|firmware)$/i;
/** Of the numbers, at least so many have decimals without a zero at their end. */
const DECIMALS_SHARE = 0.1;
const MOST_WORDS = 100;
const NEGATIVE_ZERO = /^-0(?:\.0+)?$/;

/**
 * The evidence of a column of decimals in which those with zeros at their end (0.730) need not be looked at one by one: others show
 * that the point is decimal, and no text has a digit (but for -0.0).
 *
 * @returns undefined of any other column, and of one without such zeros.
 */
export function decimalEvidence(summary: NumberSummary): Evidence | undefined {
  const { name, texts, nZeros, points } = summary;
  const words = splitCamelCase(name);
  if (nZeros === 0 || DATE_NAME.test(words) || VERSION_NAME.test(words)) return undefined;
  if (texts.length > MOST_WORDS || texts.some(({ text }) => /\d/.test(text) && !NEGATIVE_ZERO.test(text)))
    return undefined;
  if (points.nClear === 0 || points.decimalsShare < DECIMALS_SHARE) return undefined;
  return evidenceOf(summary, "zeros", () => ({ ...gather(summary, [], votesOfPoints(points)), areZerosIgnored: true }));
}

const NONE: CountedNumbers = { values: new Float64Array(0), counts: new Uint32Array(0), nCells: 0 };
const NO_NUMBERS = { numbers: NONE };

function readDates(summary: ColumnSummary, filled: readonly TextCount[]): Map<SingleFormat, Reading> {
  const readings = new Map<SingleFormat, Reading>();
  const sampled = filled.slice(0, DATE_SAMPLE);
  const dated = sampled.filter(({ text }) => /\d/.test(text) && text.length >= 4 && text.length <= 45);
  const nDistinct = sampled.filter(({ text }) => !isWord(text)).length;
  if (dated.some(({ text }) => !isSurelyNoDate(text)) && dated.length >= nDistinct * 0.5) {
    for (const format of WRITTEN) {
      const reading = readDatesAs({ summary, filled }, format);
      if (reading.readable > 0) readings.set(format, reading);
    }
  }
  const numeric = numericDate(summary);
  if (numeric !== undefined) {
    const { numbers } = summary;
    readings.set(
      numeric,
      readTexts(filled, () => false, { numbers }),
    );
  }
  return readings;
}

/** How the texts of a column read under one format or several; from at most 2,000 distinct ones, scaled to the column. */
export function readDatesAs({ summary, filled }: Pick<Evidence, "summary" | "filled">, dateFormat: string): Reading {
  const read = dateReader(dateFormat);
  const sampled = filled.slice(0, DATE_SAMPLE);
  const scale = total(filled) / Math.max(1, total(sampled));
  const reading = readTexts(sampled, (text) => read?.(text) !== undefined, NO_NUMBERS);
  const nOdd = Math.round(reading.nOdd * scale) + summary.numbers.nCells;
  return { ...reading, readable: Math.round(reading.readable * scale), nOdd };
}

const DATE_NAME = /(?:^|[^a-z])(?:date|day|dt|time|timestamp|ts|datetime|created|updated|epoch)(?:$|[^a-z])/i;

/** "20240131" and seconds or milliseconds since 1970, where all values and the column's name or their number say so. */
function numericDate({ name, numbers }: ColumnSummary): SingleFormat | undefined {
  const { values: sorted, nCells } = numbers;
  const n = sorted.length;
  if (n === 0 || !Number.isInteger(sorted[0]) || !Number.isInteger(sorted[n - 1])) return undefined;
  const isNamed = DATE_NAME.test(splitCamelCase(name));
  const isYmd = sorted[0] >= 19000101 && sorted[n - 1] <= 21001231 && (isNamed || nCells >= 20);
  if (isYmd && sorted.every((value) => parseDate(String(value), "ymd") !== undefined)) return "ymd";
  if (!isNamed || n < 2) return undefined;
  if (sorted[0] >= 3e8 && sorted[n - 1] < 4.2e9) return "epoch-s";
  return sorted[0] >= 3e11 && sorted[n - 1] < 4.2e12 ? "epoch-ms" : undefined;
}
