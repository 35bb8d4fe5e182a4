/** A file is written beside its place, flushed, and has its name when all of it is there: until then, what was there before stays. */
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { type FilePath, inFolder } from "./file-path.ts";

export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

export interface OutputFile {
  /** Adds all of the bytes at the end. */
  write(bytes: string | Uint8Array): Promise<void>;
  /** What was written outlives a loss of power. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** What is asked of the system, a call each, so that tests can let every one of them fail. */
export interface OutputSystem {
  /** @param mode permissions; absent: what the user's mask leaves. @throws where a file of that name is there. */
  create(path: FilePath, mode: number | undefined): Promise<OutputFile>;
  rename(from: FilePath, to: FilePath): Promise<void>;
  remove(path: FilePath): Promise<void>;
  /** The names in it outlive a loss of power. */
  flushFolder(path: FilePath): Promise<void>;
}

export const nodeOutput: OutputSystem = {
  async create(path, mode) {
    const file = await open(path, "wx", mode);
    try {
      // The mask takes bits away from what `open` is given.
      if (mode !== undefined) await file.chmod(mode);
    } catch (error) {
      await file.close();
      throw error;
    }
    return {
      write: (bytes) => file.writeFile(bytes),
      flush: () => file.sync(),
      close: () => file.close(),
    };
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  async flushFolder(path) {
    // Windows has no such thing, and some network drives refuse it.
    const folder = await open(path, "r").catch(() => undefined);
    await folder?.sync().catch(() => undefined);
    await folder?.close();
  },
};

/** Files that have not got their names yet. */
const unfinished = new Set<FilePath>();

/** For the end of a process that comes from outside. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
}

/** Where an output goes: its folder, its name there, and the permissions that it keeps. */
export interface OutputPlace {
  readonly folder: FilePath;
  readonly name: FilePath;
  readonly mode: number | undefined;
}

/**
 * Writes one chunk after the other to a new file, which then takes the place of what was there. After any failure, and after
 * any loss of power, the place holds the old content or the new, whole.
 *
 * @throws what the system and the chunks throw.
 */
export async function writeAtomically(
  { folder, name, mode }: OutputPlace,
  chunks: Chunks,
  system: OutputSystem = nodeOutput,
): Promise<void> {
  // Short, whatever the length of the name; of its own, so that no two writers meet in it.
  const beside = inFolder(folder, `.diffml-${randomBytes(6).toString("hex")}.part`);
  unfinished.add(beside);
  try {
    const file = await system.create(beside, mode);
    try {
      for await (const chunk of chunks) await file.write(chunk);
      await file.flush();
    } finally {
      await file.close();
    }
    await system.rename(beside, inFolder(folder, name));
  } catch (error) {
    // What failed is told, and not that something was left behind.
    await system.remove(beside).catch(() => undefined);
    throw error;
  } finally {
    unfinished.delete(beside);
  }
  await system.flushFolder(folder);
}
