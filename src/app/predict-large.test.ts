/** A large file, of which only a part is held at a time, is judged and predicted as the same rows are in a small one. */
import { describe, expect, test } from "vitest";
import { tinyPipeline } from "../export/testing/tiny-pipeline.ts";
import { columnStatistics } from "../table/new-rows/column-statistics.ts";
import { tableFromRows } from "../table/stack.ts";
import type { TableFile } from "./open-table.ts";
import { openRows, predict, writtenPredictions } from "./predict.ts";
import { type LargeOptions, type LargeOutcome, openLarge } from "./predict-large.ts";

const COLUMNS = ["size", "weight", "day", "colour", "kind"];
const colours = ["red", "green", "blue"];
const cellsOf = (row: number) => [
  String(row % 97),
  `${(row * 7) % 13},${row % 10}`,
  `2024-01-${String(10 + (row % 18))}`,
  colours[row % 3],
  ["a", "b", "c"][row % 3],
];
const N_ROWS = 400;
const ROWS = Array.from({ length: N_ROWS }, (_, row) => cellsOf(row));
const plain = tinyPipeline("multiclass");
const usual = columnStatistics(tableFromRows("train.csv", COLUMNS, ROWS), plain.document.rules, "kind");
const trained = { ...plain, columns: usual };

const written = (rows: readonly (readonly string[])[], mark = ";") =>
  `${rows.map((row) => row.map((cell) => (cell.includes("\n") ? `"${cell}"` : cell)).join(mark)).join("\n")}\n`;

/** As a file on a disk is: parts of it can be read in any order. */
function diskFile(text: string, more = ""): TableFile {
  const bytes = new TextEncoder().encode(text);
  let nOpened = 0;
  const open = async () => {
    const own = nOpened++ < 3 ? bytes : new TextEncoder().encode(text + more);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < own.length; at += 10_000) controller.enqueue(own.subarray(at, at + 10_000));
        controller.close();
      },
    });
    const slice = async (start: number, end: number) => own.subarray(start, end);
    return { sizeBytes: own.length, bytes: stream, slice };
  };
  return { name: "rows.csv", open };
}

const largeBytes = 0;
const sizes = { batchCells: 150, sampleRows: 10_000 };

async function predictLarge(text: string, options: LargeOptions = {}, more = "") {
  const large = await openLarge(trained, diskFile(text, more), { largeBytes, sizes, ...options });
  if (large === undefined) throw new Error("it is held");
  const written = large.parts({ format: "csv" });
  const parts: string[] = [];
  let step = await written.next();
  for (; !step.done; step = await written.next()) parts.push(step.value.text);
  const outcome: LargeOutcome = step.value;
  return {
    ...outcome,
    fit: { ...large.fit, far: outcome.far },
    issues: [...large.issues, ...outcome.lateIssues],
    parts,
  };
}

async function predictHeld(text: string, options: LargeOptions = {}) {
  const rows = await openRows(trained, [diskFile(text)], options);
  const { report, fit, table } = rows;
  const csv = [...writtenPredictions(rows, await predict(rows))].join("");
  return { nRows: table.nRows, report, fit, issues: table.issues, csv };
}

/** Rows enough for the first 64 kB, by which a table is begun, and for more behind it. */
const many = Array.from({ length: 6000 }, (_, row) => ROWS[row % N_ROWS]);
const change = (place: number, row: readonly string[], rows: readonly (readonly string[])[] = many) =>
  rows.map((own, at) => (at === place ? row : own));
const withHeader = (rows: readonly (readonly string[])[], header: readonly string[] = COLUMNS) =>
  written([header, ...rows]);

const FILES: Readonly<Record<string, string>> = {
  "as in training": withHeader(many),
  "one line, without an end": "size;weight;day;colour;kind\n1;1,5;2024-01-11;red;a",
  "late texts that mean missing, and late spellings of a level": withHeader(
    change(5000, ["n/a", "?", "2024-01-11", "RED ", "a"], change(5500, ["1", "1,5", "2024-01-11", "mauve", "a"])),
  ),
  "cells that cannot be read, and values far outside, in several parts": withHeader(
    change(900, ["wide", "1,5", "yesterday", "red", "a"], change(5600, ["1e9", "thick", "2024-01-11", "red", "b"])),
  ),
  "no header": written(many),
  "other names": withHeader(many, ["SIZE", "weight", "day", "Colour", "extra"]),
  "decimal points": withHeader(many.map(([size, weight, ...rest]) => [size, weight.replace(",", "."), ...rest])),
  "quotes, line ends and delimiters in cells": withHeader(
    change(4000, ["1", "1,5", "2024-01-11", 'a\n"b";c', "a"]),
  ).replace('a\n"b";c', 'a\n""b"";c'),
  "rows that are too short and too long": withHeader(change(5900, ["1"], change(5901, [...ROWS[0], "more"]))),
  "a footer": `${withHeader(many)}Source: made for this test;;;;\n`,
  "a last row that looks like a total, and is a level of a row far above": `${withHeader(
    change(3, ["total", "1,5", "2024-01-11", "red", "a"]),
  )}total;3;;;\n`,
  "blank columns at the end, of which one has a late cell": withHeader(
    change(
      5950,
      [...ROWS[0], "", "x", ""],
      many.map((row) => [...row, "", "", ""]),
    ),
    [...COLUMNS, "", "", ""],
  ),
  "blank columns at the end": withHeader(
    many.map((row) => [...row, "", ""]),
    [...COLUMNS, "", ""],
  ),
};

