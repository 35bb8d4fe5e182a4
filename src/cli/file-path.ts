/** Names of files that are not UTF-8: the words of a command show "�" where bytes are none, and those bytes are found again. */
import { lstat, readdir } from "node:fs/promises";
import { parse, resolve, sep } from "node:path";
import { studioError } from "../base/error.ts";

/** Bytes where the name is no UTF-8. */
export type FilePath = string | Buffer;

const REPLACED = "\uFFFD";

export function inFolder(folder: FilePath, name: FilePath): FilePath {
  if (typeof folder === "string" && typeof name === "string")
    return folder.endsWith(sep) ? folder + name : `${folder}${sep}${name}`;
  return Buffer.concat([Buffer.from(folder), Buffer.from(sep), Buffer.from(name)]);
}

/**
 * The path that a word means: itself, or the one file whose name is shown as the word is.
 *
 * @returns what is not there as it was given.
 * @throws E_CLI_FILE_NAME where several names are shown alike.
 */
export async function pathOf(word: string): Promise<FilePath> {
  if (!word.includes(REPLACED)) return word;
  const { root } = parse(resolve(word));
  let path: FilePath = root;
  for (const name of resolve(word).slice(root.length).split(sep)) path = inFolder(path, await nameIn(path, name, word));
  return path;
}

async function nameIn(folder: FilePath, name: string, word: string): Promise<FilePath> {
  if (!name.includes(REPLACED) || (await isThere(inFolder(folder, name)))) return name;
  const names = await readdir(folder, { encoding: "buffer" }).catch((): Buffer[] => []);
  const alike = names.filter((each) => each.toString() === name);
  if (alike.length > 1) throw studioError("E_CLI_FILE_NAME", { path: word, nAlike: alike.length });
  return alike[0] ?? name;
}

const isThere = (path: FilePath): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );
