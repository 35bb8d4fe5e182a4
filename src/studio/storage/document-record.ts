/** The document as this browser keeps it. A record that cannot be read, or not whole, is set aside and never overwritten. */
import { z } from "zod";
import { documentText } from "../../base/texts/studio/document.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { FORMAT_VERSION, type PipelineDocument } from "../../pipeline/document.ts";
import { isJsonObject } from "../../pipeline/json-object.ts";
import { migrateBlocks, readDocument } from "../../pipeline/migrate.ts";
import { inTransaction, openDatabase } from "./database.ts";

const KEY = "current";

export interface SavedStudio {
  readonly document: PipelineDocument;
  /** The proposal that the document was compared with, so that an untouched one can follow the next table. */
  readonly suggestion: PipelineDocument | undefined;
  /** Id of the sample that was open, "" for files of one's own. */
  readonly sample: string;
  /** Of the files that were open, where they are kept on this device. */
  readonly tableKey?: string | undefined;
}

const savedSchema = z.object({
  document: z.unknown(),
  suggestion: z.unknown().optional(),
  sample: z.string().default(""),
  tableKey: z.string().optional(),
});

/** What stands beside the document: how often it was saved, and whether it has been set aside already. */
const markSchema = z.object({
  revision: z.number().int().optional(),
  /** The visit that wrote it. */
  writer: z.string().optional(),
  isAside: z.boolean().optional(),
});

/** What a tab knows of the record. */
export interface Knowledge {
  /** Of the visit: what it wrote itself it may write over. */
  readonly writer: string;
  /** That was read or written last; 0 for none. */
  readonly revision: number;
}

/**
 * What an earlier visit, perhaps of an older studio, has saved.
 *
 * @returns with the path of the first thing in it that this studio does not know and would not save again.
 * @throws ZodError, and StudioError as `readDocument`, where it cannot be read.
 */
export function readSaved(saved: unknown): SavedStudio & { readonly unknown?: string } {
  const { document, suggestion, sample, tableKey } = savedSchema.parse(saved);
  const read = (value: unknown) => readDocument(value, { where: documentText("saved") });
  const known = (value: PipelineDocument) => migrateBlocks(value, catalogue).document;
  const own = read(document);
  // Of earlier versions, migrations answer for every part.
  const isOfToday = isJsonObject(document) && document.formatVersion === FORMAT_VERSION;
  const unknown = isOfToday ? firstUnknown(document, own) : undefined;
  return {
    document: known(own),
    suggestion: suggestion === undefined ? undefined : known(read(suggestion)),
    sample,
    ...(tableKey === undefined ? {} : { tableKey }),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

/** Path of the first value of a record that is not in what was read of it; undefined where all is. */
function firstUnknown(record: unknown, read: unknown, path = ""): string | undefined {
  if (typeof record !== "object" || record === null) return undefined;
  const parts: Readonly<Record<string, unknown>> = isJsonObject(read) || Array.isArray(read) ? { ...read } : {};
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined) continue;
    const place = path === "" ? key : `${path}.${key}`;
    if (!Object.hasOwn(parts, key)) return place;
    const inner = firstUnknown(value, parts[key], place);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

export type Loaded =
  | { readonly kind: "none" }
  | { readonly kind: "read"; readonly saved: SavedStudio; readonly revision: number }
  /** Of `saved`, some part is only in the record that was set aside. */
  | { readonly kind: "aside"; readonly saved: SavedStudio | undefined; readonly revision: number };

/**
 * Reads the record. One that cannot be read, or has parts that this studio would not save again, is set aside in the same
 * transaction.
 *
 * @param now milliseconds since 1970.
 * @throws as `openDatabase`.
 */
export async function loadDocument(now: number): Promise<Loaded> {
  return inTransaction(["documents", "aside"], async (transaction): Promise<Loaded> => {
    const documents = transaction.objectStore("documents");
    const value = await documents.get(KEY);
    if (value === undefined) return { kind: "none" };
    const { revision = 0, isAside = false } = marksOf(value);
    let saved: ReturnType<typeof readSaved> | undefined;
    try {
      saved = readSaved(value);
    } catch {
      saved = undefined;
    }
    if (saved && (saved.unknown === undefined || isAside)) return { kind: "read", saved, revision };
    await transaction.objectStore("aside").add({ at: now, record: value });
    // What takes its place is written by `saveDocument`, as over any other record.
    if (saved && isJsonObject(value)) await documents.put({ ...value, isAside: true }, KEY);
    else await documents.delete(KEY);
    return { kind: "aside", saved, revision: saved ? revision : 0 };
  });
}

function marksOf(record: unknown): z.infer<typeof markSchema> {
  const parsed = markSchema.safeParse(record);
  return parsed.success ? parsed.data : {};
}

/** Another tab has saved since. */
export class SavedElsewhere extends Error {}

/**
 * Writes the record over whatever is there: for the one tab that holds the lock. Nothing is waited for, so that an edit is with the
 * browser before anything can happen to the page.
 *
 * @throws DOMException QuotaExceededError where storage is full; as `openDatabase`.
 */
export async function writeDocument(studio: SavedStudio, { writer, revision }: Knowledge): Promise<void> {
  const transaction = (await openDatabase()).transaction("documents", "readwrite", { durability: "relaxed" });
  // Awaited below; where it fails before, the error is told once.
  transaction.done.catch(() => undefined);
  transaction.store.put({ ...studio, writer, revision: revision + 1 }, KEY).catch(() => undefined);
  // The browser ends it even if the page does not live to see it.
  transaction.commit();
  await transaction.done;
}

/**
 * Writes the record, where it still is the one that this tab knows, and waits until it is on the disk.
 *
 * @throws SavedElsewhere; as `writeDocument`.
 */
export async function saveDocument(studio: SavedStudio, { writer, revision }: Knowledge): Promise<void> {
  const transaction = (await openDatabase()).transaction("documents", "readwrite", { durability: "strict" });
  transaction.done.catch(() => undefined);
  const before = await transaction.store.get(KEY);
  const marks = marksOf(before);
  if (before !== undefined && marks.writer !== writer && (marks.revision ?? 0) !== revision) {
    transaction.abort();
    throw new SavedElsewhere();
  }
  transaction.store.put({ ...studio, writer, revision: revision + 1 }, KEY).catch(() => undefined);
  transaction.commit();
  await transaction.done;
}
