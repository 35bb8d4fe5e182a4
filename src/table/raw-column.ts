import type { RawColumn } from "./types.ts";

/** Ends in a digit other than a useless zero, no leading zeros, at most 15 significant digits: canonical without a round trip. */
const SURELY_CANONICAL = /^-?(?:[1-9]\d{0,14}|(?:0|[1-9]\d{0,6})\.\d{0,7}[1-9])$/;
const MAYBE_CANONICAL = /^-?\d/;
/** No float64 is written longer: sign, 0.00000, 17 digits. */
const LONGEST_NUMBER = 26;
const FIRST_CAPACITY = 32;

/**
 * The number that a text stands for, where writing that number gives the text back.
 *
 * @returns NaN for every other text, "NaN" and "Infinity" included.
 */
export function canonicalNumber(text: string): number {
  if (text === "0") return 0;
  if (text.length > LONGEST_NUMBER || !MAYBE_CANONICAL.test(text)) return Number.NaN;
  const value = Number(text);
  if (SURELY_CANONICAL.test(text)) return Math.abs(value) < 1e-6 ? exactly(text, value) : value;
  return exactly(text, value);
}

function exactly(text: string, value: number): number {
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
    if (this.length === this.codes.length) this.grow();
    const value = canonicalNumber(text);
    this.numbers[this.length] = value;
    this.codes[this.length] = Number.isNaN(value) ? this.codeFor(text) : -1;
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
