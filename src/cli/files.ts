/** Files in, files out; "-" is stdin or stdout. What the system says becomes a StudioError. */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { TableFile } from "../app/open-table.ts";
import { studioError } from "../base/error.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import { assertFileSize } from "../export/opening-limits.ts";
import { joinBytes, type StreamedSha256 } from "../table/read/table-input.ts";
import { type Chunks, writeAtomically } from "./atomic-write.ts";
import { type FilePath, inFolder, pathOf } from "./file-path.ts";
import { STDIN, STDOUT } from "./options.ts";
import { placeOf } from "./output-place.ts";
import { writeResumably } from "./resumable-write.ts";
import { systemError } from "./system-error.ts";

/** Each piece is waited for. */
const PIECE_BYTES = 1 << 18;

/** What a file is called in words. */
export const nameOf = (path: string): string => (path === STDIN ? "stdin" : basename(path));

async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* path === STDIN ? process.stdin : createReadStream(await pathOf(path), { highWaterMark: PIECE_BYTES });
}

/** A text that is read as a whole. @throws E_CLI_FILE; E_FILE_LARGE as soon as it is too large. */
export async function readText(path: string): Promise<string> {
  try {
    if (path !== STDIN) assertFileSize(nameOf(path), (await stat(await pathOf(path))).size);
    const pieces: Uint8Array[] = [];
    let nBytes = 0;
    for await (const piece of piecesOf(path)) {
      nBytes += piece.length;
      assertFileSize(nameOf(path), nBytes);
      pieces.push(piece);
    }
    return new TextDecoder().decode(joinBytes(pieces));
  } catch (error) {
    throw systemError(path, "read", error);
  }
}

const notReadable = (path: string, error: unknown) => systemError(path, "read a table", error);

/** The bytes of a file or a pipe, as they come. @throws E_CLI_FILE */
export async function* piecesAt(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* piecesOf(path);
  } catch (error) {
    throw notReadable(path, error);
  }
}

/** Nothing is read until it is asked for: what a pipe has given is gone. */
export function streamOf(pieces: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

async function sliceOf(path: string, start: number, end: number): Promise<Uint8Array> {
  try {
    const file = await open(await pathOf(path));
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

/** A pipe gives its bytes once; of so many, a copy is kept for whoever opens it again. */
const MOST_KEPT_BYTES = 2 ** 26;

/** What is read from its beginning to its end, and once only. */
class Pipe {
  private readonly kept: Uint8Array[] = [];
  private nBytes = 0;
  private pieces: AsyncIterator<Uint8Array> | undefined;

  constructor(private readonly path: string) {}

  /** From the beginning. @throws E_CLI_FILE where that is no longer at hand. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    if (this.nBytes > MOST_KEPT_BYTES) throw systemError(this.path, "read a pipe again", usageText("beginningGone"));
    if (this.nBytes > 0) yield joinBytes(this.kept);
    this.pieces ??= piecesAt(this.path);
    for (let next = await this.pieces.next(); next.done !== true; next = await this.pieces.next()) {
      this.nBytes += next.value.length;
      if (this.nBytes <= MOST_KEPT_BYTES) this.kept.push(next.value);
      else this.kept.length = 0;
      yield next.value;
    }
  }
}

/** A file as a table is opened from it. Opening and reading throw E_CLI_FILE. */
export function tableFile(path: string): TableFile {
  let pipe: Pipe | undefined;
  const opened = async () => {
    const isFile = path !== STDIN && (await statOf(path)).isFile();
    if (!isFile) {
      pipe ??= new Pipe(path);
      return { sizeBytes: 0, bytes: streamOf(pipe.bytes()) };
    }
    const bytes = streamOf(piecesAt(path));
    const sizeBytes = (await statOf(path)).size;
    return { sizeBytes, bytes, slice: (start: number, end: number) => sliceOf(path, start, end), sha256 };
  };
  return { name: nameOf(path), open: opened };
}

async function statOf(path: string) {
  try {
    return await stat(await pathOf(path));
  } catch (error) {
    throw notReadable(path, error);
  }
}

/** Whoever read stdout has left: nothing is wrong here, and there is nobody to tell. */
export class StdoutClosed extends Error {}

async function writeStdout(chunks: Chunks): Promise<void> {
  for await (const chunk of chunks) {
    await new Promise<void>((done, fail) => {
      process.stdout.write(chunk, (error) => {
        if (!error) done();
        else
          fail(
            "code" in error && error.code === "EPIPE" ? new StdoutClosed() : systemError("stdout", "write on", error),
          );
      });
    });
  }
}

/** A device or a pipe takes bytes as they come. */
async function writeInto(path: FilePath, chunks: Chunks): Promise<void> {
  const file = await open(path, "w");
  try {
    for await (const chunk of chunks) await file.writeFile(chunk);
  } finally {
    await file.close();
  }
}

/**
 * Writes one text or piece after the other, whole or not at all: a file has its name when all of it is written and flushed.
 * What was there before stays until then, and where something fails. The one way in which the command line writes.
 *
 * @param path "-" for stdout.
 * @throws E_CLI_FILE; StdoutClosed; what the chunks throw.
 */
export async function writeChunks(path: string, chunks: Chunks): Promise<void> {
  if (path === STDOUT) return writeStdout(chunks);
  try {
    const { isFile, ...place } = await placeOf(path);
    await (isFile ? writeAtomically(place, chunks) : writeInto(inFolder(place.folder, place.name), chunks));
  } catch (error) {
    throw isOfSystem(error) ? systemError(path, "write", error) : error;
  }
}

/**
 * Writes parts to a file so that whoever gives the same command again goes on where this one was ended.
 *
 * @param options as `writeResumably` has them.
 * @throws E_CLI_RESUME, E_CLI_FILE; what the parts throw.
 */
export async function writeParts(
  path: string,
  options: Omit<Parameters<typeof writeResumably>[1], "path">,
): Promise<void> {
  try {
    const { isFile, ...place } = await placeOf(path);
    if (!isFile) throw studioError("E_CLI_RESUME", { path, isOther: false });
    await writeResumably(place, { ...options, path });
  } catch (error) {
    throw isOfSystem(error) ? systemError(path, "write", error) : error;
  }
}

const isOfSystem = (error: unknown): boolean => error instanceof Error && "syscall" in error;

/** JSON for scripts: numbers that JSON lacks are null. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeChunks(path, [`${JSON.stringify(value, null, 2)}\n`]);
}
