/** The files of the table that is open, kept on this device after a yes: their bytes first, then the one record that names them. */
import { z } from "zod";
import type { FileInput } from "../../worker/protocol.ts";
import { openDatabase } from "./database.ts";
import { deleteOtherFiles, getFile, putFile } from "./file-store.ts";
import { randomName } from "./random-name.ts";

const KEY = "current";

const tableSchema = z.object({
  /** The document says which table it is about. */
  key: z.string(),
  files: z.array(z.object({ name: z.string(), path: z.string(), sizeBytes: z.number().optional() })),
});

/** Where the bytes of files stand that this visit has written or read. */
const paths = new WeakMap<Blob, string>();

/**
 * Keeps files in place of those that were kept before. Wherever it ends, the files of before or these are there.
 *
 * @throws DOMException QuotaExceededError where there is no room; others where the browser keeps nothing.
 */
export async function keepTable(table: { readonly key: string; readonly files: readonly FileInput[] }): Promise<void> {
  const files: z.infer<typeof tableSchema>["files"] = [];
  for (const input of table.files) {
    // Files of the page itself are there without being kept.
    if (!("file" in input)) continue;
    const { name, file } = input;
    let path = paths.get(file);
    if (path === undefined) {
      path = randomName();
      await putFile(path, file);
      paths.set(file, path);
    }
    files.push({ name, path, sizeBytes: file.size });
  }
  await (await openDatabase()).put("tables", { key: table.key, files }, KEY);
}

async function record(): Promise<z.infer<typeof tableSchema> | undefined> {
  const parsed = tableSchema.safeParse(await (await openDatabase()).get("tables", KEY));
  return parsed.success ? parsed.data : undefined;
}

/** @returns undefined where no table of that key is kept, or a file of it is gone, or not whole. */
export async function keptTable(key: string): Promise<readonly FileInput[] | undefined> {
  const kept = await record();
  if (kept?.key !== key) return undefined;
  const files: FileInput[] = [];
  for (const { name, path, sizeBytes } of kept.files) {
    const file = await getFile(path);
    if (!file || (sizeBytes !== undefined && file.size !== sizeBytes)) return undefined;
    paths.set(file, path);
    files.push({ name, file });
  }
  return files;
}

/** Deletes what no record names: of tables before the last one, which Undo may have brought back until the page was closed. */
export async function tidyFiles(): Promise<void> {
  await deleteOtherFiles(new Set((await record())?.files.map(({ path }) => path)));
}
