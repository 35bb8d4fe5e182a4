/** Columns as they grow. Their memory is what a large file costs: only pages that hold cells are touched, and none is copied at the end. */
import { CANONICAL, cellText, numberWritten } from "./raw-column.ts";
import { TextCodes } from "./text-codes.ts";
import type { CellCodes, RawColumn } from "./types.ts";

const FIRST_CAPACITY = 32;
const [MOST_CODES_8, MOST_CODES_16] = [2 ** 7, 2 ** 15];

/** The last that were asked for: columns of one table share them. */
let noNumbers = new Float64Array(0);

/** float64 [n], all NaN: what columns without a number have. */
function noneOf(length: number): Float64Array {
  if (noNumbers.length !== length) noNumbers = new Float64Array(length).fill(Number.NaN);
  return noNumbers;
}

/** Rows of which it is known where in a text their cells stand. */
interface PlacedCells {
  readonly width: number;
  readonly nRows: number;
  /** [nRows, width]. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** [nRows, width]: NaN where a cell is no number whose text this is. */
  readonly numbers: Float64Array;
  /** [nRows, width]: of numbers, how they are written. */
  readonly codes: Int8Array;
}

/** Grows one column, cell by cell. */
export class ColumnBuilder {
  private capacity = FIRST_CAPACITY;
  /** Empty until the first number comes. */
  private numbers = new Float64Array(0);
  private codes: CellCodes = new Int8Array(FIRST_CAPACITY);
  private readonly texts = new TextCodes();
  private length = 0;

  /** Makes place for so many cells: what is never filled costs next to nothing. */
  reserve(nCells: number): void {
    if (nCells > this.capacity) this.resize(nCells);
  }

  push(text: string): void {
    const number = numberWritten(text);
    if (number === undefined) this.pushText(text);
    else this.pushNumber(number.value, number.code);
  }

  /** A part of a text that stays one; cut out only where no cell above is the same. */
  pushText(text: string, start = 0, end = text.length): void {
    const code = this.texts.codeOf(text, start, end);
    if (this.length === this.capacity) this.resize(this.length * 2);
    if (code === MOST_CODES_8 && this.codes instanceof Int8Array)
      this.codes = widened(this.codes, new Int16Array(this.capacity));
    if (code === MOST_CODES_16 && this.codes instanceof Int16Array)
      this.codes = widened(this.codes, new Int32Array(this.capacity));
    if (this.numbers.length > 0) this.numbers[this.length] = Number.NaN;
    this.codes[this.length++] = code;
  }

  /** The text that JavaScript writes for it. @param code another one, where it has zeros at its end. */
  pushNumber(value: number, code = CANONICAL): void {
    if (!Number.isFinite(value)) {
      this.pushText(String(value));
      return;
    }
    if (this.length === this.capacity) this.resize(this.length * 2);
    if (this.numbers.length === 0) this.numbers = new Float64Array(this.capacity).fill(Number.NaN, 0, this.length);
    // Zero has no sign in its text.
    this.numbers[this.length] = value + 0;
    this.codes[this.length++] = code;
  }

  /** The cells of one column of these rows. */
  pushCells(text: string, { width, nRows, starts, ends, numbers, codes }: PlacedCells, column: number): void {
    const end = nRows * width;
    for (let cell = column; cell < end; cell += width) {
      const value = numbers[cell];
      if (Number.isNaN(value)) this.pushText(text, starts[cell], ends[cell]);
      else this.pushNumber(value, codes[cell]);
    }
  }

  /** About what its cells take of the memory. */
  get heldBytes(): number {
    const ofNumbers = this.numbers.length === 0 ? 0 : Float64Array.BYTES_PER_ELEMENT;
    return this.length * (ofNumbers + this.codes.BYTES_PER_ELEMENT) + this.texts.heldBytes;
  }

  get isBlank(): boolean {
    const { dictionary } = this.texts;
    return this.codes.subarray(0, this.length).every((code) => code >= 0 && dictionary[code].trim() === "");
  }

  /** Whether some cell has this text. */
  has(text: string): boolean {
    const number = numberWritten(text);
    if (number === undefined) return this.texts.has(text);
    const { numbers, codes, length } = this;
    for (let row = 0; row < length; row++) if (numbers[row] === number.value && codes[row] === number.code) return true;
    return false;
  }

  /** To be called once, behind the last cell. @param unit as a row of units says. */
  build(name: string, unit?: string): RawColumn {
    const { length } = this;
    const numbers = this.numbers.length === 0 ? noneOf(length) : this.numbers.subarray(0, length);
    const codes = this.codes.subarray(0, length);
    return { name, numbers, codes, dictionary: this.texts.dictionary, ...(unit === undefined ? {} : { unit }) };
  }

  private resize(capacity: number): void {
    this.capacity = capacity;
    if (this.numbers.length > 0) {
      const numbers = new Float64Array(capacity);
      numbers.set(this.numbers.subarray(0, this.length));
      this.numbers = numbers;
    }
    const { codes } = this;
    const wider = codes instanceof Int8Array ? Int8Array : codes instanceof Int16Array ? Int16Array : Int32Array;
    this.codes = widened(codes.subarray(0, this.length), new wider(capacity));
  }
}

function widened<Codes extends CellCodes>(codes: CellCodes, wider: Codes): Codes {
  wider.set(codes);
  return wider;
}

/** A column from its cell texts, as `readCsv` would have made it. */
export function columnFromTexts(name: string, texts: readonly string[]): RawColumn {
  const builder = new ColumnBuilder();
  for (const text of texts) builder.push(text);
  return builder.build(name);
}

const written = new WeakMap<RawColumn, RawColumn>();

/** The same column with numbers that have zeros at their end among its texts: 1.10 is another version than 1.1, and another level. */
export function asWritten(column: RawColumn): RawColumn {
  if (!column.codes.some((code) => code < CANONICAL)) return column;
  const known = written.get(column);
  if (known) return known;
  const builder = new ColumnBuilder();
  builder.reserve(column.codes.length);
  for (let row = 0; row < column.codes.length; row++) {
    if (column.codes[row] === CANONICAL) builder.pushNumber(column.numbers[row]);
    else builder.pushText(cellText(column, row));
  }
  const built = builder.build(column.name, column.unit);
  written.set(column, built);
  return built;
}
