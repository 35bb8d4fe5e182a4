import { CANONICAL, canonicalWithin, DecimalReader, UNSURE, zerosCode } from "../raw-column.ts";

/** Lines of a text in which nothing is quoted, from its beginning. */
export interface PlainLines {
  readonly text: string;
  /** Where the last line ends, its line end included. */
  readonly end: number;
  /** A single character. */
  readonly delimiter: string;
  /** 1-based, of the file. */
  readonly firstLine: number;
}

const [NEWLINE, RETURN] = [10, 13];

/** Cells of so many lines, or of one line, are taken apart before they are put into their columns: few enough to stay close at hand. */
const MOST_CELLS = 8192;

/**
 * Lines taken apart in place: where their cells stand and which are numbers, without an object for a row or for a cell. Lines are read
 * one by one into the place behind those that are kept.
 */
export class PlainRows {
  /** int32 [nRows, width]: where each cell begins and ends in the text. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** float64 [nRows, width]: NaN where a cell is no canonical number, nor one with zeros at its end. */
  readonly numbers: Float64Array;
  /** int8 [nRows, width]: which of these it is, as in `RawColumn`. */
  readonly codes: Int8Array;
  /** Lines that are kept. */
  nRows = 0;
  /** Of the line that was read last: its cells, however many the table has columns, and how many of them are numbers. */
  nCells = 0;
  nNumbers = 0;
  /** Where it ends, without its line end; and where the next begins. */
  end = 0;
  next = 0;
  private readonly decimals = new DecimalReader();
  private readonly mostRows: number;

  constructor(readonly width: number) {
    this.mostRows = Math.max(1, Math.floor(MOST_CELLS / width));
    const nCells = this.mostRows * width;
    this.starts = new Int32Array(nCells);
    this.ends = new Int32Array(nCells);
    this.numbers = new Float64Array(nCells);
    this.codes = new Int8Array(nCells).fill(CANONICAL);
  }

  get isFull(): boolean {
    return this.nRows === this.mostRows;
  }

  /** Reads the line that begins at `start`. Its numbers count only where it is as wide as the table. */
  read({ text, end, delimiter }: PlainLines, start: number): void {
    const { width, starts, ends, numbers, codes, decimals } = this;
    const first = this.nRows * width;
    const between = delimiter.charCodeAt(0);
    let nCells = 0;
    let nNumbers = 0;
    let cellStart = start;
    let at = start;
    for (;;) {
      // Most cells are numbers, and where their digits end the next begins.
      let value = nCells < width ? decimals.read(text, cellStart, end) : Number.NaN;
      if (nCells < width) at = decimals.end;
      let code = at < end ? text.charCodeAt(at) : NEWLINE;
      const isWhole = code === between || code === NEWLINE;
      while (code !== between && code !== NEWLINE) code = ++at < end ? text.charCodeAt(at) : NEWLINE;
      let cellEnd = at;
      if (code === NEWLINE) {
        while (cellEnd > cellStart && text.charCodeAt(cellEnd - 1) === RETURN) cellEnd--;
        this.end = cellEnd;
      }
      if (nCells < width) {
        let form = CANONICAL;
        if (decimals.decimals > 0) {
          if (decimals.end === cellEnd) form = zerosCode(decimals.decimals);
          else value = Number.NaN;
        } else if (!Number.isNaN(value) && (!isWhole || value === UNSURE)) {
          value = canonicalWithin(text, cellStart, cellEnd);
        }
        if (!Number.isNaN(value)) nNumbers++;
        codes[first + nCells] = form;
        starts[first + nCells] = cellStart;
        ends[first + nCells] = cellEnd;
        numbers[first + nCells] = value;
      }
      nCells++;
      if (code === NEWLINE) break;
      cellStart = ++at;
    }
    this.next = Math.min(end, at + 1);
    this.nCells = nCells;
    this.nNumbers = nCells === width ? nNumbers : 0;
  }

  /** The first cell of more than white space of the line that was read last, trimmed; undefined where it is a number. */
  firstText(text: string): string | undefined {
    const first = this.nRows * this.width;
    for (let cell = first; cell < first + this.width; cell++) {
      if (!Number.isNaN(this.numbers[cell])) return undefined;
      const trimmed = text.slice(this.starts[cell], this.ends[cell]).trim();
      if (trimmed !== "") return trimmed;
    }
    return undefined;
  }
}
