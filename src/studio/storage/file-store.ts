/**
 * Bytes that are kept on this device: in the browser's private file system, or in the database where there is none. A file has its
 * name once all of it is written.
 */
import { openDatabase } from "./database.ts";

const FOLDER = "diffml-studio";

/** Undefined where the browser has none, or one that the page cannot write to. */
async function folder(): Promise<FileSystemDirectoryHandle | undefined> {
  const canWrite = "FileSystemFileHandle" in globalThis && "createWritable" in FileSystemFileHandle.prototype;
  if (!canWrite || !navigator.storage?.getDirectory) return undefined;
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/** @throws DOMException QuotaExceededError, or another where the browser keeps nothing. */
export async function putFile(path: string, content: Blob): Promise<void> {
  const directory = await folder();
  if (!directory) {
    await (await openDatabase()).put("blobs", content, path);
    return;
  }
  const handle = await directory.getFileHandle(path, { create: true });
  // Written beside the file, and put in its place when it is closed.
  await content.stream().pipeTo(await handle.createWritable());
}

/** @returns undefined where it is not there any more. */
export async function getFile(path: string): Promise<Blob | undefined> {
  const directory = await folder();
  if (!directory) {
    const content: unknown = await (await openDatabase()).get("blobs", path);
    return content instanceof Blob ? content : undefined;
  }
  try {
    return await (await directory.getFileHandle(path)).getFile();
  } catch {
    return undefined;
  }
}

/** Deletes all files but those that are named. */
export async function deleteOtherFiles(kept: ReadonlySet<string>): Promise<void> {
  const database = await openDatabase();
  for (const path of await database.getAllKeys("blobs")) if (!kept.has(path)) await database.delete("blobs", path);
  const directory = await folder();
  if (!directory) return;
  for await (const path of directory.keys()) if (!kept.has(path)) await directory.removeEntry(path);
}

/** Deletes all of them, and what they stand in. */
export async function deleteFolder(): Promise<void> {
  const root = await navigator.storage?.getDirectory?.().catch(() => undefined);
  await root?.removeEntry(FOLDER, { recursive: true }).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
  });
}
