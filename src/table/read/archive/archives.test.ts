import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { madeByPython, pythonWith } from "../../testing/python.ts";
import { codeOf, issue, namesOf, rowsOf } from "../../testing/read-text.ts";
import type { Dialect } from "../../types.ts";
import { byteSlices } from "../csv-bytes.ts";
import { readTable } from "../read-table.ts";
import type { TableInput } from "../table-input.ts";
import { crc32 } from "../zip/crc32.ts";
import { gzipInflater, INFLATE_LIMITS, inflatedStream } from "../zip/inflate.ts";
import { tablesIn } from "./table-members.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** As a file of the page or of a disk is: in pieces of any size, and by parts. */
function fileOf(name: string, bytes: Uint8Array, pieceBytes = 1000): TableInput {
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
  return { name, sizeBytes: bytes.length, bytes: stream, slice: async (start, end) => bytes.slice(start, end) };
}

const open = (name: string, bytes: Uint8Array, dialect?: Partial<Dialect>) =>
  readTable(fileOf(name, bytes), dialect ? { dialect } : {});

const hexOf = async (bytes: Uint8Array<ArrayBuffer>) =>
  Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");

describe("gzip", () => {
  test("holds one file, read as what it is; the source is the packed file", async () => {
    const packed = new Uint8Array(gzipSync("x;y\n1;a\n2;b\n"));
    const table = await open("rows.csv.gz", packed);
    expect(rowsOf(table)).toEqual([
      ["1", "a"],
      ["2", "b"],
    ]);
    const hash = await hexOf(packed);
    expect(table.sources).toMatchObject([
      { name: "rows.csv.gz", sizeBytes: packed.length, hash, dialect: { delimiter: ";" } },
    ]);
  });

  test("may have many members, cut anywhere (as bgzip and cat write them)", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "binary", maxLength: 300 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40_000 }),
        async (texts, pieceBytes) => {
          const packed = new Uint8Array(Buffer.concat(texts.map((text) => gzipSync(text))));
          const { bytes } = fileOf("a.gz", packed, pieceBytes);
          const parts: Uint8Array[] = [];
          for await (const part of byteSlices(inflatedStream(byteSlices(bytes), gzipInflater("a.gz"))))
            parts.push(part);
          expect(Buffer.concat(parts).toString()).toBe(Buffer.from(texts.join("")).toString());
        },
      ),
      { numRuns: 200 },
    );
  });

  const rows = encode(`x,y\n${Array.from({ length: 5000 }, (_, row) => `${row},${(row * 7919) % 1009}\n`).join("")}`);
  test("that was cut off, or changed, is refused wherever that is", async () => {
    const packed = new Uint8Array(gzipSync(rows));
    expect((await open("rows.csv.gz", packed)).nRows).toBe(5000);
    for (const length of [40, 1000, packed.length - 9, packed.length - 4, packed.length - 1]) {
      expect(await codeOf(open("rows.csv.gz", packed.slice(0, length)))).toBe("E_ARCHIVE_DAMAGED");
    }
    for (let at = 12; at < packed.length; at += 997) {
      const changed = packed.map((byte, index) => (index === at ? byte ^ 4 : byte));
      expect(await codeOf(open("rows.csv.gz", changed))).toBe("E_ARCHIVE_DAMAGED");
    }
  });

  test("that unpacks without end is stopped with numbers, before the memory is full", async () => {
    // In lines: one that does not end is stopped sooner.
    const lines = new Uint8Array(100 * 2 ** 20).map((_, at) => (at % 65_536 === 0 ? 10 : 48));
    const bomb = new Uint8Array(gzipSync(lines));
    expect(bomb.length).toBeLessThan(150_000);
    const error: unknown = await open("zeros.csv.gz", bomb).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/at most 2.15 GB .* at most 300 times .* got \d+ kB from the first \d+ bytes/);
    const limits = { ...INFLATE_LIMITS, mostBytes: 1000 };
    const few = inflatedStream(byteSlices(new Uint8Array(gzipSync(rows))), gzipInflater("a.gz", limits));
    expect(await codeOf(new Response(few).arrayBuffer())).toBe("E_ARCHIVE_TOO_LARGE");
  });

  test("in gzip is opened once more, and no further; what is no table is named", async () => {
    const twice = gzipSync(gzipSync("x,y\n1,2\n"));
    expect(rowsOf(await open("a.gz", new Uint8Array(twice)))).toEqual([["1", "2"]]);
    expect(await codeOf(open("a.gz", new Uint8Array(gzipSync(twice))))).toBe("E_ARCHIVE_REFUSED");
    expect(await codeOf(open("a.rds", new Uint8Array(gzipSync("X\n\0\0\0\u0003"))))).toBe("E_CSV_BINARY");
  });
});

