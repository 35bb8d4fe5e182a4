/** Files in, files out; "-" is stdout. What the system says becomes a StudioError. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, constants, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { Readable } from "node:stream";
import type { TableFile } from "../app/open-table.ts";
import { messageOf, type StudioError, studioError } from "../base/error.ts";
import type { ErrorArguments } from "../base/errors/catalogue.ts";
import type { StreamedSha256 } from "../table/read/table-input.ts";
import { STDOUT } from "./options.ts";

function systemError(path: string, wish: ErrorArguments<"E_CLI_FILE">[0]["wish"], error: unknown): StudioError {
  return studioError("E_CLI_FILE", { path, wish, reason: messageOf(error) });
}

/** @throws E_CLI_FILE */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw systemError(path, "read", error);
  }
}

const notReadable = (path: string, error: unknown) => systemError(path, "read a table", error);

/** Each piece is waited for. */
const PIECE_BYTES = 1 << 18;

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: PIECE_BYTES });
  } catch (error) {
    throw notReadable(path, error);
  }
}

async function sliceOf(path: string, start: number, end: number): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const bytes = new Uint8Array(end - start);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw notReadable(path, error);
  }
}

function sha256(): StreamedSha256 {
  const hash = createHash("sha256");
  return {
    push(bytes) {
      hash.update(bytes);
    },
    digest: () => hash.digest("hex"),
  };
}

/** A file as a table is opened from it. Opening and reading throw E_CLI_FILE. */
export function tableFile(path: string): TableFile {
  const opened = async () => {
    const found = await stat(path).catch((error: unknown) => Promise.reject(notReadable(path, error)));
    // Byte streams of Node and of the web differ in type alone.
    const bytes = Readable.toWeb(Readable.from(bytesOf(path))) as ReadableStream<Uint8Array>;
    // A pipe is read once, from its beginning to its end.
    if (!found.isFile()) return { sizeBytes: 0, bytes };
    return { sizeBytes: found.size, bytes, slice: (start: number, end: number) => sliceOf(path, start, end), sha256 };
  };
  return { name: basename(path), open: opened };
}

/** Fails at once, before long work, where a result could not be written. @throws E_CLI_FILE */
export async function assertWritable(path: string | undefined): Promise<void> {
  if (path === undefined || path === STDOUT) return;
  try {
    await access(dirname(resolve(path)), constants.W_OK);
    if (await stat(path).catch(() => undefined)) await access(path, constants.W_OK);
  } catch (error) {
    throw systemError(path, "write there", error);
  }
}

/** A folder, a device or a pipe has its name for good; whatever a link names is what is meant by it. */
async function placeOf(path: string): Promise<{ readonly at: string; readonly isFile: boolean }> {
  const at = await realpath(path).catch(() => resolve(path));
  const found = await stat(at).catch(() => undefined);
  return { at, isFile: found?.isFile() ?? true };
}

type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * Writes one text after the other. A file has its name when all of it is written: what was there before stays until then, and
 * where something fails.
 *
 * @throws E_CLI_FILE; what the chunks throw.
 */
export async function writeChunks(path: string, chunks: Chunks): Promise<void> {
  if (path === STDOUT) {
    for await (const chunk of chunks) {
      await new Promise<void>((done, fail) => {
        process.stdout.write(chunk, (error) => (error ? fail(systemError("stdout", "write on", error)) : done()));
      });
    }
    return;
  }
  const { at, isFile } = await placeOf(path);
  const beside = isFile ? `${at}.${process.pid}.part` : at;
  try {
    const file = await open(beside, "w");
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
    if (isFile) await rename(beside, at);
  } catch (error) {
    if (isFile) await rm(beside, { force: true });
    throw isOfSystem(error) ? systemError(path, "write", error) : error;
  }
}

const isOfSystem = (error: unknown): boolean => error instanceof Error && "syscall" in error;

/** JSON for scripts: numbers that JSON lacks are null. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeChunks(path, [`${JSON.stringify(value, null, 2)}\n`]);
}
