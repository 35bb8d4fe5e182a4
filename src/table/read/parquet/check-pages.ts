/**
 * Whether pages of a column can be handed to hyparquet: it repeats a value as often as a run says, and a run in a damaged or malicious
 * page says up to four thousand million times, or less than never, which takes minutes or has no end. Checksums of pages, where there are any, are verified here, too, which hyparquet does not.
 *
 * @source apache/parquet-format: Encodings.md (RLE / bit-packing hybrid), README.md (data pages), parquet.thrift (PageHeader).
 */
import type { ColumnMetaData, Compressors, FileMetaData } from "hyparquet";
import { parquetSchema } from "hyparquet";
import { decompressPage } from "hyparquet/src/datapage.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from "hyparquet/src/schema.js";
import { deserializeTCompactProtocol } from "hyparquet/src/thrift.js";
import { crc32 } from "../zip/crc32.ts";
import { INFLATE_LIMITS } from "../zip/inflate.ts";

/** Writers may fill a last run with values that nobody reads: 504 in practice. */
const MOST_PADDING = 1 << 16;
const DATA_PAGE = 0;
const DATA_PAGE_V2 = 3;
const RLE = 3;
/** PLAIN_DICTIONARY and RLE_DICTIONARY. */
const DICTIONARIES = new Set<unknown>([2, 8]);

interface Runs {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Bits of a value. */
  readonly width: number;
  readonly nValues: number;
}

/** Whether the runs say about as many values as the page has. What ends too early is told by the library. */
export function areRunsBounded({ bytes, start, end, width, nValues }: Runs): boolean {
  let at = start;
  for (let seen = 0; seen < nValues && at < end; ) {
    let header = 0;
    for (let shift = 1; at < end; shift *= 128) {
      const byte = bytes[at++];
      header += (byte & 127) * shift;
      if (byte < 128) break;
      // More than 32 bits.
      if (shift > 2 ** 28) return false;
    }
    const isPacked = header % 2 === 1;
    const half = Math.floor(header / 2);
    const count = isPacked ? half * 8 : half;
    if (count > nValues - seen + MOST_PADDING) return false;
    seen += count;
    at += isPacked ? half * width : (width + 7) >> 3;
  }
  return true;
}

const bitsOf = (most: number) => 32 - Math.clz32(most);

export interface PagesToCheck {
  /** Of the column in its row group. */
  readonly chunk: Uint8Array;
  readonly column: ColumnMetaData;
  readonly metadata: FileMetaData;
  readonly compressors: Compressors;
}

/** @throws RangeError where a page must not be read; whatever the library throws where it cannot be. */
export function checkPages({ chunk, column, metadata, compressors }: PagesToCheck): void {
  const path = getTreePath(parquetSchema(metadata), [...column.path_in_schema]);
  const levels = { repetition: bitsOf(getMaxRepetitionLevel(path)), definition: bitsOf(getMaxDefinitionLevel(path)) };
  const reader = { view: new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength), offset: 0 };
  const isBoolean = column.type === "BOOLEAN";
  while (reader.offset < chunk.length - 1) {
    const header = deserializeTCompactProtocol(reader);
    const sizeBytes = Number(header.field_2);
    const packed = chunk.subarray(reader.offset, reader.offset + Number(header.field_3));
    if (!(Number(header.field_3) >= 0)) throw new RangeError("page");
    // Memory for what a page says it unpacks to is asked for before any of it is unpacked.
    const isDense = sizeBytes > INFLATE_LIMITS.freeBytes && sizeBytes > packed.length * INFLATE_LIMITS.mostRatio;
    if (!(sizeBytes >= 0) || isDense) throw new RangeError("page");
    if (header.field_4 !== undefined && header.field_4 >>> 0 !== crc32(packed, 0)) throw new RangeError("checksum");
    reader.offset += packed.length;
    const unpack = (part: Uint8Array, size: number) => decompressPage(part, size, column.codec, compressors);
    if (header.field_1 === DATA_PAGE) {
      checkFirst(unpack(packed, sizeBytes), { ...header.field_5, levels, isBoolean, most: Number(column.num_values) });
    } else if (header.field_1 === DATA_PAGE_V2) {
      const { field_1: nValues, field_4: encoding, field_5: definition, field_6: repetition } = header.field_8;
      const start = definition + repetition;
      const page = header.field_8.field_7 === false ? packed.subarray(start) : undefined;
      assertRuns({ bytes: packed, start: 0, end: repetition, width: levels.repetition, nValues });
      assertRuns({ bytes: packed, start: repetition, end: start, width: levels.definition, nValues });
      checkValues(page ?? unpack(packed.subarray(start), sizeBytes - start), 0, { encoding, nValues, isBoolean });
    }
  }
}

interface FirstPage {
  readonly field_1: number;
  readonly field_2: unknown;
  readonly levels: { readonly repetition: number; readonly definition: number };
  readonly isBoolean: boolean;
  readonly most: number;
}

/** A page of version 1: levels stand before the values, each with its length, all packed together. */
function checkFirst(
  page: Uint8Array,
  { field_1: nValues, field_2: encoding, levels, isBoolean, most }: FirstPage,
): void {
  if (!(nValues >= 0 && nValues <= most)) throw new RangeError("page");
  let at = 0;
  for (const width of [levels.repetition, levels.definition]) {
    if (width > 0) at = checkSized(page, at, { width, nValues });
  }
  checkValues(page, at, { encoding, nValues, isBoolean });
}

function checkSized(page: Uint8Array, at: number, { width, nValues }: Pick<Runs, "width" | "nValues">): number {
  const end = at + 4 + new DataView(page.buffer, page.byteOffset, page.length).getUint32(at, true);
  assertRuns({ bytes: page, start: at + 4, end: Math.min(end, page.length), width, nValues });
  return end;
}

function checkValues(
  page: Uint8Array,
  at: number,
  { encoding, nValues, isBoolean }: { encoding: unknown; nValues: number; isBoolean: boolean },
): void {
  if (DICTIONARIES.has(encoding) && at < page.length) {
    assertRuns({ bytes: page, start: at + 1, end: page.length, width: page[at], nValues });
  } else if (encoding === RLE && isBoolean) {
    checkSized(page, at, { width: 1, nValues });
  }
}

function assertRuns(runs: Runs): void {
  if (!areRunsBounded(runs)) throw new RangeError("run");
}
