/** Files that are small to make and huge to read are refused early, at ten times the size of those that were seen. */
import { expect, test } from "vitest";
import { TABLE_BOMBS } from "../testing/bombs.ts";
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
  const before = process.cpuUsage();
  const code = await codeOf(readTable(input));
  const { user, system } = process.cpuUsage(before);
  if (isFull)
    console.log(`${name}: ${(input.sizeBytes / 1e6).toFixed(1)} MB, ${code}, ${Math.round((user + system) / 1000)} ms`);
  expect(code).toMatch(/^E_(?:TABLE_LARGE|ARCHIVE_TOO_LARGE|ARCHIVE_DAMAGED|PARQUET_TOO_LARGE)$/);
});
