/** Files as they are given: which of them are open already, and which of them can be read. */

import { ContentHash } from "../../table/read/content-hash.ts";
import { byteSlices } from "../../table/read/csv-bytes.ts";
import type { SourceFile } from "../../table/types.ts";
import type { FileInput } from "../../worker/protocol.ts";
import { wordsOf } from "./worker-link.ts";

/**
 * Reads files, without those that may be left out and cannot be read.
 *
 * @param options.problems takes what was wrong with each that is left out.
 * @returns the very list that was given, where none was left out.
 * @throws what `read` throws, where nothing may be left out on account of it.
 */
export async function readWhatCanBeRead<Answer>(options: {
  readonly files: readonly FileInput[];
  readonly mayLack: readonly FileInput[];
  readonly problems: unknown[];
  readonly isNewest: () => boolean;
  readonly read: (files: readonly FileInput[]) => Promise<Answer>;
}): Promise<{ readonly files: readonly FileInput[]; readonly answer: Answer }> {
  const { problems, isNewest, read } = options;
  let { files, mayLack } = options;
  for (;;) {
    try {
      return { files, answer: await read(files) };
    } catch (error) {
      const { where } = wordsOf(error);
      const unreadable = mayLack.find(({ name }) => name === where);
      if (!isNewest() || !unreadable || mayLack.length < 2) throw error;
      problems.push(error);
      mayLack = mayLack.filter((file) => file !== unreadable);
      files = files.filter((file) => file !== unreadable);
    }
  }
}

/** Whether some file could be another one's copy: nothing has to be read where no two are of equal size. */
export function mayRepeat(given: readonly File[], open: readonly SourceFile[]): boolean {
  const sizes = given.map(({ size }) => size);
  return new Set(sizes).size < sizes.length || open.some(({ sizeBytes }) => sizes.includes(sizeBytes));
}

type Known = Pick<SourceFile, "name" | "sizeBytes"> & { readonly hash: () => Promise<string> };

/** Tells files that are new from those whose content is open already, or is given twice. Only files of equal size are read for it. */
export async function tellRepeated(
  given: readonly File[],
  open: readonly SourceFile[],
): Promise<{ readonly fresh: readonly File[]; readonly repeated: readonly File[] }> {
  const known: Known[] = open.map(({ name, sizeBytes, hash }) => ({ name, sizeBytes, hash: async () => hash }));
  const fresh: File[] = [];
  const repeated: File[] = [];
  for (const file of given) {
    const own: Known = { name: file.name, sizeBytes: file.size, hash: () => hashOf(file) };
    const isKnown = await someOf(known, (other) => isSameContent(own, other));
    if (isKnown) repeated.push(file);
    else fresh.push(file);
    known.push(own);
  }
  return { fresh, repeated };
}

async function someOf(known: readonly Known[], test: (other: Known) => Promise<boolean>): Promise<boolean> {
  for (const other of known) if (await test(other)) return true;
  return false;
}

async function isSameContent(one: Known, other: Known): Promise<boolean> {
  if (one.sizeBytes !== other.sizeBytes) return false;
  const [hash, otherHash] = [await one.hash(), await other.hash()];
  // Where the page may not hash, the name has to do.
  return hash === otherHash && (hash !== "" || one.name === other.name);
}

async function hashOf(file: Blob): Promise<string> {
  const hash = new ContentHash();
  for await (const slice of byteSlices(file.stream())) hash.push(slice);
  return hash.digest();
}
