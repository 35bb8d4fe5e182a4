import { expect, test } from "vitest";
import { applyRules } from "../apply-rules.ts";
import { inferRules } from "../infer/infer-rules.ts";
import { inferTarget } from "../infer/infer-target.ts";
import { readCsv } from "./read-csv.ts";

const N_ROWS = 100_000;
const N_COLUMNS = 20;

/** 16 columns of numbers, 3 of words, one date; the last column is the target. */
function makeCsv(): string {
  const lines = [Array.from({ length: N_COLUMNS }, (_, column) => `column_${column}`).join(",")];
  let state = 1;
  const next = (): number => {
    state = Math.imul(state, 1664525) + 1013904223;
    return (state >>> 0) / 2 ** 32;
  };
  for (let row = 0; row < N_ROWS; row++) {
    const cells = Array.from({ length: 15 }, (_, column) =>
      column < 5 ? String(Math.floor(next() * 1000)) : next().toFixed(6),
    );
    cells.push(...["red", "green", "blue"].map((word) => `${word} ${Math.floor(next() * 20)}`));
    cells.push(new Date(1.6e12 + Math.floor(next() * 1e11)).toISOString(), next() < 0.5 ? "yes" : "no");
    lines.push(cells.join(","));
  }
  return lines.join("\n");
}

test("a table of 100,000 × 20 cells", async () => {
  const bytes = new TextEncoder().encode(makeCsv());
  const start = performance.now();
  let longestPiece = 0;
  let last = start;
  const onProgress = (): void => {
    longestPiece = Math.max(longestPiece, performance.now() - last);
    last = performance.now();
  };
  const table = await readCsv({ name: "large.csv", sizeBytes: bytes.length, bytes }, { onProgress });
  const read = performance.now();
  const rules = inferRules(table);
  const inferred = performance.now();
  const aimed = inferTarget(table, rules, "column_19");
  const targeted = performance.now();
  const { columns } = applyRules(table, aimed.rules, aimed.target);
  const applied = performance.now();
  const ms = (from: number, to: number): string => `${Math.round(to - from)} ms`;
  console.info(
    `${(bytes.length / 1e6).toFixed(1)} MB: read ${ms(start, read)} (longest piece ${longestPiece.toFixed(0)} ms), rules ${ms(read, inferred)}, ` +
      `target ${ms(inferred, targeted)}, columns ${ms(targeted, applied)}`,
  );
  expect(table.nRows).toBe(N_ROWS);
  expect(aimed.target.task).toBe("binary");
  expect(columns.schema.numbers.length).toBe(15 + 4);
  expect(columns.schema.categories.length).toBe(3);
  expect(aimed.rules.every(({ role }) => role !== "aside")).toBe(true);
});
