/** The files in fixtures/ were written by Apache Arrow and Polars: scripts/oracles/parquet-files.py. */
import { readFileSync } from "node:fs";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { cellText } from "../../raw-column.ts";
import { codeOf, issue, namesOf, rowsOf } from "../../testing/read-text.ts";
import type { RawTable } from "../../types.ts";
import { readTable } from "../read-table.ts";

function open(bytes: Uint8Array, ranges: [number, number][] = []): Promise<RawTable> {
  const slice = async (start: number, end: number) => {
    ranges.push([start, end]);
    return bytes.slice(start, end);
  };
  return readTable({ name: "rows.parquet", sizeBytes: bytes.length, bytes, slice });
}

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}.parquet`, import.meta.url)));

describe("types, as Arrow writes them", () => {
  /** By the values in the script. */
  const right: Readonly<Record<string, readonly string[]>> = {
    int8: ["-128", "", "127"],
    uint8: ["0", "", "255"],
    uint32: ["0", "", "4294967295"],
    int64: ["-9007199254740993", "", "9223372036854775807"],
    uint64: ["0", "", "18446744073709551615"],
    float16: ["0.1", "", "-65504"],
    float32: ["0.1", "", "1e-30"],
    float64: ["0.1", "NaN", "-Infinity"],
    bool: ["true", "", "false"],
    decimal: ["12345678901234567890.12", "", "-0.05"],
    decimal256: ["1.5", "", "-99999999999999999999999999999999999999.25"],
    date: ["2024-02-29", "", "0001-01-01"],
    ms: ["2024-12-31T13:05:09.123", "", "1969-07-20T20:17:40"],
    us: ["2024-12-31T13:05:09.123456", "", "1969-07-20T20:17:40"],
    utc: ["2024-12-31T13:05:09.123456Z", "", "1969-07-20T20:17:40Z"],
    ns: ["1970-01-01T00:00:00.000000001", "", "1969-12-31T23:59:59.999999999"],
    time: ["13:05:09", "", "00:00:00.25"],
    time64: ["23:59:59.999999", "", "00:00:00"],
    text: ["Zürich 東京 😀", "", 'a,"b"\n'],
    level: ["low", "", "high"],
    bytes: ["text", "", "ff00"],
    uuid: ["00000000-0000-0000-0000-000000000001", "", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
    list: ["[1,2,null]", "", "[]"],
    "struct.x": ["1.5", "", ""],
    "struct.in.y": ["a", "", ""],
    structs: ['[{"k":"a","v":1152921504606846976}]', "", "[]"],
    map: ['{"a":1}', "", "{}"],
    null: ["", "", ""],
  };

  test("become exact texts", async () => {
    const table = await open(fixture("types"));
    const found = table.columns.map((column) => [column.name, [0, 1, 2].map((row) => cellText(column, row))]);
    expect(Object.fromEntries(found)).toEqual(right);
    expect(namesOf(table)).toEqual(Object.keys(right));
    expect(issue(table, "W_PARQUET_NESTED")).toMatchObject({ count: 3, where: "rows.parquet" });
    expect(issue(table, "W_PARQUET_NESTED")?.message).toMatch(/"list", "structs", "map"/);
    expect(table.sources).toMatchObject([{ name: "rows.parquet", nRows: 3, dialect: { format: "parquet" } }]);
    expect(table.sources[0].hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("of older writers, too: moments of 96 bits, texts that are called bytes", async () => {
    expect(rowsOf(await open(fixture("old")))).toEqual([
      ["2024-12-31T13:05:09.123456", "a"],
      ["", ""],
      ["1969-07-20T20:17:40", "b"],
    ]);
  });
});

test("a column of nothing, as Polars packs it", async () => {
  expect(rowsOf(await open(fixture("polars")))).toEqual([
    ["", "1"],
    ["", "2"],
    ["", "3"],
  ]);
});

describe("several row groups", () => {
  const rows = Array.from({ length: 400 }, (_, row) => [
    String(row),
    row % 7 === 0 ? "" : String((row * row) / 4),
    `word ${row % 5}`,
  ]);

  test.each(["snappy", "gzip", "zstd", "brotli", "lz4", "pages", "checksums"])("packed as %s", async (name) => {
    const table = await open(fixture(name));
    expect(namesOf(table)).toEqual(["row", "square", "word"]);
    expect(rowsOf(table)).toEqual(rows);
    expect(table.issues).toEqual([]);
  });

  test("are read by ranges: no more than a column of a group at a time, beside the hash", async () => {
    const ranges: [number, number][] = [];
    const bytes = fixture("snappy");
    await open(bytes, ranges);
    // The whole of it once for the hash and once for the list of what is in it, which of a longer file is at its end; before that, how long that is.
    expect(ranges.filter(([start, end]) => end - start < bytes.length)).toHaveLength(10);
    expect(ranges).toHaveLength(12);
  });
});

test("a file without rows, cut off or changed is refused in words, or read as it was", async () => {
  expect(await codeOf(open(fixture("empty")))).toBe("E_CSV_NO_ROWS");
  const good = fixture("snappy");
  expect(await codeOf(open(good.slice(0, 3000)))).toBe("E_PARQUET_DAMAGED");
  for (let at = 4; at < good.length; at += process.env.DIFFML_FULL === "1" ? 13 : 41) {
    const changed = good.map((byte, index) => (index === at ? byte ^ 0x41 : byte));
    const found = await open(changed).then(
      ({ nRows }) => String(nRows),
      (error: unknown) => String(error),
    );
    expect(found).toMatch(/^\d+$|\[E_(?:PARQUET|CSV)_/);
  }
});

test("a page whose checksum is wrong is refused, whatever has changed in it", async () => {
  const good = fixture("checksums");
  const right = rowsOf(await open(good));
  let nRefused = 0;
  for (let at = 4; at < 3000; at += 7) {
    const changed = good.map((byte, index) => (index === at ? byte ^ 1 : byte));
    const found = await open(changed).then(rowsOf, () => "refused");
    if (found === "refused") nRefused++;
    else expect(found).toEqual(right);
  }
  expect(nRefused).toBeGreaterThan(300);
});

/** The same file with another count of rows in its footer: field 3, a zigzag varint of 64 bits, before the list of row groups. */
function withRowCount(bytes: Uint8Array, nRows: number): Uint8Array {
  const at = Buffer.from(bytes).indexOf(Buffer.from([0x16, 0xc8, 0x01, 0x19]));
  const varint: number[] = [];
  let rest = BigInt(nRows) * 2n;
  for (; rest >= 128n; rest >>= 7n) varint.push(Number(rest & 127n) | 128);
  varint.push(Number(rest));
  const changed = Buffer.concat([bytes.slice(0, at + 1), Uint8Array.from(varint), bytes.slice(at + 3)]);
  const length = changed.readUInt32LE(changed.length - 8) + varint.length - 2;
  changed.writeUInt32LE(length, changed.length - 8);
  return new Uint8Array(changed);
}

test("a claim of more rows than fit is refused before anything is read", async () => {
  const data = Array.from({ length: 100 }, (_, row) => row);
  const made = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: "x", data, type: "INT32" }] }));
  expect((await open(made)).nRows).toBe(100);
  const error: unknown = await open(withRowCount(made, 2 ** 40)).catch((reason: unknown) => reason);
  expect(String(error)).toMatch(/at most 33,554,432 cells, got 1,099,511,627,776.*E_PARQUET_TOO_LARGE/);
});
