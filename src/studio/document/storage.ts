/** The one record that the studio keeps in this browser: the document. Never rows, cells or files. */
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import { z } from "zod";
import { documentSchema } from "../../pipeline/document.ts";

const DATABASE = "diffml-studio";
const KEY = "current";

const savedSchema = z.object({
  document: documentSchema,
  /** The proposal that the document was compared with, so that an untouched one can follow the next table. */
  suggestion: documentSchema.optional(),
  /** Id of the sample that was open, "" for files of one's own (which are never kept). */
  sample: z.string().default(""),
});

export type SavedStudio = z.infer<typeof savedSchema>;

interface StudioDatabase extends DBSchema {
  documents: { key: string; value: unknown };
}

let database: Promise<IDBPDatabase<StudioDatabase>> | undefined;

function open(): Promise<IDBPDatabase<StudioDatabase>> {
  database ??= openDB<StudioDatabase>(DATABASE, 1, {
    upgrade: (db) => {
      db.createObjectStore("documents");
    },
    // Another tab erases everything: let go, so that it can.
    blocking: (_current, _blocked, event) => {
      database = undefined;
      if (event.target instanceof IDBDatabase) event.target.close();
    },
    terminated: () => {
      database = undefined;
    },
  });
  return database;
}

/** @returns undefined where nothing was saved. @throws ZodError where what was saved cannot be read any more. */
export async function loadSaved(): Promise<SavedStudio | undefined> {
  const saved = await (await open()).get("documents", KEY);
  return saved === undefined ? undefined : savedSchema.parse(saved);
}

/** @throws DOMException QuotaExceededError where storage is full. */
export async function save(studio: SavedStudio): Promise<void> {
  await (await open()).put("documents", studio, KEY);
}

/** Erases all that the studio stored in this browser. */
export async function eraseStored(): Promise<void> {
  (await database)?.close();
  database = undefined;
  await deleteDB(DATABASE);
  // Other pages of the same address may keep their own things here.
  for (const key of Object.keys(localStorage)) if (key.startsWith(DATABASE)) localStorage.removeItem(key);
}
