/** Whatever ends the writer between any two parts, what is written in the end is every line once, in order. */
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeResumably } from "./resumable-write.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "diffml-resume-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const N_ROWS = 23;
const lineOf = (row: number) => `${"x".repeat(row % 5)}${row}\n`;
const WHOLE = `head\n${Array.from({ length: N_ROWS }, (_, row) => lineOf(row)).join("")}`;

/** Parts of three rows; the writer is ended before the one after so many. */
async function* partsFrom(nDone: number, nParts = Number.POSITIVE_INFINITY) {
  if (nDone === 0) yield { text: "head\n", nRows: 0 };
  let left = nParts;
  for (let first = nDone; first < N_ROWS; first += 3) {
    if (left-- === 0) throw new Error("ended");
    const end = Math.min(first + 3, N_ROWS);
    yield { text: Array.from({ length: end - first }, (_, at) => lineOf(first + at)).join(""), nRows: end };
  }
}

async function write(name: string, nParts?: number, of = "this") {
  const found: number[] = [];
  await writeResumably(
    { folder, name, mode: undefined },
    {
      path: name,
      of,
      parts: (nDone) => partsFrom(nDone, nParts),
      onFound: (nRows) => found.push(nRows),
      flushedBytes: 20,
    },
  );
  return found;
}

test.each([0, 1, 2, 4, 7])(
  "ended behind %i parts, again and again, and with half a line behind what is sure",
  async (nParts) => {
    const name = `p${nParts}.csv`;
    for (let time = 0; time < 3; time++) {
      await expect(write(name, nParts)).rejects.toThrow("ended");
      expect(existsSync(join(folder, name))).toBe(false);
      appendFileSync(join(folder, `${name}.part`), "half a li");
      if (nParts > 2) break;
    }
    const found = await write(name);
    if (nParts > 2) expect(found[0]).toBeGreaterThan(0);
    expect(readFileSync(join(folder, name), "utf8")).toBe(WHOLE);
    expect(readdirSync(folder).filter((each) => each.startsWith(`${name}.`))).toEqual([]);
  },
);

test("what was cut below what was sure is written anew", async () => {
  await expect(write("cut.csv", 4)).rejects.toThrow("ended");
  writeFileSync(join(folder, "cut.csv.part"), "he");
  expect(await write("cut.csv")).toEqual([]);
  expect(readFileSync(join(folder, "cut.csv"), "utf8")).toBe(WHOLE);
});

test("a part of another command, and a file of somebody else, are kept and refused", async () => {
  await expect(write("other.csv", 4)).rejects.toThrow("ended");
  const before = readFileSync(join(folder, "other.csv.part"), "utf8");
  await expect(write("other.csv", 4, "that")).rejects.toThrow("E_CLI_RESUME");
  expect(readFileSync(join(folder, "other.csv.part"), "utf8")).toBe(before);
  writeFileSync(join(folder, "mine.csv.part"), "mine");
  await expect(write("mine.csv")).rejects.toThrow("E_CLI_RESUME");
  expect(readFileSync(join(folder, "mine.csv.part"), "utf8")).toBe("mine");
});
