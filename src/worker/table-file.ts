/** Files of the page: dropped by a person, or its own samples. */
import type { TableFile } from "../app/open-table.ts";
import { studioError } from "../base/error.ts";
import type { FileInput } from "./protocol.ts";

/** Its bytes are asked for when its turn comes. @throws E_SAMPLE_FETCH then */
export function tableFile(input: FileInput): TableFile {
  const open = async () => {
    const blob = await blobOf(input);
    const slice = async (start: number, end: number) => new Uint8Array(await blob.slice(start, end).arrayBuffer());
    return { sizeBytes: blob.size, bytes: blob.stream(), slice };
  };
  return { name: input.name, open };
}

async function blobOf(input: FileInput): Promise<Blob> {
  if ("file" in input) return input.file;
  const response = await fetch(input.url);
  if (response.ok) return response.blob();
  throw studioError("E_SAMPLE_FETCH", { file: input.name, status: response.status });
}
