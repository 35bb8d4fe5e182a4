import { expect, test } from "vitest";
import { columnFromTexts } from "../column-builder.ts";
import { cellText } from "../raw-column.ts";
import type { RawColumn } from "../types.ts";
import { RowSample } from "./row-sample.ts";

/** Rows in parts of 700. */
function sampled(columns: Readonly<Record<string, readonly string[]>>, mostRows: number, isWatched = true) {
  const names = Object.keys(columns);
  const sample = new RowSample(
    names,
    names.map(() => (isWatched ? "all cells" : "none")),
    mostRows,
  );
  const nRows = columns[names[0]].length;
  for (let row = 0; row < nRows; row += 700) {
    sample.push(names.map((name) => columnFromTexts(name, columns[name].slice(row, row + 700))));
  }
  return sample.columns();
}

const textsOf = (column: RawColumn) => Array.from(column.codes, (_, row) => cellText(column, row));
const numbered = (nRows: number) => Array.from({ length: nRows }, (_, row) => String(row));

test("a table that is small enough is kept as it is", () => {
  const columns = { n: numbered(900), text: numbered(900).map((n) => `${n} km`) };
  expect(sampled(columns, 1000).map(textsOf)).toEqual(Object.values(columns));
});

test("of a larger one as many rows are kept from every part, whole and in their order", () => {
  const nRows = 50_000;
  const numbers = numbered(nRows);
  const [n, text] = sampled({ n: numbers, text: numbers.map((each) => `row ${each}`) }, 2000, false).map(textsOf);
  expect(n.length).toBeGreaterThanOrEqual(900);
  expect(n.length).toBeLessThanOrEqual(2000);
  expect(text).toEqual(n.map((each) => `row ${each}`));
  const rows = n.map(Number);
  expect(rows).toEqual([...rows].sort((a, b) => a - b));
  // A binomial count of each tenth: within five of its standard deviations.
  for (let tenth = 0; tenth < 10; tenth++) {
    const count = rows.filter((row) => Math.floor((row * 10) / nRows) === tenth).length;
    expect(Math.abs(count - rows.length / 10)).toBeLessThan(5 * Math.sqrt(rows.length * 0.09));
  }
  // No row of a rhythm is preferred: files repeat themselves, often by powers of two or ten.
  for (const rhythm of [2, 10, 64]) {
    const count = rows.filter((row) => row % rhythm === 0).length;
    expect(Math.abs(count - rows.length / rhythm)).toBeLessThan(5 * Math.sqrt(rows.length / rhythm));
  }
});

test("a cell as no row above has it is kept, wherever it stands; of a column that always has one, few are", () => {
  const nRows = 60_000;
  const texts = Array.from({ length: nRows }, (_, row) => (row === 31_234 ? "n/a" : row % 2 ? "red" : "blue"));
  const numbers = Array.from({ length: nRows }, (_, row) => (row === 44_321 ? "-9" : String(row % 5)));
  const [text, number] = sampled({ texts, numbers }, 2000).map(textsOf);
  expect(text.filter((each) => each === "n/a")).toHaveLength(1);
  expect(number.filter((each) => each === "-9")).toHaveLength(1);
  const unique = numbered(nRows).map((each) => `id ${each}`);
  const [ids] = sampled({ unique, texts }, 2000).map(textsOf);
  expect(ids.slice(0, 10)).toEqual(unique.slice(0, 10));
  const early = ids.filter((each) => Number(each.slice(3)) < 1000).length;
  expect(early).toBeLessThan(60 + 2000 * 0.005);
});