describe("what is read and predicted in parts", () => {
  test.each(Object.entries(FILES))("%s: is as if it were held", async (_, text) => {
    const { csv, ...held } = await predictHeld(text);
    const { parts, lateIssues: __, far: ___, ...large } = await predictLarge(text);
    expect(parts.join("")).toBe(csv);
    const byCode = (a: { code: string }, b: { code: string }) => a.code.localeCompare(b.code);
    expect({ ...large, issues: [...large.issues].sort(byCode) }).toEqual({
      ...held,
      issues: [...held.issues].sort(byCode),
    });
    if (text.length > 70_000) expect(parts.length).toBeGreaterThan(3);
  });

  test("what somebody chose of the file is kept to", async () => {
    const text = withHeader(many, ["size", "heft", "day", "colour", "kind"]).replaceAll(";", "|");
    const options = {
      dialects: [{ file: "rows.csv", delimiter: "|", hasHeader: true }],
      readings: [{ column: "weight", from: "heft" }],
    };
    const { csv, ...held } = await predictHeld(text, options);
    const { parts, ...large } = await predictLarge(text, options);
    expect(parts.join("")).toBe(csv);
    expect(large.fit).toEqual(held.fit);
    expect(held.fit.recognised).toEqual([{ kind: "name", column: "weight", found: "heft" }]);
  });
});

test("a sample judges as all rows do where all are alike, and counts are of all rows", async () => {
  const odd = many.map(([, ...rest], row) => [row % 50 === 7 ? "90000" : String(row % 97), ...rest]);
  const text = withHeader(odd);
  const held = await predictHeld(text);
  const large = await predictLarge(text, { sizes: { ...sizes, sampleRows: 500 } });
  expect(large.parts.join("")).toBe(held.csv);
  expect(large.fit).toEqual(held.fit);
  expect(held.fit.far).toMatchObject([{ column: "size", count: 120 }]);
  const scaled = withHeader(many.map(([size, ...rest]) => [`${Number(size) * 1000 + 1000}`, ...rest]));
  const [ofAll, ofSome] = await Promise.all([
    predictHeld(scaled),
    predictLarge(scaled, { sizes: { ...sizes, sampleRows: 500 } }),
  ]);
  for (const { fit } of [ofAll, ofSome]) {
    expect(fit.doubts).toContainEqual(expect.objectContaining({ kind: "range", how: "scale", column: "size" }));
  }
});

test("a file that changes between its readings is refused", async () => {
  await expect(predictLarge(withHeader(many), {}, "1;1,5;2024-01-11;red;a\n")).rejects.toThrow("E_ROWS_CHANGED");
});

test("small files, pipes and other formats are held", async () => {
  const text = withHeader(many);
  expect(await openLarge(trained, diskFile(text))).toBeUndefined();
  const { open } = diskFile(text);
  const pipe = { name: "rows.csv", open: async () => ({ ...(await open()), slice: undefined }) };
  expect(await openLarge(trained, pipe as TableFile, { largeBytes, sizes })).toBeUndefined();
  expect(await openLarge(trained, diskFile(`[${JSON.stringify({ size: 1 })}]`), { largeBytes, sizes })).toBeUndefined();
});

const objectOf = (row: readonly string[]) => Object.fromEntries(COLUMNS.map((name, at) => [name, row[at]]));

test.each([
  ["a line each", many.map((row) => JSON.stringify(objectOf(row)))],
  [
    "names that come late, absent ones, broken lines, lists and null",
    many.map((row, at) => {
      if (at === 5500) return '{"size":';
      if (at === 5600) return "[1, 2]";
      const { size, ...rest } = objectOf(row);
      const object = at % 3 === 0 ? { colour: null, ...rest, size: Number(size) } : { ...rest, size };
      return JSON.stringify(at > 5800 ? { late: { a: at }, tags: [at], ...object } : object);
    }),
  ],
])("JSON lines, %s: are as if they were held", async (_, lines) => {
  const text = `${lines.join("\n")}\n`;
  const { csv, ...held } = await predictHeld(text);
  const { parts, lateIssues: __, far: ___, ...large } = await predictLarge(text);
  expect(parts.join("")).toBe(csv);
  expect(large).toEqual(held);
  expect(parts.length).toBeGreaterThan(20);
});

test("what is written goes on behind any row", async () => {
  const large = await openLarge(trained, diskFile(withHeader(many.slice(0, 1500))), {
    largeBytes,
    sizes: { ...sizes, batchCells: 2000 },
  });
  const textsFrom = async (nDone: number) => {
    const texts: string[] = [];
    for await (const part of large!.parts({ format: "csv" }, nDone)) texts.push(part.text);
    return texts.join("");
  };
  const lines = (await textsFrom(0)).split(/(?<=\n)/);
  for (const nDone of [1, 399, 400, 401, 1500]) {
    expect(await textsFrom(nDone)).toBe(lines.slice(1 + nDone).join(""));
  }
});
