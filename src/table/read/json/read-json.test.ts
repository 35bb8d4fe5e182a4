import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeOf, issue, namesOf, rowsOf } from "../../testing/read-text.ts";
import type { Dialect, RawTable } from "../../types.ts";
import { readTable } from "../read-table.ts";

const read = (text: string, name = "rows.json", dialect: Partial<Dialect> = {}): Promise<RawTable> =>
  readTable({ name, sizeBytes: text.length, bytes: new TextEncoder().encode(text) }, { dialect });

/** In pieces of so many bytes. */
const readPieces = (text: string, size: number, name: string): Promise<RawTable> => {
  const bytes = new TextEncoder().encode(text);
  const pieces = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
  return readTable({ name, sizeBytes: bytes.length, bytes: pieces });
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The oracle: the platform's own parser, and names joined with dots. */
function flat(value: { [key: string]: Json }, prefix = ""): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]): [string, string][] => {
    const name = prefix + key;
    if (inner === null) return [[name, ""]];
    if (Array.isArray(inner)) return [[name, JSON.stringify(inner)]];
    return typeof inner === "object" ? flat(inner, `${name}.`) : [[name, String(inner)]];
  });
}

const scalar = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string({ unit: "binary" }));
const key = fc.constantFrom("a", "b", "größe", "x y", "__proto__");
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.dictionary(fc.constantFrom("u", "v"), scalar));
const objects = fc.array(fc.dictionary(key, value, { minKeys: 1 }), { minLength: 2, maxLength: 12 });

function check(table: RawTable, records: readonly { [key: string]: Json }[]): void {
  const entries = records.map((record) => flat(record));
  const names = [...new Set(entries.flat().map(([name]) => name))];
  expect(namesOf(table)).toEqual(names);
  expect(rowsOf(table)).toEqual(entries.map((row) => names.map((name) => new Map(row).get(name) ?? "")));
}

describe("objects as rows", () => {
  const written: [string, string, (records: object[]) => string][] = [
    ["a line each", "rows.jsonl", (records) => records.map((record) => JSON.stringify(record)).join("\n")],
    [
      "a line each, under another name",
      "rows.csv",
      (records) => `${records.map((record) => JSON.stringify(record)).join("\r\n")}\r\n`,
    ],
    ["a list", "rows.json", (records) => JSON.stringify(records)],
    ["a list with indents", "rows", (records) => JSON.stringify(records, null, 2)],
    [
      "one after the other with indents",
      "rows.json",
      (records) => records.map((record) => JSON.stringify(record, null, 1)).join("\n"),
    ],
    [
      "inside an object",
      "rows.json",
      (records) => JSON.stringify({ count: records.length, data: records, meta: { page: 1 } }),
    ],
  ];
  test.each(written)("%s", async (_, name, write) => {
    await fc.assert(
      fc.asyncProperty(objects, fc.integer({ min: 1, max: 50 }), async (records, size) => {
        const hasColumns = records.some((record) => flat(record).length > 0);
        fc.pre(hasColumns);
        check(await read(write(records), name), records);
        check(await readPieces(write(records), size, name), records);
      }),
      { numRuns: 60 },
    );
  });

  test("numbers keep the text that they have in the file", async () => {
    const table = await read('{"a":1.10,"b":1e400,"c":12345678901234567890}\n{"a":-0.0,"b":NaN,"c":007}\n', "x.jsonl");
    expect(rowsOf(table)).toEqual([
      ["1.10", "1e400", "12345678901234567890"],
      ["-0.0", "NaN", "007"],
    ]);
  });

  test("lists are named once a column, and keep the text of the file", async () => {
    const table = await read('{"a":[1, 2.0],"b":1}\n{"a":[],"b":[{"c": 1}]}\n', "x.jsonl");
    expect(rowsOf(table)).toEqual([
      ["[1, 2.0]", "1"],
      ["[]", '[{"c": 1}]'],
    ]);
    expect(issue(table, "W_JSON_LISTS")).toMatchObject({ count: 2 });
  });

  test("a name that is there twice loses nothing", async () => {
    const table = await read('{"a":1,"a":2}\n{"a":3}\n{"a":{"b":4},"a.b":5}\n', "x.jsonl");
    expect(namesOf(table)).toEqual(["a", "a (2)", "a.b", "a.b (2)"]);
    expect(rowsOf(table)).toEqual([
      ["1", "2", "", ""],
      ["3", "", "", ""],
      ["", "", "4", "5"],
    ]);
    expect(issue(table, "W_JSON_REPEATED_NAME")?.lines).toEqual([1, 3]);
  });

  test("what stands beside the rows is said", async () => {
    const table = await read('{"meta": {"page": 1}, "items": [{"a": 1}, {"a": 2}], "next": null}');
    expect(rowsOf(table)).toEqual([["1"], ["2"]]);
    expect(issue(table, "W_JSON_BESIDE")?.message).toMatch(/"items".*"meta", "next"/);
  });
});

