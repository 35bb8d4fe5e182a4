/** Inflating with a bound: a file of a few kilobytes must not fill the memory. */
import { Gunzip, Inflate } from "fflate";
import { StudioError, studioError } from "../../../base/error.ts";
import { joinBytes } from "../table-input.ts";
import { crc32 } from "./crc32.ts";

/** What inflated bytes may come to; real tables reach a ratio of 100 at the most. */
export const INFLATE_LIMITS = {
  mostBytes: 2 ** 31,
  /** Inflated to packed, looked at above `freeBytes`. DEFLATE itself ends at 1,032. */
  mostRatio: 300,
  freeBytes: 64 * 2 ** 20,
} as const;

export type InflateLimits = { readonly [Key in keyof typeof INFLATE_LIMITS]: number };

/** So few packed bytes at once that what comes out of them fits the memory, whatever they are … */
const PUSH_BYTES = 1 << 14;
/** … and that not much more comes out than is wanted, as far as those before tell: often the first rows tell enough. */
const WANTED_BYTES = 1 << 18;
const LEAST_PUSH_BYTES = 1 << 8;
/** A gzip member ends in its CRC-32 and its size modulo 2³², little-endian. */
const TRAILER_BYTES = 8;

/** What a piece of packed bytes becomes, and at the end whether all is as it should be. */
export interface Inflater {
  push(packed: Uint8Array, isLast: boolean): readonly Uint8Array[];
}

/** @param sizes bytes before and after inflating, as far as that has come or as it is said to come. @throws StudioError E_ARCHIVE_TOO_LARGE */
export function assertInflated(
  file: string,
  { packed, inflated }: { readonly packed: number; readonly inflated: number },
  limits: InflateLimits = INFLATE_LIMITS,
): void {
  const isTooDense = inflated > limits.freeBytes && inflated > packed * limits.mostRatio;
  if (inflated <= limits.mostBytes && !isTooDense) return;
  throw studioError("E_ARCHIVE_TOO_LARGE", { file, packed, inflated, ...limits });
}

/** Inflates one member of a zip archive. @param expected what the archive says of it. @throws StudioError E_ARCHIVE_* */
export function memberInflater(options: {
  readonly file: string;
  readonly isStored: boolean;
  readonly expected: { readonly sizeBytes: number; readonly crc: number };
  readonly limits?: InflateLimits;
}): Inflater {
  const { file, isStored, expected, limits = INFLATE_LIMITS } = options;
  let out: Uint8Array[] = [];
  let packedBytes = 0;
  let sizeBytes = 0;
  let crc = 0;
  const take = (bytes: Uint8Array): void => {
    sizeBytes += bytes.length;
    // What comes to more than the archive says of it may come to anything.
    if (sizeBytes > expected.sizeBytes) throw studioError("E_ARCHIVE_DAMAGED", { file, problem: "checksum" });
    assertInflated(file, { packed: packedBytes, inflated: sizeBytes }, limits);
    crc = crc32(bytes, crc);
    if (bytes.length > 0) out.push(bytes);
  };
  const inflate = isStored ? undefined : new Inflate(take);
  return {
    push: (packed, isLast) => {
      out = [];
      packedBytes += packed.length;
      if (inflate) orDamaged(file, () => inflate.push(packed, isLast));
      else take(packed);
      if (isLast && (sizeBytes !== expected.sizeBytes || crc !== expected.crc)) {
        throw studioError("E_ARCHIVE_DAMAGED", { file, problem: "checksum" });
      }
      return out;
    },
  };
}

/** Inflates a gzip file of one or several members. @throws StudioError E_ARCHIVE_* */
export function gzipInflater(file: string, limits: InflateLimits = INFLATE_LIMITS): Inflater {
  let out: Uint8Array[] = [];
  let packedBytes = 0;
  let sizeBytes = 0;
  let memberBytes = 0;
  let crc = 0;
  /** The packed bytes that came last: the end of a member, behind which a header has begun, is among them. */
  let recent = new Uint8Array(0);
  const assertMember = (end: number): void => {
    const at = end - (packedBytes - recent.length) - TRAILER_BYTES;
    const trailer = new DataView(recent.buffer, recent.byteOffset, recent.length);
    const isWhole =
      at >= 0 && trailer.getUint32(at, true) === crc && trailer.getUint32(at + 4, true) === memberBytes >>> 0;
    if (!isWhole) throw studioError("E_ARCHIVE_DAMAGED", { file, problem: "checksum" });
    memberBytes = 0;
    crc = 0;
  };
  const gunzip = new Gunzip((bytes) => {
    sizeBytes += bytes.length;
    memberBytes += bytes.length;
    assertInflated(file, { packed: packedBytes, inflated: sizeBytes }, limits);
    crc = crc32(bytes, crc);
    if (bytes.length > 0) out.push(bytes);
  });
  gunzip.onmember = assertMember;
  return {
    push: (packed, isLast) => {
      out = [];
      recent = joinBytes([recent.subarray(-PUSH_BYTES), packed]);
      packedBytes += packed.length;
      orDamaged(file, () => gunzip.push(packed, isLast));
      if (isLast) assertMember(packedBytes);
      return out;
    },
  };
}

function orDamaged(file: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (error instanceof StudioError) throw error;
    // What the library says of it is of no use to people.
    throw studioError("E_ARCHIVE_DAMAGED", { file, problem: "deflate" });
  }
}

/** The inflated bytes as a stream, no more of them at a time than somebody reads. */
export function inflatedStream(packed: AsyncIterable<Uint8Array>, inflater: Inflater): ReadableStream<Uint8Array> {
  let pushBytes = LEAST_PUSH_BYTES;
  const source = withLast(packed, () => pushBytes);
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        for (;;) {
          const { done, value } = await source.next();
          if (done) {
            controller.close();
            return;
          }
          const inflated = inflater.push(value.bytes, value.isLast);
          for (const bytes of inflated) controller.enqueue(bytes);
          const nOut = inflated.reduce((sum, { length }) => sum + length, 0);
          const wanted = (value.bytes.length * WANTED_BYTES) / Math.max(1, nOut);
          pushBytes = Math.round(Math.min(PUSH_BYTES, 4 * pushBytes, Math.max(LEAST_PUSH_BYTES, wanted)));
          if (inflated.length > 0) return;
        }
      },
      cancel: async () => {
        await source.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* withLast(
  pieces: AsyncIterable<Uint8Array>,
  pushBytes: () => number,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly isLast: boolean }> {
  let held = new Uint8Array(0);
  for await (const piece of pieces) {
    for (let start = 0; start < piece.length; start += held.length) {
      if (held.length > 0) yield { bytes: held, isLast: false };
      held = piece.slice(start, start + pushBytes());
    }
  }
  yield { bytes: held, isLast: true };
}
