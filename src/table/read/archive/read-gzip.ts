import { studioError } from "../../../base/error.ts";
import type { RawTable } from "../../types.ts";
import { ContentHash } from "../content-hash.ts";
import { byteSlices } from "../csv-bytes.ts";
import type { ReaderOptions, TableInput } from "../table-input.ts";
import { gzipInflater, INFLATE_LIMITS, type InflateLimits, inflatedStream } from "../zip/inflate.ts";
import { asArchive, MOST_DEPTH } from "./as-archive.ts";

/** Header and trailer. */
const SHORTEST = 18;

/**
 * Reads what a gzip file holds, while it streams by.
 *
 * @throws StudioError E_ARCHIVE_*; those of the reader of what is in it.
 */
export async function readGzip(input: TableInput, options: ReaderOptions): Promise<RawTable> {
  const { name, depth = 0, sizeBytes } = input;
  if (depth >= MOST_DEPTH) throw studioError("E_ARCHIVE_REFUSED", { file: name, why: "nested" });
  const hash = depth === 0 ? new ContentHash(input) : undefined;
  const progress = { packed: 0 };
  async function* packed(): AsyncGenerator<Uint8Array> {
    for await (const slice of byteSlices(input.bytes)) {
      hash?.push(slice);
      progress.packed += slice.length;
      yield slice;
    }
  }
  const bytes = inflatedStream(packed(), gzipInflater(name, await limitsOf(input)));
  const { onProgress } = options;
  const table = await options.readPart(
    { name: name.replace(/\.(?:gz|gzip)$/i, ""), sizeBytes: 0, bytes, depth: depth + 1 },
    onProgress && ((_, rows) => onProgress(sizeBytes > 0 ? progress.packed / sizeBytes : 0, rows)),
  );
  return asArchive(table, { input, hash: (await hash?.digest()) ?? "" });
}

/**
 * The end of a file says how much its last member comes to, modulo 4 GB; of a file that was cut off, that is any number. So it refuses
 * nothing by itself: where it says too much, what comes out has to look so, too, from its first quarter of a megabyte on.
 */
async function limitsOf({ sizeBytes, slice }: TableInput): Promise<InflateLimits> {
  if (!slice || sizeBytes < SHORTEST) return INFLATE_LIMITS;
  const tail = await slice(sizeBytes - 4, sizeBytes);
  const inflated = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
  const isTooDense = inflated > Math.max(INFLATE_LIMITS.freeBytes, sizeBytes * INFLATE_LIMITS.mostRatio);
  return isTooDense ? { ...INFLATE_LIMITS, freeBytes: 2 ** 18 } : INFLATE_LIMITS;
}
