import type { RawColumn } from "./types.ts";

/** Decimals of so many digits differ as float64, so that each is written as it was read. */
const SURE_DIGITS = 15;
/** Below it numbers are written with an exponent. */
const SMALLEST_PLAIN = 1e-6;
const POWERS_OF_TEN = Float64Array.from({ length: SURE_DIGITS + 1 }, (_, power) => 10 ** power);
const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];
/** No float64 is written longer: sign, 0.00000, 17 digits. */
const LONGEST_NUMBER = 26;
const FIRST_CAPACITY = 32;

/**
 * The number that a text stands for, where writing that number gives the text back.
 *
 * @returns NaN for every other text, "NaN" and "Infinity" included.
 */
export function canonicalNumber(text: string): number {
  return canonicalWithin(text, 0, text.length);
}

/**
 * The same of a part of a text, which is not cut out: nearly all cells of a large file are short decimals. Their digits make a
 * whole number below 2^53, and dividing it by an exact power of ten rounds once, as reading the text does.
 *
 * @param end exclusive.
 */
export function canonicalWithin(text: string, start: number, end: number): number {
  if (end - start > LONGEST_NUMBER || end <= start) return Number.NaN;
  const isNegative = text.charCodeAt(start) === MINUS;
  const first = isNegative ? start + 1 : start;
  let at = first;
  let digits = 0;
  let code = 0;
  for (; at < end; at++) {
    code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) break;
    digits = digits * 10 + code - ZERO;
  }
  const nWhole = at - first;
  if (nWhole === 0) return Number.NaN;
  const hasLeadingZero = text.charCodeAt(first) === ZERO;
  if (hasLeadingZero && nWhole > 1) return Number.NaN;
  if (at === end) {
    if (nWhole > SURE_DIGITS) return exactly(text.slice(start, end));
    // Zero has no sign in its text.
    return isNegative ? (hasLeadingZero ? Number.NaN : -digits) : digits;
  }
  if (code !== POINT) return exactly(text.slice(start, end));
  const firstDecimal = ++at;
  for (; at < end; at++) {
    code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return exactly(text.slice(start, end));
    digits = digits * 10 + code - ZERO;
  }
  const nDecimals = at - firstDecimal;
  // Neither a last point nor a last zero is ever written.
  if (nDecimals === 0 || code === ZERO) return Number.NaN;
  if (nWhole + nDecimals > SURE_DIGITS) return exactly(text.slice(start, end));
  const value = digits / POWERS_OF_TEN[nDecimals];
  return value < SMALLEST_PLAIN ? Number.NaN : isNegative ? -value : value;
}

function exactly(text: string): number {
  const value = Number(text);
  return String(value) === text && Number.isFinite(value) ? value : Number.NaN;
}

/** The text of a cell, letter for letter as it stood in the file (without the quotes around it). */
export function cellText(column: RawColumn, row: number): string {
  const code = column.codes[row];
  return code < 0 ? String(column.numbers[row]) : column.dictionary[code];
}

/** Some rows of a column, in the order given. */
export function cellsOfRows({ name, numbers, codes, dictionary }: RawColumn, rows: ArrayLike<number>): RawColumn {
  const [someNumbers, someCodes] = [new Float64Array(rows.length), new Int32Array(rows.length)];
  for (let index = 0; index < rows.length; index++) {
    someNumbers[index] = numbers[rows[index]];
    someCodes[index] = codes[rows[index]];
  }
  return { name, numbers: someNumbers, codes: someCodes, dictionary };
}

/** Grows one column, cell by cell. */
export class ColumnBuilder {
  private numbers = new Float64Array(FIRST_CAPACITY);
  private codes = new Int32Array(FIRST_CAPACITY);
  private readonly dictionary: string[] = [];
  private readonly codeOf = new Map<string, number>();
  private length = 0;

  push(text: string): void {
    const value = canonicalNumber(text);
    if (Number.isNaN(value)) this.pushText(text);
    else this.pushNumber(value);
  }

  /** A text that is known to be no canonical number. */
  pushText(text: string): void {
    if (this.length === this.codes.length) this.grow();
    this.numbers[this.length] = Number.NaN;
    this.codes[this.length] = this.codeFor(text);
    this.length++;
  }

  /** The text that JavaScript writes for it. */
  pushNumber(value: number): void {
    if (!Number.isFinite(value)) {
      this.push(String(value));
      return;
    }
    if (this.length === this.codes.length) this.grow();
    // Zero has no sign in its text.
    this.numbers[this.length] = value + 0;
    this.codes[this.length] = -1;
    this.length++;
  }

  get isBlank(): boolean {
    return this.codes.subarray(0, this.length).every((code) => code >= 0 && this.dictionary[code].trim() === "");
  }

  /** Whether some cell has this text. */
  has(text: string): boolean {
    const value = canonicalNumber(text);
    return Number.isNaN(value) ? this.codeOf.has(text) : this.numbers.subarray(0, this.length).includes(value);
  }

  /** @param unit as a row of units says. */
  build(name: string, unit?: string): RawColumn {
    const numbers = this.numbers.slice(0, this.length);
    const codes = this.codes.slice(0, this.length);
    return { name, numbers, codes, dictionary: this.dictionary, ...(unit === undefined ? {} : { unit }) };
  }

  private codeFor(text: string): number {
    const known = this.codeOf.get(text);
    if (known !== undefined) return known;
    const code = this.dictionary.length;
    this.dictionary.push(text);
    this.codeOf.set(text, code);
    return code;
  }

  private grow(): void {
    const numbers = new Float64Array(this.length * 2);
    numbers.set(this.numbers);
    this.numbers = numbers;
    const codes = new Int32Array(this.length * 2);
    codes.set(this.codes);
    this.codes = codes;
  }
}

/** A column from its cell texts, as `readCsv` would have made it. */
export function columnFromTexts(name: string, texts: readonly string[]): RawColumn {
  const builder = new ColumnBuilder();
  for (const text of texts) builder.push(text);
  return builder.build(name);
}
