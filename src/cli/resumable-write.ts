/**
 * Output that outlives the process that writes it: beside its place, with a journal of how much of it is surely there. Whoever gives the
 * same command again goes on behind that.
 */
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { z } from "zod";
import { studioError } from "../base/error.ts";
import { nodeOutput, type OutputPlace, writeAtomically } from "./atomic-write.ts";
import { type FilePath, inFolder } from "./file-path.ts";

/** Rows whose lines are in the part for sure, and its length in bytes behind them. `of`: whose lines they are. */
const journalSchema = z.object({ of: z.string(), nRows: z.int().min(0), nBytes: z.int().min(0) });
type Journal = z.infer<typeof journalSchema>;

export interface ResumablePart {
  readonly text: string;
  /** Rows with those of all parts before it. */
  readonly nRows: number;
}

/** So many bytes are flushed together: each time costs some milliseconds, and so much is predicted again at most. */
const FLUSHED_BYTES = 1 << 23;

const withEnd = (name: FilePath, end: string): FilePath =>
  typeof name === "string" ? name + end : Buffer.concat([name, Buffer.from(end)]);

/**
 * Writes parts, the first ones of which may be there since another process was ended; the place gets them when all are written.
 *
 * @param options.of what the lines depend on: another text, and nothing is gone on with.
 * @param options.parts those behind so many rows; the head stands in a part of its own, of no rows.
 * @param options.flushedBytes for tests.
 * @throws E_CLI_RESUME where the part is of another command; what the system throws.
 */
export async function writeResumably(
  place: OutputPlace,
  options: {
    readonly path: string;
    readonly of: string;
    readonly parts: (nDone: number) => AsyncIterable<ResumablePart>;
    /** Told where something was found to go on with. */
    readonly onFound: (nRows: number) => void;
    readonly flushedBytes?: number;
  },
): Promise<void> {
  const { path, of, parts, onFound, flushedBytes = FLUSHED_BYTES } = options;
  const part = inFolder(place.folder, withEnd(place.name, ".part"));
  const journalPlace = { ...place, name: withEnd(place.name, ".part.json"), mode: undefined };
  const journalPath = inFolder(place.folder, journalPlace.name);
  const keep = (journal: Journal) => writeAtomically(journalPlace, [`${JSON.stringify(journal)}\n`]);
  const found = await journalAt(journalPath);
  const size = await sizeOf(part);
  if (found === undefined && size !== undefined) throw studioError("E_CLI_RESUME", { path, isOther: false });
  if (found !== undefined && found.of !== of) throw studioError("E_CLI_RESUME", { path, isOther: true });
  const isWhole = found !== undefined && size !== undefined && size >= found.nBytes;
  let journal: Journal = isWhole ? found : { of, nRows: 0, nBytes: 0 };
  // A part without a journal is somebody else's file, so that the journal comes first.
  if (!isWhole) await keep(journal);
  if (journal.nRows > 0) onFound(journal.nRows);
  const file = await open(part, size === undefined ? "wx" : "r+", place.mode);
  try {
    await file.truncate(journal.nBytes);
    let at = journal.nBytes;
    const flush = async (nRows: number) => {
      if (at === journal.nBytes) return;
      await file.sync();
      journal = { of, nRows, nBytes: at };
      await keep(journal);
    };
    let nRows = journal.nRows;
    for await (const { text, nRows: nWritten } of parts(nRows)) {
      const bytes = Buffer.from(text);
      for (let from = 0; from < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, from, bytes.length - from, at);
        from += bytesWritten;
        at += bytesWritten;
      }
      nRows = nWritten;
      // The head alone is no row to go on behind.
      if (nRows > 0 && at - journal.nBytes >= flushedBytes) await flush(nRows);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, inFolder(place.folder, place.name));
  await rm(journalPath, { force: true });
  await nodeOutput.flushFolder(place.folder);
}

async function journalAt(path: FilePath): Promise<Journal | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return journalSchema.parse(JSON.parse(text));
  } catch {
    return { of: "", nRows: 0, nBytes: 0 };
  }
}

const sizeOf = (path: FilePath): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
