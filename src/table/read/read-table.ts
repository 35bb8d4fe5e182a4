import type { RawTable } from "../types.ts";
import { readerFor } from "./formats.ts";
import { type ReaderOptions, type ReadOptions, type TableInput, withHead } from "./table-input.ts";

/**
 * Reads a file of any kind that the registry knows (`formats.ts`), told by its first bytes.
 *
 * @throws StudioError as its reader does, E_CSV_BINARY for what no reader takes; the signal's reason when aborted.
 */
export async function readTable(given: TableInput, options: ReadOptions = {}): Promise<RawTable> {
  const { head, input } = await withHead(given);
  const read = await readerFor(head, input.name)();
  const readPart: ReaderOptions["readPart"] = (part, onProgress = options.onProgress) =>
    readTable(part, { ...options, ...(onProgress && { onProgress }) });
  return read(input, { ...options, readPart });
}
