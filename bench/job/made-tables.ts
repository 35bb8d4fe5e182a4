/** Tables of any size, written as CSV: numbers on several scales, categories, missing cells, a label that follows from a few columns. */

import { once } from "node:events";
import { createWriteStream } from "node:fs";

export interface MadeTable {
  readonly nRows: number;
  /** With the label. */
  readonly nColumns: number;
}

/** The tables of the benchmark by their names. */
export const MADE_TABLES = {
  "1000x10": { nRows: 1_000, nColumns: 10 },
  "20000x30": { nRows: 20_000, nColumns: 30 },
  "200000x30": { nRows: 200_000, nColumns: 30 },
  "1000000x10": { nRows: 1_000_000, nColumns: 10 },
  "2000x2000": { nRows: 2_000, nColumns: 2_000 },
} as const satisfies Record<string, MadeTable>;

export const TARGET = "label";

const LEVELS = ["north", "south", "east", "west", "centre", "abroad"];
const ROWS_AT_ONCE = 1000;

/** Uniform on 0 … 1, fast; the quality of the numbers matters little here. Source: Marsaglia, "Xorshift RNGs" (2003). */
function uniform(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** One row: a column in five is a category, three cells in a hundred are empty, one number column in three is skewed. */
function madeRow(next: () => number, nInputs: number): string {
  const cells: string[] = [];
  let score = 0;
  for (let column = 0; column < nInputs; column++) {
    const isEmpty = next() < 0.03;
    const normal = Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next());
    if (column % 5 === 4) {
      const level = Math.floor(next() * LEVELS.length);
      if (column < 10) score += level === 2 ? 1 : -0.2;
      cells.push(isEmpty ? "" : LEVELS[level]);
    } else {
      if (column < 4) score += column % 2 === 0 ? normal : Math.abs(normal) - 0.8;
      const value = column % 3 === 0 ? Math.exp(normal) * 1000 : normal * 10 ** (column % 4);
      cells.push(isEmpty ? "" : value.toFixed(3));
    }
  }
  cells.push(score + next() - 0.5 > 0 ? "yes" : "no");
  return cells.join();
}

/** Writes a made table; the same bytes each time. */
export async function writeMadeTable(path: string, { nRows, nColumns }: MadeTable): Promise<void> {
  const next = uniform(nRows + nColumns);
  const file = createWriteStream(path);
  const names = Array.from(
    { length: nColumns - 1 },
    (_, column) => `${column % 5 === 4 ? "region" : "x"}${column + 1}`,
  );
  let text = `${[...names, TARGET].join()}\n`;
  for (let row = 0; row < nRows; row++) {
    text += `${madeRow(next, nColumns - 1)}\n`;
    if ((row + 1) % ROWS_AT_ONCE > 0 && row + 1 < nRows) continue;
    if (!file.write(text)) await once(file, "drain");
    text = "";
  }
  file.end();
  await once(file, "close");
}
