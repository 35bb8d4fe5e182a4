/** Folders among the files of a command: the tables in them are meant. */
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { studioError } from "../base/error.ts";
import { cliText } from "../base/texts/cli.ts";
import { MOST_FOLDER_TABLES, tablesOfFolder } from "../table/read/folder-tables.ts";
import type { Command } from "./arguments.ts";
import { pathOf } from "./file-path.ts";
import { STDIN } from "./options.ts";

/**
 * The command with the tables of each folder in its place.
 *
 * @param warn is told what was passed over.
 * @throws E_CLI_FOLDER where a folder holds no table, or too many.
 */
export async function withFolders(command: Command, warn: (text: string) => void): Promise<Command> {
  if (!("files" in command)) return command;
  const files: string[] = [];
  for (const path of command.files) files.push(...(await tablesAt(path, warn)));
  return { ...command, files };
}

async function tablesAt(path: string, warn: (text: string) => void): Promise<readonly string[]> {
  if (path === STDIN) return [path];
  // What cannot be looked at is told when it is opened.
  const isFolder = await stat(await pathOf(path)).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((entry) => entry.isFile())
    .map((entry) => ({ path: relative(path, join(entry.parentPath, entry.name)).replaceAll("\\", "/") }));
  const { tables, others, nHidden } = tablesOfFolder(found);
  if (tables.length === 0 || tables.length > MOST_FOLDER_TABLES) {
    throw studioError("E_CLI_FOLDER", { path, nTables: tables.length, most: MOST_FOLDER_TABLES });
  }
  if (others.length + nHidden > 0) warn(cliText("folder", { path, nTables: tables.length, others, nHidden }));
  return tables.map((table) => join(path, table.path));
}
