import type { RawColumn } from "../types.ts";

/** The distinct texts of a column that are no canonical numbers, trimmed, with how often each stands there. */
export interface TextCount {
  readonly text: string;
  readonly count: number;
}

/** What inference needs of a column, gathered once. */
export interface ColumnView {
  readonly name: string;
  readonly nRows: number;
  readonly nEmpty: number;
  /** The canonical numbers, ascending. */
  readonly sortedNumbers: Float64Array;
  /** The other texts, neither empty nor repeated, the most frequent first. */
  readonly texts: readonly TextCount[];
}

export function viewColumn(column: RawColumn): ColumnView {
  const { codes, numbers, dictionary } = column;
  const counts = new Int32Array(dictionary.length);
  let nNumbers = 0;
  for (const code of codes) {
    if (code < 0) nNumbers++;
    else counts[code]++;
  }
  const sortedNumbers = new Float64Array(nNumbers);
  let next = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row] < 0) sortedNumbers[next++] = numbers[row];
  const merged = new Map<string, number>();
  let nEmpty = 0;
  for (const [code, raw] of dictionary.entries()) {
    const text = raw.trim();
    if (text === "") nEmpty += counts[code];
    else merged.set(text, (merged.get(text) ?? 0) + counts[code]);
  }
  const texts = [...merged]
    .filter(([, count]) => count > 0)
    .map(([text, count]) => ({ text, count }))
    .sort((a, b) => b.count - a.count);
  return { name: column.name, nRows: codes.length, nEmpty, sortedNumbers: sortedNumbers.sort(), texts };
}

/** How many different values an ascending array has. */
export function countDistinct(sorted: Float64Array): number {
  let distinct = 0;
  for (let index = 0; index < sorted.length; index++)
    if (index === 0 || sorted[index] !== sorted[index - 1]) distinct++;
  return distinct;
}
