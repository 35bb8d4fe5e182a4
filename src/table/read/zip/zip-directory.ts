/**
 * What a zip archive holds, from the directory at its end: only what is asked for is read and inflated.
 *
 * @source PKWARE APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
 */
import { studioError } from "../../../base/error.ts";
import { assertWithin } from "../reading-limits.ts";
import type { ByteSlice } from "../table-input.ts";
import { assertInflated, inflatedStream, memberInflater } from "./inflate.ts";

export interface ZipEntry {
  readonly name: string;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly crc: number;
  /** 0: stored, 8: DEFLATE. */
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Where its local header is. */
  readonly offset: number;
}

export interface Zip {
  readonly file: string;
  readonly slice: ByteSlice;
  readonly sizeBytes: number;
  readonly entries: readonly ZipEntry[];
}

const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_BYTES = 20;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const IN_EXTRA = 0xffffffff;
const EXTRA_64 = 1;
const FLAG_ENCRYPTED = 1;
const FLAG_UTF8 = 1 << 11;
const READ_BYTES = 1 << 18;
/** A directory of 64 MB names half a million files. */
const MOST_DIRECTORY_BYTES = 2 ** 26;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** @throws StudioError E_ARCHIVE_DAMAGED */
export async function openZip(file: string, { slice, sizeBytes }: Pick<Zip, "slice" | "sizeBytes">): Promise<Zip> {
  const damaged = () => studioError("E_ARCHIVE_DAMAGED", { file, problem: "directory" });
  const tailStart = Math.max(0, sizeBytes - END_BYTES - LONGEST_COMMENT - LOCATOR_64_BYTES);
  const tail = await slice(tailStart, sizeBytes);
  const view = viewOf(tail);
  let at = tail.length - END_BYTES;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) throw damaged();
  let length = view.getUint32(at + 12, true);
  let start = view.getUint32(at + 16, true);
  const locator = at - LOCATOR_64_BYTES;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) {
    const place = Number(view.getBigUint64(locator + 8, true));
    const end = await partOf(slice, place, Math.min(place + 56, sizeBytes));
    if (end.length < 56 || viewOf(end).getUint32(0, true) !== END_64) throw damaged();
    length = Number(viewOf(end).getBigUint64(40, true));
    start = Number(viewOf(end).getBigUint64(48, true));
  }
  if (length > MOST_DIRECTORY_BYTES || start + length > sizeBytes) throw damaged();
  const entries = entriesOf(file, await slice(start, start + length));
  if (!entries) throw damaged();
  return { file, slice, sizeBytes, entries };
}

async function partOf(slice: ByteSlice, start: number, end: number): Promise<Uint8Array> {
  return start < end ? slice(start, end) : new Uint8Array(0);
}

/** How many entries a directory lists, told before anything is made of them. */
function countEntries(view: DataView): number {
  let count = 0;
  for (let at = 0; at + ENTRY_BYTES <= view.byteLength && view.getUint32(at, true) === ENTRY; count++) {
    at += ENTRY_BYTES + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return count;
}

/** @throws StudioError E_TABLE_LARGE */
function entriesOf(file: string, directory: Uint8Array): ZipEntry[] | undefined {
  const view = viewOf(directory);
  assertWithin(file, "archiveEntries", countEntries(view));
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + ENTRY_BYTES <= directory.length) {
    if (view.getUint32(at, true) !== ENTRY) return undefined;
    const flags = view.getUint16(at + 8, true);
    const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const end = extraEnd + view.getUint16(at + 32, true);
    if (end > directory.length) return undefined;
    const sizes = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
    const whole = fromExtra(sizes, directory.subarray(nameEnd, extraEnd));
    if (!whole) return undefined;
    const [sizeBytes, packedBytes, offset] = whole;
    entries.push({
      name: nameOf(directory.subarray(at + ENTRY_BYTES, nameEnd), (flags & FLAG_UTF8) !== 0),
      packedBytes,
      sizeBytes,
      crc: view.getUint32(at + 16, true),
      method: view.getUint16(at + 10, true),
      isEncrypted: (flags & FLAG_ENCRYPTED) !== 0,
      offset,
    });
    at = end;
  }
  return at === directory.length ? entries : undefined;
}

/** Sizes of 4 GB and more stand behind the name, in the order of those that are missing before it. */
function fromExtra(sizes: readonly number[], extra: Uint8Array): number[] | undefined {
  if (!sizes.includes(IN_EXTRA)) return [...sizes];
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== EXTRA_64) continue;
    let next = at + 4;
    const whole = sizes.map((size) => {
      if (size !== IN_EXTRA) return size;
      next += 8;
      return next <= extra.length ? Number(view.getBigUint64(next - 8, true)) : Number.NaN;
    });
    return whole.some(Number.isNaN) ? undefined : whole;
  }
  return undefined;
}

const [UTF8, MAYBE_UTF8] = [new TextDecoder(), new TextDecoder("utf-8", { fatal: true })];
const LATIN1 = new TextDecoder("latin1");

/** UTF-8 where it is said or is it; else Latin-1 stands for the code pages of old. */
function nameOf(bytes: Uint8Array, isUtf8: boolean): string {
  try {
    return (isUtf8 ? UTF8 : MAYBE_UTF8).decode(bytes);
  } catch {
    return LATIN1.decode(bytes);
  }
}

/** The bytes of one entry. @throws StudioError E_ARCHIVE_*, from the stream too. */
export async function openEntry(zip: Zip, entry: ZipEntry): Promise<ReadableStream<Uint8Array>> {
  const file = `${zip.file}, ${entry.name}`;
  if (entry.isEncrypted) throw studioError("E_ARCHIVE_REFUSED", { file, why: "encrypted" });
  if (entry.method !== 0 && entry.method !== 8) throw studioError("E_ARCHIVE_REFUSED", { file, why: "method" });
  // What it says of itself is told at once; what it does not say, when it comes out.
  assertInflated(file, { packed: entry.packedBytes, inflated: entry.sizeBytes });
  const local = await partOf(zip.slice, entry.offset, Math.min(entry.offset + LOCAL_BYTES, zip.sizeBytes));
  if (local.length < LOCAL_BYTES || viewOf(local).getUint32(0, true) !== LOCAL) {
    throw studioError("E_ARCHIVE_DAMAGED", { file, problem: "directory" });
  }
  const start = entry.offset + LOCAL_BYTES + viewOf(local).getUint16(26, true) + viewOf(local).getUint16(28, true);
  const end = start + entry.packedBytes;
  if (end > zip.sizeBytes) throw studioError("E_ARCHIVE_DAMAGED", { file, problem: "directory" });
  const isStored = entry.method === 0;
  return inflatedStream(pieces(zip.slice, start, end), memberInflater({ file, isStored, expected: entry }));
}

async function* pieces(slice: ByteSlice, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += READ_BYTES) yield await slice(at, Math.min(at + READ_BYTES, end));
}
