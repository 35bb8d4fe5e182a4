/** Folders that are dropped on the page, with what is in them. */
import { isHiddenPath } from "../../table/read/folder-tables.ts";

export interface EntryFile {
  /** Inside what was dropped, with the name of the folder. */
  readonly path: string;
  readonly file: File;
}

/** So many files of folders are looked at. */
const MOST_FILES = 5000;

/** What was dropped, where a folder is among it. To be called at once: later, a browser has forgotten it. */
export function droppedFolders(items: DataTransferItemList | undefined): readonly FileSystemEntry[] | undefined {
  const entries = [...(items ?? [])].flatMap((item) => {
    const entry = item.kind === "file" ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
  return entries.some(({ isDirectory }) => isDirectory) ? entries : undefined;
}

/** All files in what was dropped, those of folders in folders too. What is hidden is not opened. */
export async function filesBelow(entries: readonly FileSystemEntry[]): Promise<readonly EntryFile[]> {
  const found: EntryFile[] = [];
  const waiting = [...entries];
  while (waiting.length > 0 && found.length < MOST_FILES) {
    const entry = waiting.pop() as FileSystemEntry;
    const path = entry.fullPath.replace(/^\//, "");
    if (isFolder(entry)) {
      if (!isHiddenPath(path)) waiting.push(...(await childrenOf(entry)));
    } else if (isFile(entry)) {
      const file = await new Promise<File | undefined>((resolve) => entry.file(resolve, () => resolve(undefined)));
      if (file) found.push({ path, file });
    }
  }
  return found;
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** Browsers hand them out a hundred at a time. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0 || all.length > MOST_FILES) return all;
    all.push(...some);
  }
}
