import { studioError } from "../../base/error.ts";
import type { NotCsv } from "../../base/errors/table.ts";
import type { TableBytes } from "./table-input.ts";

/** The text of a piece, and of two joined, is a young object of the engine: its memory is used again for the next. */
const SLICE_BYTES = 1 << 16;

/** The bytes in pieces of at most 64 kB. A text is yielded as UTF-8. */
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

/** Bytes that are read at a stretch: waiting for others costs a millisecond or more, and no stretch keeps the thread for long. */
const [FIRST_STRETCH, STRETCH] = [1 << 16, 1 << 20];

/** Lets others through where it is time: after each of the first pieces, by which a table is judged, then once in a MB. */
export class Stretches {
  private nRead = 0;
  private nSince = 0;

  async end(nBytes: number): Promise<void> {
    this.nRead += nBytes;
    this.nSince += nBytes;
    if (this.nSince < (this.nRead <= STRETCH ? FIRST_STRETCH : STRETCH)) return;
    this.nSince = 0;
    await yieldToOthers();
  }
}

interface Signature {
  readonly bytes: readonly number[];
  readonly kind: NotCsv;
  /** Absent: the file begins with it. */
  readonly at?: number;
}

const SIGNATURES: readonly Signature[] = [
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: "xls" },
  { bytes: [0x42, 0x5a, 0x68], kind: "bzip2" },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], kind: "zstd" },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], kind: "xz" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], kind: "sevenZip" },
  { bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], kind: "rar" },
  { bytes: [0x75, 0x73, 0x74, 0x61, 0x72], kind: "tar", at: 257 },
  { bytes: [0x25, 0x50, 0x44, 0x46], kind: "pdf" },
  { bytes: [0x50, 0x41, 0x52, 0x45], kind: "encryptedParquet" },
  { bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], kind: "arrow" },
  { bytes: [0x46, 0x45, 0x41, 0x31], kind: "arrow" },
  { bytes: [0x4f, 0x52, 0x43], kind: "orc" },
  { bytes: [0x4f, 0x62, 0x6a, 0x01], kind: "avro" },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], kind: "sqlite" },
  { bytes: [0x89, 0x48, 0x44, 0x46], kind: "hdf5" },
  { bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], kind: "numpy" },
  { bytes: [0x52, 0x44, 0x58], kind: "rData" },
  { bytes: [0x58, 0x0a, 0x00, 0x00, 0x00], kind: "rData" },
  { bytes: [0x24, 0x46, 0x4c, 0x32], kind: "spss" },
  { bytes: [0x24, 0x46, 0x4c, 0x33], kind: "spss" },
  { bytes: [0x3c, 0x73, 0x74, 0x61, 0x74, 0x61, 0x5f, 0x64, 0x74, 0x61, 0x3e], kind: "stata" },
  { bytes: [0xc2, 0xea, 0x81, 0x60, 0xb3, 0x14, 0x11, 0xcf], kind: "sas", at: 12 },
  { bytes: [0x89, 0x50, 0x4e, 0x47], kind: "png" },
  { bytes: [0xff, 0xd8, 0xff], kind: "jpeg" },
  { bytes: [0x47, 0x49, 0x46, 0x38], kind: "gif" },
];

/**
 * Refuses what cannot be a table of text.
 *
 * @throws StudioError E_CSV_BINARY, E_CSV_WEB_PAGE.
 */
export function assertText(name: string, head: Uint8Array, encoding: string): void {
  const found = SIGNATURES.find(({ bytes, at = 0 }) => bytes.every((byte, index) => head[at + index] === byte));
  if (found) throw studioError("E_CSV_BINARY", { file: name, kind: found.kind });
  const text = new TextDecoder(encoding).decode(head.subarray(0, 256));
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
