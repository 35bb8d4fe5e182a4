import { type ByteSlice, joinBytes, type StreamedSha256, type TableInput } from "./table-input.ts";

const WHOLE_HASH_BYTES = 64 * 2 ** 20;
const EDGE_HASH_BYTES = 2 ** 20;

/**
 * Names the content of a file whose bytes stream by: hex SHA-256 of all bytes up to 64 MB; above that "edges-" + hex SHA-256 of the
 * first MB, the last MB and the size in decimal digits; "" where the page is not allowed to hash.
 * The platform may hash no streams, and holding all bytes would double the memory: they are held only where they cannot be read again.
 */
export class ContentHash {
  private readonly streamed: StreamedSha256 | undefined;
  private parts: Uint8Array[] = [];
  private tail: Uint8Array[] = [];
  private size = 0;

  constructor(private readonly input?: Pick<TableInput, "slice" | "sha256">) {
    this.streamed = input?.sha256?.();
  }

  push(bytes: Uint8Array): void {
    this.size += bytes.length;
    if (this.input?.slice) {
      if (this.size <= WHOLE_HASH_BYTES) this.streamed?.push(bytes);
      return;
    }
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

  /** @returns as said above. */
  async digest(): Promise<string> {
    const { input, streamed, size } = this;
    if (input?.slice) return streamed && size <= WHOLE_HASH_BYTES ? streamed.digest() : hashOfFile(input.slice, size);
    const subtle = globalThis.crypto?.subtle;
    if (subtle === undefined) return "";
    if (this.tail.length === 0) return hex(await subtle.digest("SHA-256", joinBytes(this.parts)));
    return digestOf([...this.parts, joinBytes(this.tail).slice(-EDGE_HASH_BYTES)], this.size);
  }
}

/** The same for a file whose parts can be read in any order: of a large one only its ends are. */
export async function hashOfFile(slice: ByteSlice, sizeBytes: number): Promise<string> {
  const hash = new ContentHash();
  if (sizeBytes <= WHOLE_HASH_BYTES) {
    hash.push(await slice(0, sizeBytes));
    return hash.digest();
  }
  const edges = await Promise.all([slice(0, EDGE_HASH_BYTES), slice(sizeBytes - EDGE_HASH_BYTES, sizeBytes)]);
  return digestOf(edges, sizeBytes);
}

async function digestOf(edges: readonly Uint8Array[], sizeBytes: number): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return "";
  const size = new TextEncoder().encode(String(sizeBytes));
  return `edges-${hex(await subtle.digest("SHA-256", joinBytes([...edges, size])))}`;
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
