/** The one record that the studio keeps in this browser: the document. Never rows, cells or files. */

import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import { z } from "zod";
import { documentText } from "../../base/texts/studio/document.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { migrateBlocks, readDocument } from "../../pipeline/migrate.ts";

const DATABASE = "diffml-studio";
const KEY = "current";

export interface SavedStudio {
  readonly document: PipelineDocument;
  /** The proposal that the document was compared with, so that an untouched one can follow the next table. */
  readonly suggestion: PipelineDocument | undefined;
  /** Id of the sample that was open, "" for files of one's own (which are never kept). */
  readonly sample: string;
}

const savedSchema = z.object({
  document: z.unknown(),
  suggestion: z.unknown().optional(),
  sample: z.string().default(""),
});

/**
 * What an earlier visit, perhaps of an older studio, has saved.
 *
 * @throws ZodError, and StudioError as `readDocument`, where it cannot be read.
 */
export function readSaved(saved: unknown): SavedStudio {
  const { document, suggestion, sample } = savedSchema.parse(saved);
  const read = (value: unknown) =>
    migrateBlocks(readDocument(value, { where: documentText("saved") }), catalogue).document;
  return { document: read(document), suggestion: suggestion === undefined ? undefined : read(suggestion), sample };
}

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

/** @returns undefined where nothing was saved. @throws as `readSaved`. */
export async function loadSaved(): Promise<SavedStudio | undefined> {
  const saved = await (await open()).get("documents", KEY);
  return saved === undefined ? undefined : readSaved(saved);
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
