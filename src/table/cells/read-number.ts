/** Numbers as the rule of their column says that they are written. */
import type { ColumnRule, DecimalMark, NumberFormat } from "../types.ts";
import { readDuration } from "./duration.ts";
import { numberUnderComma, parseNumber } from "./parse-number.ts";
import { isBareNumber, isPlainNumber } from "./plain-number.ts";
import { splitNumber } from "./split-number.ts";

const GROUPED = {
  ".": /^(?:\d+|\d{1,3}([,'’ʼ´ ])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})?(?:\.\d*)?(?:[eE][+-]?\d+)?$/,
  ",": /^(?:\d+|\d{1,3}([.'’ʼ´ ])\d{3}(?:\1\d{3})*)?(?:,\d*)?(?:[eE][+-]?\d+)?$/,
} as const;

/** What the marks of a number show: which one is decimal ("" where it has none), or that it could be either. */
export function markShown(body: string): DecimalMark | "" | "point or group" | "comma or group" {
  const [point, comma] = [body.lastIndexOf("."), body.lastIndexOf(",")];
  if (point < 0 && comma < 0) return "";
  if (point >= 0 && comma >= 0) return point > comma ? "." : ",";
  const isPoint = point >= 0;
  const isRepeated = isPoint ? body.indexOf(".") < point : body.indexOf(",") < comma;
  if (isRepeated) return isPoint ? "," : ".";
  const isGroup = /^[1-9]\d{0,2}[.,]\d{3}$/.test(body);
  if (isGroup) return isPoint ? "point or group" : "comma or group";
  return isPoint ? "." : ",";
}

/** What `markShown` says of the text of a number that is not negative, mostly without writing it: it never ends in a useless zero. */
export function shownByCanonical(value: number): "" | "." | "point or group" {
  // Written with an exponent: 1e+21, 1.5e-7.
  if (value >= 1e21 || (value < 1e-6 && value > 0)) return String(value).includes(".") ? "." : "";
  if (Number.isInteger(value)) return "";
  const isGroup = value > 1 && value < 1000 && areDecimals(value, 1000) && !areDecimals(value, 100);
  return isGroup ? "point or group" : ".";
}

/** Whether a number below 1,000 is the float64 nearest to so many parts of one. */
function areDecimals(value: number, parts: number): boolean {
  return Math.round(value * parts) / parts === value;
}

/** @returns NaN where digits are not grouped as numbers are. */
export function bodyValue(body: string, mark: DecimalMark, hasBothMarks: boolean): number {
  // Most are digits with a point; the expressions below cost ten times as much.
  if (mark === "." && !hasBothMarks && isPlainNumber(body)) return Number(body);
  const shown = hasBothMarks ? markShown(body) : mark;
  const decimal = shown === "." || shown === "," ? shown : mark;
  if (!GROUPED[decimal].test(body) || !/\d/.test(body)) return Number.NaN;
  return Number(body.replace(decimal === "." ? /[,'’ʼ´ ]/g : /[.'’ʼ´ ]/g, "").replace(",", "."));
}

/** The same letters for one unit, however a cell spells it. */
export function unitKey(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, " ").trim();
}

/** How a column's numbers are read, as its rule says: texts, and cells that are canonical numbers. NaN = unreadable. */
export interface NumberReader {
  /** Every canonical number is what it says. */
  readonly isAsWritten: boolean;
  readonly ofText: (text: string) => number;
  readonly ofNumber: (value: number) => number;
}

export function numberReader(rule: Pick<ColumnRule, "decimalMark" | "numberFormat">): NumberReader {
  const { decimalMark: mark, numberFormat: format } = rule;
  if (format === undefined) {
    return {
      isAsWritten: mark === ".",
      ofText: (text) => parseNumber(text, mark),
      ofNumber: (value) => (mark === "," ? numberUnderComma(value) : value),
    };
  }
  if (format.duration !== undefined) return durationReader(format, mark);
  const ofText = formatReader(format, mark);
  const isAsWritten = mark === "." || format.hasBothMarks;
  const bare = format.affixes.find(({ before, after }) => before === "" && after === "")?.factor ?? 1;
  const ofNumber = (value: number) => (isAsWritten || Number.isInteger(value) ? value * bare : ofText(String(value)));
  return { isAsWritten: isAsWritten && bare === 1, ofText, ofNumber };
}

/** A bare number says no unit, unless the rule says what it means; nought is nought in all. */
/**
 * Whether zeros at the end of decimals mean nothing under a rule: 0.730 is then 0.73 in every cell. Where the comma is decimal,
 * 1.230 is 1230, and 1.23 nothing; and a marker such as -999.0 stands for cells that are written so.
 */
export function ignoresZeros(rule: Pick<ColumnRule, "missingMarkers" | "decimalMark" | "numberFormat">): boolean {
  const { missingMarkers, decimalMark } = rule;
  return decimalMark === "." && numberReader(rule).isAsWritten && !missingMarkers.some((marker) => /\d/.test(marker));
}

function durationReader(format: NumberFormat, mark: DecimalMark): NumberReader {
  const { duration, ...others } = format;
  const isBareKnown = format.affixes.some(({ before, after }) => before === "" && after === "");
  const plain = numberReader({ decimalMark: mark, numberFormat: others });
  return {
    isAsWritten: false,
    ofText: (text) => {
      const found = duration && readDuration(text, duration.short);
      if (found !== undefined && duration !== undefined) return found.seconds / duration.unitSeconds;
      return isBareKnown ? plain.ofText(text) : Number.NaN;
    },
    ofNumber: (value) => (value === 0 ? 0 : isBareKnown ? plain.ofNumber(value) : Number.NaN),
  };
}

function formatReader(format: NumberFormat, mark: DecimalMark): (text: string) => number {
  const factors = new Map([["\n", 1]]);
  for (const { before, after, factor } of format.affixes) {
    factors.set(`${unitKey(before)}\n${unitKey(after)}`, factor);
  }
  const ofBare = mark === "." && !format.hasBothMarks ? factors.get("\n") : undefined;
  return (text) => {
    if (ofBare !== undefined && isBareNumber(text)) return Number(text) * ofBare;
    const written = splitNumber(text);
    const factor = written && factors.get(`${unitKey(written.before)}\n${unitKey(written.after)}`);
    if (written === undefined || factor === undefined) return Number.NaN;
    const isPlain = !written.isQualified && written.upper === "";
    if (!isPlain && !format.areLimitsRead) return Number.NaN;
    const lower = bodyValue(written.body, mark, format.hasBothMarks);
    const upper = written.upper === "" ? lower : bodyValue(written.upper, mark, format.hasBothMarks);
    const middle = (lower + upper) / 2;
    // "2016-05" is no range, since ranges rise.
    return upper < lower ? Number.NaN : (written.isNegative ? -middle : middle) * factor;
  };
}
