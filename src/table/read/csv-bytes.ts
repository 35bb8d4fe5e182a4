import { studioError } from "../../base/error.ts";
import type { NotCsv } from "../../base/errors/table.ts";
import { joinBytes, type TableBytes } from "./table-input.ts";

const SLICE_BYTES = 1 << 18;
const WHOLE_HASH_BYTES = 64 * 2 ** 20;
const EDGE_HASH_BYTES = 2 ** 20;

/** The bytes in pieces of at most 256 kB, so that no piece keeps the thread for long. A text is yielded as UTF-8. */
export async function* byteSlices(bytes: TableBytes): AsyncGenerator<Uint8Array> {
  if (typeof bytes === "string") {
    yield* slices(new TextEncoder().encode(bytes));
  } else if (bytes instanceof Uint8Array) {
    yield* slices(bytes);
  } else {
    const reader = bytes.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        yield* slices(value);
      }
    } finally {
      await reader.cancel().catch(() => undefined);
      reader.releaseLock();
    }
  }
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) yield bytes.subarray(start, start + SLICE_BYTES);
}

/** Lets timers, messages and progress through. */
export function yieldToOthers(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly kind: NotCsv }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], kind: "zip" },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: "xls" },
  { bytes: [0x1f, 0x8b], kind: "gzip" },
  { bytes: [0x42, 0x5a, 0x68], kind: "bzip2" },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], kind: "zstd" },
  { bytes: [0x25, 0x50, 0x44, 0x46], kind: "pdf" },
  { bytes: [0x50, 0x41, 0x52, 0x31], kind: "parquet" },
  { bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], kind: "arrow" },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], kind: "sqlite" },
  { bytes: [0x89, 0x48, 0x44, 0x46], kind: "hdf5" },
  { bytes: [0x89, 0x50, 0x4e, 0x47], kind: "png" },
  { bytes: [0xff, 0xd8, 0xff], kind: "jpeg" },
];

/**
 * Refuses what cannot be a table of text.
 *
 * @throws StudioError E_CSV_BINARY, E_CSV_WEB_PAGE.
 */
export function assertText(name: string, head: Uint8Array, encoding: string): void {
  const found = SIGNATURES.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (found) throw studioError("E_CSV_BINARY", { file: name, kind: found.kind === "zip" ? zipKind(head) : found.kind });
  const text = new TextDecoder(encoding).decode(head.subarray(0, 256));
  // A name and a colon, or a list of lists or of objects: no header of a table looks like that.
  if (/^\s*(?:\[\s*)?\{\s*"[^"]*"\s*:|^\s*\[\s*\[/.test(text)) {
    throw studioError("E_CSV_BINARY", { file: name, kind: "json" });
  }
  if (/^\s*<(?:!doctype html|html)/i.test(text)) {
    throw studioError("E_CSV_WEB_PAGE", { file: name });
  }
  if (encoding.startsWith("utf-16")) return;
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 27)) controls++;
  if (controls >= 4 && controls > head.length * 0.05) {
    throw studioError("E_CSV_BINARY", { file: name, kind: "binary" });
  }
}

/** Spreadsheets are zip archives; the names of the first files in one tell which. */
function zipKind(head: Uint8Array): NotCsv {
  const names = new TextDecoder("latin1").decode(head.subarray(0, 4096));
  if (names.includes("opendocument.spreadsheet")) return "ods";
  return /\[Content_Types\]\.xml|xl\/|_rels\/\.rels/.test(names) ? "xlsx" : "zip";
}

/** Collects bytes as they stream by and names the file's content at the end. */
export class ContentHash {
  private parts: Uint8Array[] = [];
  private tail: Uint8Array[] = [];
  private size = 0;

  push(bytes: Uint8Array): void {
    this.size += bytes.length;
    if (this.size <= WHOLE_HASH_BYTES) {
      this.parts.push(bytes);
      return;
    }
    if (this.tail.length === 0) {
      this.tail = this.parts;
      this.parts = [joinBytes(this.parts).slice(0, EDGE_HASH_BYTES)];
    }
    this.tail.push(bytes);
    let kept = this.tail.reduce((sum, part) => sum + part.length, 0);
    while (kept - this.tail[0].length >= EDGE_HASH_BYTES) kept -= this.tail.shift()?.length ?? 0;
  }

  /**
   * @returns hex SHA-256 of all bytes up to 64 MB; above that "edges-" + hex SHA-256 of the first MB, the last MB and
   *   the size in decimal digits (the platform cannot hash a stream, and holding all of it would double the memory);
   *   "" where the page is not allowed to hash.
   */
  async digest(): Promise<string> {
    const subtle = globalThis.crypto?.subtle;
    if (subtle === undefined) return "";
    if (this.tail.length === 0) return hex(await subtle.digest("SHA-256", joinBytes(this.parts)));
    const last = joinBytes(this.tail).slice(-EDGE_HASH_BYTES);
    const size = new TextEncoder().encode(String(this.size));
    return `edges-${hex(await subtle.digest("SHA-256", joinBytes([...this.parts, last, size])))}`;
  }
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
