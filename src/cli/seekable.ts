/** Pipes as files: what cannot be read twice is kept on the disk while it is predicted, where it is large. */
import { randomBytes } from "node:crypto";
import { type FileHandle, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TableFile } from "../app/open-table.ts";
import { joinBytes } from "../table/read/table-input.ts";
import { pathOf } from "./file-path.ts";
import { nameOf, piecesAt, streamOf, tableFile } from "./files.ts";
import { STDIN } from "./options.ts";
import { systemError } from "./system-error.ts";

const PIECE_BYTES = 1 << 18;

/**
 * A file that can be read as often as wanted. Of a pipe, as much as `heldBytes` is held; more goes to a file without a name in the folder
 * for temporary files, which is gone with the process, however that ends.
 *
 * @throws E_CLI_FILE
 */
export async function seekableFile(path: string, heldBytes: number): Promise<TableFile> {
  const isFile = path !== STDIN && (await stat(await pathOf(path)).catch(() => undefined))?.isFile() !== false;
  if (isFile) return tableFile(path);
  const held: Uint8Array[] = [];
  let nHeld = 0;
  let handle: FileHandle | undefined;
  for await (const piece of piecesAt(path)) {
    if (handle === undefined && nHeld + piece.length > heldBytes) {
      handle = await namelessFile(path);
      for (const earlier of held.splice(0)) await written(path, handle, earlier);
    }
    if (handle) await written(path, handle, piece);
    else held.push(piece);
    nHeld += piece.length;
  }
  const name = nameOf(path);
  if (handle === undefined) {
    const bytes = joinBytes(held);
    return { name, open: async () => ({ sizeBytes: bytes.length, bytes }) };
  }
  const file = handle;
  const slice = async (start: number, end: number) => {
    const bytes = new Uint8Array(end - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  };
  const open = async () => ({ sizeBytes: nHeld, bytes: streamOf(piecesOf(slice, nHeld)), slice });
  return { name, open };
}

async function* piecesOf(
  slice: (start: number, end: number) => Promise<Uint8Array>,
  sizeBytes: number,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < sizeBytes; ) {
    const piece = await slice(at, Math.min(at + PIECE_BYTES, sizeBytes));
    if (piece.length === 0) return;
    yield piece;
    at += piece.length;
  }
}

async function namelessFile(path: string): Promise<FileHandle> {
  try {
    const place = join(tmpdir(), `diffml-${randomBytes(8).toString("hex")}`);
    const handle = await open(place, "wx+", 0o600);
    await rm(place, { force: true });
    return handle;
  } catch (error) {
    throw systemError(path, "keep a pipe", error);
  }
}

async function written(path: string, handle: FileHandle, bytes: Uint8Array): Promise<void> {
  try {
    await handle.writeFile(bytes);
  } catch (error) {
    throw systemError(path, "keep a pipe", error);
  }
}
