import { canonicalWithin } from "../raw-column.ts";

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

  constructor(private readonly width: number) {
    this.starts = new Int32Array(width);
    this.ends = new Int32Array(width);
    this.numbers = new Float64Array(width);
  }

  /** Reads the line that begins at `start`. Its numbers only where it is as wide as the table. */
  read({ text, end, delimiter }: PlainLines, start: number): void {
    const { width, starts, ends, numbers } = this;
    const between = delimiter.charCodeAt(0);
    let nCells = 0;
    let cellStart = start;
    let at = start;
    for (; ; at++) {
      const code = at < end ? text.charCodeAt(at) : NEWLINE;
      if (code !== between && code !== NEWLINE) continue;
      if (nCells < width) {
        starts[nCells] = cellStart;
        ends[nCells] = at;
      }
      nCells++;
      if (code === NEWLINE) break;
      cellStart = at + 1;
    }
    this.next = Math.min(end, at + 1);
    while (at > cellStart && text.charCodeAt(at - 1) === RETURN) at--;
    this.end = at;
    this.nCells = nCells;
    this.nNumbers = 0;
    if (nCells !== width) return;
    ends[width - 1] = at;
    for (let cell = 0; cell < width; cell++) {
      numbers[cell] = canonicalWithin(text, starts[cell], ends[cell]);
      if (!Number.isNaN(numbers[cell])) this.nNumbers++;
    }
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
