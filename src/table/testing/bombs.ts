/** Files of tables that are small to make and take minutes or gigabytes to read, of every kind that is known, at any size. */
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { TableInput } from "../read/table-input.ts";
import { workbookMembers, zipOf } from "./fuzz/zip-writer.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const PIECE = 1 << 20;

function whole(name: string, bytes: Uint8Array): TableInput {
  return { name, sizeBytes: bytes.length, bytes, slice: async (start, end) => bytes.slice(start, end) };
}

/** A file whose bytes are made as they are read. @param sizeBytes of what is repeated, without the head. */
function repeated(name: string, head: string, { text, sizeBytes }: { text: string; sizeBytes: number }): TableInput {
  const piece = encode(text.repeat(Math.ceil(PIECE / text.length)));
  let left = sizeBytes;
  const bytes = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encode(head)),
      pull: (controller) => {
        if (left <= 0) controller.close();
        else controller.enqueue(piece);
        left -= piece.length;
      },
    },
    { highWaterMark: 0 },
  );
  return { name, sizeBytes: sizeBytes + head.length, bytes };
}

const MEMBERS = workbookMembers([
  ["x", "y"],
  [1, "a"],
  [2, "b"],
  [3, "c"],
]);

/** A workbook with some of its parts as others. */
function workbook(change: (path: string, text: string) => string): TableInput {
  const members = MEMBERS.map(({ name, bytes }) => ({
    name,
    bytes: encode(change(name, new TextDecoder().decode(bytes))),
  }));
  return whole("book.xlsx", zipOf(members));
}

const sharedTexts = (texts: string) =>
  workbook((path, text) => (path.endsWith("sharedStrings.xml") ? text.replace("</sst>", `${texts}</sst>`) : text));

const merged = (ranges: string) =>
  workbook((path, text) =>
    path.endsWith("sheet1.xml") ? text.replace("</worksheet>", `<mergeCells>${ranges}</mergeCells></worksheet>`) : text,
  );

/** Changes what the directory of an archive says of the size of its files. */
function saying(bytes: Uint8Array, sizeBytes: number): Uint8Array {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 46 < bytes.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, sizeBytes, true);
  }
  return bytes;
}

/** A whole number as Thrift's compact protocol has it, least significant bits first. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Uint8Array.from([...bytes, left]);
    bytes.push((left % 128) | 128);
  }
}

/** By their kind: made at a size, which is 1 for what was first seen. */
export const TABLE_BOMBS: Readonly<Record<string, (size: number) => TableInput>> = {
  "a cell of 50 MB": (size) => repeated("a.csv", "x,y\n1,", { text: "letters ", sizeBytes: 50e6 * size }),
  "a cell of 50 MB in quotes that close nowhere": (size) =>
    repeated("a.csv", 'x,y\n1,2\n1,"', { text: "some words\n", sizeBytes: 50e6 * size }),
  "a cell of 50 MB far below": (size) =>
    repeated("a.csv", `x,y\n${"1,2\n".repeat(50_000)}3,`, { text: "letters ", sizeBytes: 50e6 * size }),
  "one line of 50 MB": (size) => repeated("a.csv", "", { text: "12 ", sizeBytes: 50e6 * size }),
  "one line of JSON of 50 MB": (size) =>
    repeated("a.jsonl", '{"x": 1}\n{"x": "', { text: "letters ", sizeBytes: 50e6 * size }),
  "a header of 100,000 names": (size) =>
    whole("a.csv", encode(`${Array.from({ length: 100_000 * size }, (_, i) => `c${i}`).join()}\n1\n2\n`)),
  "an archive of 50,000 files": (size) =>
    whole(
      "a.zip",
      zipOf(Array.from({ length: 50_000 * size }, (_, i) => ({ name: `${i}.csv`, bytes: new Uint8Array(0) }))),
    ),
  "an archive that says it unpacks to 400 MB": (size) =>
    whole(
      "a.zip",
      saying(zipOf([{ name: "a.csv", bytes: encode("x,y\n1,2\n") }]), Math.min(400e6 * size, 2 ** 32 - 2)),
    ),
  "an archive that unpacks to more than it says": (size) =>
    whole("a.zip", saying(zipOf([{ name: "a.csv", bytes: encode(`x,y\n${"1,2\n".repeat(1e6 * size)}`) }]), 100)),
  "rows of 20 MB, packed": (size) => whole("a.csv.gz", new Uint8Array(gzipSync("1,2,3\n".repeat(3e6 * size)))),
  "shared texts by the million": (size) => sharedTexts("<si><t>a</t></si>".repeat(1e6 * size)),
  "a shared text of 5 MB": (size) => sharedTexts(`<si>${"<r><t>letters </t></r>".repeat(600_000 * size)}</si>`),
  "merged cells to the last row": (size) => merged('<mergeCell ref="B2:B1048576"/>'.repeat(1000 * size)),
  "merged cells by the hundred thousand": (size) => merged('<mergeCell ref="B2:B3"/>'.repeat(100_000 * size)),
  "ten million rows of nothing in Parquet": (size) => {
    const nRows = 2 ** 21 + 1;
    const column = { name: "x", data: new Int32Array(nRows).fill(1), type: "INT32" as const };
    const bytes = Buffer.from(parquetWriteBuffer({ columnData: [column], rowGroupSize: nRows }));
    // Both take four bytes, wherever the file says how many rows it has.
    const [before, after] = [varint(2 * nRows), varint(2 * Math.min(1e7 * size, 2 ** 27 - 1))];
    for (let at = bytes.indexOf(before); at >= 0; at = bytes.indexOf(before, at + 4)) bytes.set(after, at);
    return whole("a.parquet", new Uint8Array(bytes));
  },
  "a Parquet file whose list of parts says it has 20 MB": (size) => {
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: "x", data: [1, 2] }] }));
    const large = new Uint8Array(20e6 * size + bytes.length);
    large.set(bytes, 20e6 * size);
    large.set(bytes.subarray(0, 4));
    new DataView(large.buffer).setUint32(large.length - 8, large.length - 12, true);
    return whole("a.parquet", large);
  },
};
