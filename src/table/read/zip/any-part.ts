import { studioError } from "../../../base/error.ts";
import { byteSlices } from "../csv-bytes.ts";
import { type ByteSlice, joinBytes, type TableInput } from "../table-input.ts";

/** So much is held at once of a file that comes as a stream alone. */
const MOST_HELD_BYTES = 2 ** 29;

/** A file whose parts can be read in any order; one that streams by is held as a whole. @throws StudioError E_ARCHIVE_HELD */
export async function anyPart(input: TableInput): Promise<{ readonly slice: ByteSlice; readonly sizeBytes: number }> {
  const { bytes, slice, sizeBytes } = input;
  if (slice) {
    if (bytes instanceof ReadableStream) await bytes.cancel();
    return { slice, sizeBytes };
  }
  const parts: Uint8Array[] = [];
  let held = 0;
  for await (const part of byteSlices(bytes)) {
    held += part.length;
    if (held > MOST_HELD_BYTES) throw studioError("E_ARCHIVE_HELD", { file: input.name, most: MOST_HELD_BYTES });
    parts.push(part);
  }
  const whole = joinBytes(parts);
  return { slice: async (start, end) => whole.subarray(start, end), sizeBytes: held };
}