test("checksums are those of zlib, and go on from piece to piece", () => {
  // "123456789" is the check value of the catalogue of CRCs: cbf43926.
  expect(crc32(encode("123456789"), 0)).toBe(0xcbf43926);
  expect(crc32(encode("6789"), crc32(encode("12345"), 0))).toBe(0xcbf43926);
});

describe("which files of an archive are tables", () => {
  const names = (...all: readonly string[]) =>
    tablesIn(all.map((name, index) => ({ name, sizeBytes: all.length - index }))).map(({ name }) => name);

  test.each([
    [
      ["train.csv", "test.csv", "data_description.txt"],
      ["train.csv", "test.csv"],
    ],
    [["adult.names", "adult.data", "Index", "adult.test"], ["adult.data"]],
    [["README", "LICENSE.txt", "seeds_dataset.txt"], ["seeds_dataset.txt"]],
    [["__MACOSX/._a.csv", "a.csv", ".DS_Store", "b/"], ["a.csv"]],
    [["folder/readme.md", "folder/plot.png", "inner.zip"], []],
  ])("%j", (all, right) => {
    expect(names(...all)).toEqual(right);
  });
});

const ZIP = (writes: string, kind = "ZIP_DEFLATED") => `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.${kind}) as z:
${writes.replace(/^/gm, "    ")}
`;

