/** Files in, files out; "-" is stdout. What the system says becomes a StudioError. */
import { createReadStream } from "node:fs";
import { access, constants, open, readFile, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { Readable } from "node:stream";
import type { TableFile } from "../app/open-table.ts";
import { messageOf, StudioError, studioError } from "../base/error.ts";
import type { ErrorArguments } from "../base/errors/catalogue.ts";
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
const PIECE_BYTES = 1 << 20;

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

/** A file as a table is opened from it. Opening and reading throw E_CLI_FILE. */
export function tableFile(path: string): TableFile {
  const opened = async () => {
    const { size } = await stat(path).catch((error: unknown) => Promise.reject(notReadable(path, error)));
    // Byte streams of Node and of the web differ in type alone.
    const bytes = Readable.toWeb(Readable.from(bytesOf(path))) as ReadableStream<Uint8Array>;
    return { sizeBytes: size, bytes, slice: (start: number, end: number) => sliceOf(path, start, end) };
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

/** Writes texts one after the other. @throws E_CLI_FILE */
export async function writeChunks(path: string, chunks: Iterable<string>): Promise<void> {
  if (path === STDOUT) {
    for (const chunk of chunks) {
      await new Promise<void>((done, fail) => {
        process.stdout.write(chunk, (error) => (error ? fail(systemError("stdout", "write on", error)) : done()));
      });
    }
    return;
  }
  try {
    const file = await open(path, "w");
    try {
      for (const chunk of chunks) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof StudioError ? error : systemError(path, "write", error);
  }
}

/** JSON for scripts: numbers that JSON lacks are null. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeChunks(path, [`${JSON.stringify(value, null, 2)}\n`]);
}
