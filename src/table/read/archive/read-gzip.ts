import { studioError } from "../../../base/error.ts";
import type { RawTable } from "../../types.ts";
import { ContentHash } from "../content-hash.ts";
import { byteSlices } from "../csv-bytes.ts";
import type { ReaderOptions, TableInput } from "../table-input.ts";
import { assertInflated, gzipInflater, inflatedStream } from "../zip/inflate.ts";
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
  if (input.slice && sizeBytes >= SHORTEST) {
    const tail = await input.slice(sizeBytes - 4, sizeBytes);
    // Of the last member, modulo 4 GB: what it does not say is told when it comes out.
    const inflated = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
    assertInflated(name, { packed: sizeBytes, inflated });
  }
  const hash = depth === 0 ? new ContentHash(input) : undefined;
  const progress = { packed: 0 };
  async function* packed(): AsyncGenerator<Uint8Array> {
    for await (const slice of byteSlices(input.bytes)) {
      hash?.push(slice);
      progress.packed += slice.length;
      yield slice;
    }
  }
  const bytes = inflatedStream(packed(), gzipInflater(name));
  const { onProgress } = options;
  const table = await options.readPart(
    { name: name.replace(/\.(?:gz|gzip)$/i, ""), sizeBytes: 0, bytes, depth: depth + 1 },
    onProgress && ((_, rows) => onProgress(sizeBytes > 0 ? progress.packed / sizeBytes : 0, rows)),
  );
  return asArchive(table, { input, hash: (await hash?.digest()) ?? "" });
}