describe("lists as rows", () => {
  test("the first holds names", async () => {
    const table = await read('[["id", "x"], [1, 2.50], [3, null], [4, [1, 2]]]');
    expect(namesOf(table)).toEqual(["id", "x"]);
    expect(rowsOf(table)).toEqual([
      ["1", "2.50"],
      ["3", ""],
      ["4", "[1, 2]"],
    ]);
  });
  test("a line each", async () => {
    expect(rowsOf(await read('["id", "x"]\n[1, 2]\n[3, 4]\n', "x.jsonl"))).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
  });
  test("names stand beside them, as pandas writes them", async () => {
    const table = await read('{"columns":["id","x"],"index":[0,1],"data":[[1,"a"],[2,"b"]]}');
    expect(namesOf(table)).toEqual(["id", "x"]);
    expect(rowsOf(table)).toEqual([
      ["1", "a"],
      ["2", "b"],
    ]);
  });
});

describe("what is broken", () => {
  test("lines are left out and listed; rows and losses make up all lines", async () => {
    const text = '{"a":1}\n{"a":2\n{"a":"x\n\n{"a":5}\n7\n{"a":}\n[1]\n{"a":9}';
    const table = await read(text, "x.jsonl");
    expect(rowsOf(table)).toEqual([["1"], ["5"], ["9"]]);
    expect(issue(table, "W_JSON_LEFT_OUT")).toMatchObject({ count: 5, lines: [2, 3, 6, 7, 8] });
  });

  test("of a list, items that begin their lines are found again", async () => {
    const text = '[\n  {"a": 1},\n  {"a": "x},\n  {"a": 3}\n  {"a": 4},\n  null\n]\n';
    const table = await read(text);
    expect(rowsOf(table)).toEqual([["1"], ["3"], ["4"]]);
    expect(issue(table, "W_JSON_LEFT_OUT")).toMatchObject({ count: 2, lines: [3, 6] });
  });

  test("a list that breaks off says where, and is not to be trained on", async () => {
    for (const text of ['[{"a": 1}, {"a": 2}, {"a', '[{"a": 1}, {"a": 2},', '{"data": [{"a": 1}, {"a": 2}']) {
      const table = await read(text);
      expect(rowsOf(table)).toEqual([["1"], ["2"]]);
      expect(issue(table, "W_JSON_CUT")).toMatchObject({ lines: [1], isBlocking: true });
    }
  });

  test.each([
    ["E_JSON_SHAPE", '{"formatVersion": 2, "blocks": [{"id": "n1"}], "edges": [{"from": "n1"}]}'],
    ["E_JSON_SHAPE", '{"formatVersion": 1, "blocks": []}'],
    ["E_JSON_SHAPE", "[1, 2, 3]"],
    ["E_JSON_SHAPE", '{"a": [1, 2], "b": [3, 4]}'],
    ["E_JSON_SHAPE", "[{}, {}]"],
    ["E_JSON_BROKEN", '[{"a"; 1}]'],
    ["E_JSON_BROKEN", "{'a': 1}"],
    ["E_CSV_NO_ROWS", "[]"],
    ["E_CSV_EMPTY", "  \n "],
    ["E_JSON_BROKEN", `[{"a":${"[".repeat(100_000)}`],
  ])("%s: %s", async (code, text) => {
    expect(await codeOf(read(text))).toBe(code);
  });

  test("names that differ from object to object are refused before they fill the memory", async () => {
    const text = Array.from({ length: 20_000 }, (_, at) => `{"id${at}": 1}`).join("\n");
    expect(await codeOf(read(text, "x.jsonl"))).toBe("E_JSON_COLUMNS");
  });
});

test("CSV that begins with a brace or bracket stays CSV", async () => {
  for (const text of ["{a},b\n1,2\n3,4\n", "[a],b\n1,2\n3,4\n", '["x"],b\n1,2\n3,4\n']) {
    expect((await read(text, "rows.csv")).sources[0].dialect.delimiter).toBe(",");
  }
});
