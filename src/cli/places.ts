/** Which files a command reads and writes, and what is refused of them before any work. */

import { type BigIntStats, fstatSync } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { studioError } from "../base/error.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import { UsageError, usageError, type VerbCommand } from "./arguments.ts";
import { inFolder, pathOf } from "./file-path.ts";
import { optionsOf, STDIN, STDOUT } from "./options.ts";
import { placeOf } from "./output-place.ts";
import { systemError } from "./system-error.ts";
import { type ArgumentRow, VERBS } from "./verbs.ts";

interface Place {
  /** As the command says it: "--out", or "pipeline". */
  readonly option: string;
  readonly path: string;
}

/** The words of a command that are names of files, as the rows of its verb say. */
export function placesOf(command: VerbCommand): {
  readonly read: readonly Place[];
  readonly written: readonly Place[];
} {
  const values = new Map<string, unknown>(Object.entries(command));
  const pathsOf = (key: string) => [values.get(key)].flat().filter((path) => typeof path === "string");
  const rows: readonly ArgumentRow[] = VERBS[command.name].arguments;
  const words = rows.flatMap(({ key }) => pathsOf(key).map((path) => ({ option: key, path })));
  const options = (file: "read" | "written") =>
    optionsOf(command.name)
      .filter((row) => row.file === file)
      .flatMap(({ name, key }) => pathsOf(key).map((path) => ({ option: `--${name}`, path })));
  return { read: [...words, ...options("read")], written: options("written") };
}

/** A file is known by its device and number there, whatever it is called: through links, and where case does not count. */
const sameFile = (a: BigIntStats, b: BigIntStats) => a.isFile() && a.dev === b.dev && a.ino === b.ino;

/**
 * Fails at once, before long work: where a result cannot be written, where it would replace what is read or another result,
 * and where stdin is to be read twice.
 *
 * @throws UsageError E_CLI_SAME_FILE, E_CLI_ARGUMENTS; E_CLI_FILE.
 */
export async function checkPlaces(command: VerbCommand): Promise<void> {
  const { read, written } = placesOf(command);
  const stdins = read.filter(({ path }) => path === STDIN);
  if (stdins.length > 1) {
    throw usageError({
      where: STDIN,
      expected: usageText("oneStdin"),
      got: usageText("several", { count: stdins.length }),
    });
  }
  const inputs = await Promise.all(
    read.filter(({ path }) => path !== STDIN).map(async (place) => ({ ...place, found: await foundAt(place.path) })),
  );
  const outputs: (Place & { readonly name: string | undefined; readonly found: BigIntStats | undefined })[] = [];
  for (const place of written) {
    const name = place.path === STDOUT ? undefined : await writableAt(place.path);
    const found = place.path === STDOUT ? fstatSync(1, { bigint: true }) : await foundAt(place.path);
    const other =
      inputs.find((input) => found && input.found && sameFile(found, input.found)) ??
      outputs.find((output) => isSamePlace({ name, found }, output));
    if (other) {
      const { option, path } = place;
      throw new UsageError(studioError("E_CLI_SAME_FILE", { option, path, other: other.path }).details);
    }
    outputs.push({ ...place, name, found });
  }
}

interface Target {
  /** The whole path of a file; undefined for stdout. */
  readonly name: string | undefined;
  readonly found: BigIntStats | undefined;
}

function isSamePlace(a: Target, b: Target): boolean {
  if (a.name === undefined && b.name === undefined) return true;
  if (a.found && b.found) return sameFile(a.found, b.found);
  return a.name !== undefined && b.name !== undefined && inOneCase(a.name) === inOneCase(b.name);
}

/** Where neither is there yet, only the names can be compared. */
const inOneCase = (path: string) =>
  process.platform === "win32" || process.platform === "darwin" ? path.normalize().toLowerCase() : path;

async function foundAt(path: string): Promise<BigIntStats | undefined> {
  return stat(await pathOf(path), { bigint: true }).catch(() => undefined);
}

/** @returns its whole path. @throws E_CLI_FILE */
async function writableAt(path: string): Promise<string> {
  try {
    const { folder, name } = await placeOf(path);
    const found = await stat(inFolder(folder, name)).catch(() => undefined);
    if (found?.isDirectory()) throw systemError(path, "write", usageText("isFolder"));
    // A file is written anew beside its place, so that the folder decides; one that is not to be written stays, though.
    if (found) await access(inFolder(folder, name), constants.W_OK);
    if (found?.isFile() ?? true) await access(folder, constants.W_OK);
    return inFolder(folder, name).toString();
  } catch (error) {
    throw systemError(path, "write there", error);
  }
}
