import { canonicalWithin, DecimalReader, UNSURE } from "../raw-column.ts";

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

/** One line taken apart in place: where its cells stand and which are numbers, without an object for the row or for a cell. */
export class PlainRow {
  /** int32 [width]: where each cell begins and ends in the text; only of so many cells as the table has columns. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** float64 [width]: NaN where a cell is no canonical number. */
  readonly numbers: Float64Array;
  /** Cells of the line, however many the table has columns. */
  nCells = 0;
  nNumbers = 0;
  /** Where the line ends, without its line end; and where the next begins. */
  end = 0;
  next = 0;
  private readonly decimals = new DecimalReader();

  constructor(private readonly width: number) {
    this.starts = new Int32Array(width);
    this.ends = new Int32Array(width);
    this.numbers = new Float64Array(width);
  }

  /** Reads the line that begins at `start`. Its numbers only where it is as wide as the table. */
  read({ text, end, delimiter }: PlainLines, start: number): void {
    const { width, starts, ends, numbers, decimals } = this;
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
        if (!Number.isNaN(value) && (!isWhole || value === UNSURE)) value = canonicalWithin(text, cellStart, cellEnd);
        if (!Number.isNaN(value)) nNumbers++;
        starts[nCells] = cellStart;
        ends[nCells] = cellEnd;
        numbers[nCells] = value;
      }
      nCells++;
      if (code === NEWLINE) break;
      cellStart = ++at;
    }
    this.next = Math.min(end, at + 1);
    this.nCells = nCells;
    this.nNumbers = nCells === width ? nNumbers : 0;
  }

  /** The first cell of more than white space, trimmed; undefined where it is a number. */
  firstText(text: string): string | undefined {
    for (let cell = 0; cell < this.width; cell++) {
      if (!Number.isNaN(this.numbers[cell])) return undefined;
      const trimmed = text.slice(this.starts[cell], this.ends[cell]).trim();
      if (trimmed !== "") return trimmed;
    }
    return undefined;
  }
}
