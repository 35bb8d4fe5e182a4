/** Where what is written under a name goes. */
import { lstat, readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { OutputPlace } from "./atomic-write.ts";
import { type FilePath, pathOf } from "./file-path.ts";

const MOST_LINKS = 40;

/**
 * Where what is written under a name goes: whatever links name is what is meant by them, also what is not there yet. A folder,
 * a device or a pipe is no file.
 */
export async function placeOf(path: string): Promise<OutputPlace & { readonly isFile: boolean }> {
  let at = await pathOf(path);
  for (let nLinks = 0; nLinks < MOST_LINKS; nLinks++) {
    const text = typeof at === "string" ? resolve(at) : undefined;
    const isLink =
      text !== undefined &&
      (await lstat(text).then(
        (found) => found.isSymbolicLink(),
        () => false,
      ));
    if (text === undefined || !isLink) break;
    at = resolve(dirname(text), await readlink(text));
  }
  const found = await stat(at).catch(() => undefined);
  const mode = found?.isFile() ? found.mode & 0o7777 : undefined;
  return { ...(await splitPath(at)), mode, isFile: found?.isFile() ?? true };
}

async function splitPath(at: FilePath): Promise<{ readonly folder: FilePath; readonly name: FilePath }> {
  if (typeof at === "string") {
    const folder = dirname(resolve(at));
    return { folder: await realpath(folder), name: basename(at) };
  }
  const cut = at.lastIndexOf("/");
  return { folder: at.subarray(0, Math.max(1, cut)), name: at.subarray(cut + 1) };
}
