/** Files that are small to make and huge to read are refused early, at ten times the size of those that were seen. */
import { expect, test } from "vitest";
import { TABLE_BOMBS } from "../testing/bombs.ts";
import { fastestOfThree } from "../testing/fastest.ts";
import { codeOf } from "../testing/read-text.ts";
import { readTable } from "./read-table.ts";

const SIZE = 10;

/** Processor time goes to docs/reliability.md; nothing asserts it. */
const isFull = process.env.DIFFML_FULL === "1";

/** Those that take no time to make. */
const QUICK = /^a cell of|^one line|^an archive that says/;
const NAMES = Object.keys(TABLE_BOMBS).filter((name) => isFull || QUICK.test(name));

test.each(NAMES)("%s", async (name) => {
  const input = TABLE_BOMBS[name](SIZE);
  const code = await codeOf(readTable(input));
  if (isFull) {
    // What streams by can be read once.
    const again = [1, 2, 3].map(() => (input.bytes instanceof Uint8Array ? input : TABLE_BOMBS[name](SIZE)));
    const ms = await fastestOfThree(() => codeOf(readTable(again.pop() ?? input)));
    console.log(`${name}: ${(input.sizeBytes / 1e6).toFixed(1)} MB, ${code}, ${Math.round(ms)} ms`);
  }
  expect(code).toMatch(/^E_(?:TABLE_LARGE|ARCHIVE_TOO_LARGE|ARCHIVE_DAMAGED|PARQUET_TOO_LARGE)$/);
});
