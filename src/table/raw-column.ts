import type { RawColumn } from "./types.ts";

/** Decimals of so many digits differ as float64, so that each is written as it was read. */
const SURE_DIGITS = 15;
/** Below it numbers are written with an exponent. */
const SMALLEST_PLAIN = 1e-6;
const POWERS_OF_TEN = Float64Array.from({ length: SURE_DIGITS + 1 }, (_, power) => 10 ** power);
const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];
/** No float64 is written longer: sign, 0.00000, 17 digits. */
const LONGEST_NUMBER = 26;

/**
 * The number that a text stands for, where writing that number gives the text back.
 *
 * @returns NaN for every other text, "NaN" and "Infinity" included.
 */
export function canonicalNumber(text: string): number {
  return canonicalWithin(text, 0, text.length);
}

/** What digits cannot tell: only writing the number would. */
export const UNSURE = Number.POSITIVE_INFINITY;

/**
 * Reads the digits with which a part of a text begins: nearly all cells of a large file are short decimals. Their digits make a
 * whole number below 2^53, and dividing it by an exact power of ten rounds once, as reading the text does.
 */
export class DecimalReader {
  /** Where the digits ended. */
  end = 0;
  /** Of a number that would be canonical without the zeros at its end: how many decimals it has. 0 of all others. */
  decimals = 0;

  /**
   * @param limit exclusive.
   * @returns the number, if nothing but these digits is the text; NaN where no such text is a canonical number, nor one with zeros at
   *   its end, whatever follows; `UNSURE` where there are too many digits.
   */
  read(text: string, start: number, limit: number): number {
    this.decimals = 0;
    let at = start;
    let code = at < limit ? text.charCodeAt(at) : 0;
    const isNegative = code === MINUS;
    if (isNegative) code = ++at < limit ? text.charCodeAt(at) : 0;
    const first = at;
    const hasLeadingZero = code === ZERO;
    let digits = 0;
    while (code >= ZERO && code <= NINE) {
      digits = digits * 10 + code - ZERO;
      code = ++at < limit ? text.charCodeAt(at) : 0;
    }
    const nWhole = at - first;
    this.end = at;
    if (nWhole === 0 || (hasLeadingZero && nWhole > 1)) return Number.NaN;
    if (code !== POINT) {
      if (nWhole > SURE_DIGITS) return UNSURE;
      // Zero has no sign in its text.
      return isNegative ? (hasLeadingZero ? Number.NaN : -digits) : digits;
    }
    const firstDecimal = ++at;
    let last = ZERO;
    code = at < limit ? text.charCodeAt(at) : 0;
    while (code >= ZERO && code <= NINE) {
      digits = digits * 10 + code - ZERO;
      last = code;
      code = ++at < limit ? text.charCodeAt(at) : 0;
    }
    this.end = at;
    const nDecimals = at - firstDecimal;
    // No last point is ever written, and zero has no sign in its text.
    if (nDecimals === 0 || (isNegative && digits === 0)) return Number.NaN;
    if (nWhole + nDecimals > SURE_DIGITS) return last === ZERO ? Number.NaN : UNSURE;
    const value = digits / POWERS_OF_TEN[nDecimals];
    if (last === ZERO) {
      this.decimals = nDecimals;
      return isNegative ? -value : value;
    }
    return value < SMALLEST_PLAIN ? UNSURE : isNegative ? -value : value;
  }
}

const decimals = new DecimalReader();

/**
 * The same of a part of a text, which is not cut out.
 *
 * @param end exclusive.
 */
export function canonicalWithin(text: string, start: number, end: number): number {
  if (end - start > LONGEST_NUMBER) return Number.NaN;
  const value = decimals.read(text, start, end);
  if (decimals.decimals > 0) return Number.NaN;
  const isTold = Number.isNaN(value) || (value !== UNSURE && decimals.end === end);
  return isTold ? value : exactly(text.slice(start, end));
}

function exactly(text: string): number {
  const value = Number(text);
  return String(value) === text && Number.isFinite(value) ? value : Number.NaN;
}

/** The code of numbers whose text is canonical. */
export const CANONICAL = -1;

/** The number that a text stands for as it is, and its code in a column; undefined of any other text. */
export function numberWritten(text: string): { readonly value: number; readonly code: number } | undefined {
  const zeros = decimals.read(text, 0, text.length);
  const { decimals: nDecimals, end } = decimals;
  if (nDecimals > 0) return end === text.length ? { value: zeros, code: zerosCode(nDecimals) } : undefined;
  const value = canonicalNumber(text);
  return Number.isNaN(value) ? undefined : { value, code: CANONICAL };
}

/** The code of numbers with so many decimals, the last of them a zero. */
export function zerosCode(nDecimals: number): number {
  return CANONICAL - nDecimals;
}

/** The text of a number. @param code as in `RawColumn`, below 0. */
export function numberText(value: number, code: number): string {
  return code === CANONICAL ? String(value) : value.toFixed(CANONICAL - code);
}

/** The text of a cell, letter for letter as it stood in the file (without the quotes around it). */
export function cellText(column: RawColumn, row: number): string {
  const code = column.codes[row];
  return code < 0 ? numberText(column.numbers[row], code) : column.dictionary[code];
}

/** Some rows of a column, in the order given. */
export function cellsOfRows({ name, numbers, codes, dictionary }: RawColumn, rows: ArrayLike<number>): RawColumn {
  const [someNumbers, someCodes] = [new Float64Array(rows.length), codes.slice(0, rows.length)];
  for (let index = 0; index < rows.length; index++) {
    someNumbers[index] = numbers[rows[index]];
    someCodes[index] = codes[rows[index]];
  }
  return { name, numbers: someNumbers, codes: someCodes, dictionary };
}
