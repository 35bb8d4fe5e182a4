/** What readers are given, whatever kind of file they read, and what they give back. */
import type { Dialect, RawTable } from "../types.ts";

/** A SHA-256 that takes bytes as they come. */
export interface StreamedSha256 {
  push(bytes: Uint8Array): void;
  /** @returns lower-case hex. */
  digest(): string;
}

/** The bytes of a file, to be read once; a text counts as its UTF-8. */
export type TableBytes = ReadableStream<Uint8Array> | Uint8Array | string;

/** A file to read, or a part of an archive. */
export interface TableInput {
  readonly name: string;
  /** 0 where it is not known. */
  readonly sizeBytes: number;
  readonly bytes: TableBytes;
  /** Some of the bytes, `end` exclusive, as often as wanted; absent where they come as a stream alone. */
  readonly slice?: ByteSlice;
  /** Absent where the platform hashes bytes as a whole only. */
  readonly sha256?: () => StreamedSha256;
  /** How many archives it was taken out of; absent for a file. The hash of a part is that of its archive: readers leave it "". */
  readonly depth?: number;
}

export type ByteSlice = (start: number, end: number) => Promise<Uint8Array>;

export interface ReadOptions {
  /** What is given here is believed, the rest detected. */
  readonly dialect?: Partial<Dialect>;
  /** @param fractionDone 0 … 1. @param rows so far. */
  readonly onProgress?: (fractionDone: number, rows: number) => void;
  readonly signal?: AbortSignal;
  /** What cells may take of the memory, bytes; absent: as much as there is. */
  readonly mostBytes?: number;
}

export interface ReaderOptions extends ReadOptions {
  /** Reads what an archive holds: its format is recognised as that of a file is. @param onProgress instead of the file's. */
  readonly readPart: (input: TableInput, onProgress?: ReadOptions["onProgress"]) => Promise<RawTable>;
}

/**
 * Reads a file of one kind: exact cell texts, one source (name, size, hash, dialect) and what was odd about it.
 *
 * @throws StudioError where the file cannot be read; the signal's reason when aborted.
 */
export type TableReader = (input: TableInput, options: ReaderOptions) => Promise<RawTable>;

/** So many bytes are looked at to recognise a file. */
export const HEAD_BYTES = 1 << 16;

/** The first bytes of a file, or all of a short one, and the file with none of them lost. */
export async function withHead(input: TableInput): Promise<{ readonly head: Uint8Array; readonly input: TableInput }> {
  const { bytes, slice, sizeBytes } = input;
  if (typeof bytes === "string") return withHead({ ...input, bytes: new TextEncoder().encode(bytes) });
  if (bytes instanceof Uint8Array) return { head: bytes.subarray(0, HEAD_BYTES), input };
  if (slice) return { head: await slice(0, Math.min(sizeBytes, HEAD_BYTES)), input };
  const reader = bytes.getReader();
  const chunks: Uint8Array[] = [];
  for (let size = 0; size < HEAD_BYTES; size += chunks[chunks.length - 1].length) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
  }
  const head = joinBytes(chunks).subarray(0, HEAD_BYTES);
  const all = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const first = chunks.shift();
      const { done, value } = first ? { done: false, value: first } : await reader.read();
      if (done || value === undefined) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { head, input: { ...input, bytes: all } };
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
