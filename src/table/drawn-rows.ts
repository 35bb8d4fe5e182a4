/** Which rows of a file are read where not all of them are: each by a draw of its own, so that nobody has to know how many there are. */
import { randomWords, STREAMS } from "../base/random.ts";
import type { RowSample, SourceFile } from "./types.ts";

/** Rows whose draws are made together. */
const BLOCK = 4096;
const WORDS = 2 ** 32;

/** Goes through the rows of a file. */
export class RowDraw {
  /** So far, and of them those that are read. */
  nRows = 0;
  nRead = 0;
  private readonly least: number;
  private drawn: Uint32Array = new Uint32Array(0);

  /** @param sample absent: all rows are read. */
  constructor(private readonly sample: RowSample | undefined) {
    this.least = sample ? WORDS / sample.oneIn : 0;
  }

  /** Whether the next row is read. */
  next(): boolean {
    const row = this.nRows++;
    const { sample } = this;
    if (sample) {
      const at = row % BLOCK;
      if (at === 0) {
        const key = { seed: sample.seed, stream: STREAMS.rowSample, step: 0 };
        this.drawn = randomWords(key, BLOCK, row / 4);
      }
      if (this.drawn[at] >= this.least) return false;
    }
    this.nRead++;
    return true;
  }
}

/** Of samples that are drawn where nobody says otherwise. */
export const SAMPLE_SEED = 1;

type Sampled = Pick<SourceFile, "nRows" | "dialect">;

const known = new WeakMap<Sampled, Uint32Array>();

/** uint32 [nRows]: of the rows that were read, where they stand in their file, from 0. */
function rowsRead(source: Sampled, sample: RowSample): Uint32Array {
  const before = known.get(source);
  if (before) return before;
  const rows = new Uint32Array(source.nRows);
  const draw = new RowDraw(sample);
  while (draw.nRead < rows.length) {
    const { nRows, nRead } = draw;
    if (draw.next()) rows[nRead] = nRows;
  }
  known.set(source, rows);
  return rows;
}

/** Where a row stands in its file, from 1. @param index among those that were read, from 0. */
export function rowInFile(source: Sampled, index: number): number {
  const { rowSample } = source.dialect;
  return rowSample ? rowsRead(source, rowSample)[index] + 1 : index + 1;
}

/** Which of the rows that were read stands there, from 0; undefined where it was not read. @param row of the file, from 1. */
export function indexOfRow(source: Sampled, row: number): number | undefined {
  const { rowSample } = source.dialect;
  if (!rowSample) return row <= source.nRows ? row - 1 : undefined;
  const rows = rowsRead(source, rowSample);
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (rows[middle] < row - 1) from = middle + 1;
    else to = middle;
  }
  return rows[from] === row - 1 ? from : undefined;
}