describe.skipIf(!pythonWith("zipfile"))("zip, as Python writes it", () => {
  const zip = (writes: string, kind?: string) => madeByPython(ZIP(writes, kind));

  test("with one table, debris and notes: the table", async () => {
    const bytes = zip(`
z.writestr("__MACOSX/._rows.csv", b"\\0\\1\\2")
z.writestr("notes/readme.md", "hello " * 1000)
z.writestr("données/rows.csv", "x,y\\n1,a\\n2,b\\n")`);
    const table = await open("rows.zip", bytes);
    expect(rowsOf(table)).toEqual([
      ["1", "a"],
      ["2", "b"],
    ]);
    expect(table.sources).toMatchObject([
      { name: "rows.zip", sizeBytes: bytes.length, hash: await hexOf(Uint8Array.from(bytes)) },
    ]);
    expect(table.sources[0].dialect.member).toBe("données/rows.csv");
    expect(table.issues).toEqual([]);
  });

  test("with several tables: the largest, the others named; any of them on request", async () => {
    const bytes = zip(`
z.writestr("sample_submission.csv", "id,y\\n9,0\\n")
z.writestr("train.csv", "id,x,y\\n" + "1,2,3\\n" * 50)
z.writestr("test.csv", "id,x\\n" + "5,6\\n" * 20)`);
    const table = await open("kaggle.zip", bytes);
    expect([table.nRows, namesOf(table)]).toEqual([50, ["id", "x", "y"]]);
    expect(issue(table, "W_ARCHIVE_OTHERS")).toMatchObject({ count: 1, where: "kaggle.zip" });
    expect(issue(table, "W_ARCHIVE_OTHERS")?.message).toMatch(
      /"train.csv", was read.*"test.csv", "sample_submission.csv"/,
    );
    const { dialect } = table.sources[0];
    expect(dialect.members).toEqual(["train.csv", "test.csv", "sample_submission.csv"]);
    const other = await open("kaggle.zip", bytes, { member: "test.csv" });
    expect([other.nRows, other.sources[0].dialect.member, issue(other, "W_ARCHIVE_OTHERS")]).toEqual([
      20,
      "test.csv",
      undefined,
    ]);
    expect(await codeOf(open("kaggle.zip", bytes, { member: "none.csv" }))).toBe("E_ARCHIVE_MEMBER");
  });

  test("stored, with a comment, with sizes of 64 bits, packed by gzip inside", async () => {
    const stored = zip(`z.comment = b"PK" * 1000\nz.writestr("a.csv", "x,y\\n1,2\\n")`, "ZIP_STORED");
    expect(rowsOf(await open("a.zip", stored))).toEqual([["1", "2"]]);
    const long = zip(`
with z.open("a.csv", "w", force_zip64=True) as f: f.write(b"x,y\\n3,4\\n")`);
    expect(rowsOf(await open("a.zip", long))).toEqual([["3", "4"]]);
    const inner = zip(`import gzip\nz.writestr("a.csv.gz", gzip.compress(b"x,y\\n5,6\\n"))`);
    expect(rowsOf(await open("a.zip", inner))).toEqual([["5", "6"]]);
  });

  test("that comes as a stream alone", async () => {
    const bytes = zip(`z.writestr("a.csv", "x,y\\n1,2\\n")`);
    const { slice: _, ...stream } = fileOf("a.zip", bytes);
    expect(rowsOf(await readTable(stream))).toEqual([["1", "2"]]);
  });

  test("that cannot be read is refused in words", async () => {
    expect(await codeOf(open("a.zip", zip("pass")))).toBe("E_ARCHIVE_NO_TABLE");
    expect(await codeOf(open("a.zip", zip(`z.writestr("b.zip", b"PK\\3\\4")`)))).toBe("E_ARCHIVE_NO_TABLE");
    expect(await codeOf(open("a.docx", zip(`z.writestr("word/document.xml", "<a/>")`)))).toBe("E_CSV_BINARY");
    const rare = zip(`z.writestr("a.csv", "x,y\\n1,2\\n")`, "ZIP_BZIP2");
    expect(await codeOf(open("a.zip", rare))).toBe("E_ARCHIVE_REFUSED");
    const good = zip(`z.writestr("a.csv", "x,y\\n" + "1,2\\n" * 1000)`);
    expect(await codeOf(open("a.zip", good.slice(0, -30)))).toBe("E_ARCHIVE_DAMAGED");
    // Bit 0 of the flags says that a member is encrypted, in its header and in the directory.
    const locked = good.slice();
    locked[6] |= 1;
    const directory = Buffer.from(locked).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    locked[directory + 8] |= 1;
    expect(await codeOf(open("a.zip", locked))).toBe("E_ARCHIVE_REFUSED");
    const wrong = good.slice();
    wrong[directory + 16] ^= 1;
    expect(await codeOf(open("a.zip", wrong))).toBe("E_ARCHIVE_DAMAGED");
  });

  test("with a member that unpacks without end is stopped", async () => {
    const bomb = zip(`z.writestr("a.csv", b"0" * 100 * 2**20)`);
    expect(await codeOf(open("a.zip", bomb))).toBe("E_ARCHIVE_TOO_LARGE");
  });

  test("damaged anywhere: read as it was, or refused in words", async () => {
    const good = zip(`z.writestr("a.csv", "x,y\\n" + "".join(f"{i},{i*i}\\n" for i in range(30)))`);
    const right = rowsOf(await open("a.zip", good));
    for (let at = 0; at < good.length; at++) {
      const changed = good.map((byte, index) => (index === at ? byte ^ 0x11 : byte));
      const found = await open("a.zip", changed).then(rowsOf, (error: unknown) => String(error));
      if (typeof found === "string") expect(found).toMatch(/\[E_(?:ARCHIVE|CSV)_/);
      else expect(found).toEqual(right);
    }
  });
});
