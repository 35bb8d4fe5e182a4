/** Named snapshots of the document, and records that were set aside: kept until a person deletes them. */
import { z } from "zod";
import { isJsonObject } from "../../pipeline/json-object.ts";
import { inTransaction, openDatabase, writeAtOnce } from "./database.ts";
import { readSaved, type SavedStudio } from "./document-record.ts";

const snapshotSchema = z.object({ name: z.string(), at: z.number(), studio: z.unknown() });
const asideSchema = z.object({ at: z.number(), record: z.unknown() });

export interface Snapshot {
  readonly key: number;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Undefined where this studio cannot read it. */
  readonly saved: SavedStudio | undefined;
  readonly record: unknown;
}

export interface Aside {
  readonly key: number;
  /** When it was set aside, in milliseconds since 1970. */
  readonly at: number;
  readonly record: unknown;
}

type Store = "snapshots" | "aside";

async function entriesOf(store: Store): Promise<readonly { readonly key: number; readonly value: unknown }[]> {
  const transaction = (await openDatabase()).transaction(store);
  const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
  return keys.map((key, index) => ({ key, value: values[index] })).reverse();
}

/** The newest first. */
export async function listSnapshots(): Promise<readonly Snapshot[]> {
  return (await entriesOf("snapshots")).flatMap(({ key, value }) => {
    const parsed = snapshotSchema.safeParse(value);
    if (!parsed.success) return [];
    const { name, at, studio } = parsed.data;
    return [{ key, name, at, saved: readOrNot(studio), record: studio }];
  });
}

function readOrNot(studio: unknown): SavedStudio | undefined {
  try {
    return readSaved(studio);
  } catch {
    return undefined;
  }
}

/** The newest first. */
export async function listAside(): Promise<readonly Aside[]> {
  return (await entriesOf("aside")).flatMap(({ key, value }) => {
    const parsed = asideSchema.safeParse(value);
    return parsed.success ? [{ key, at: parsed.data.at, record: parsed.data.record }] : [];
  });
}

/** @param snapshot.at milliseconds since 1970. @throws DOMException as `saveDocument`. */
export async function addSnapshot(snapshot: {
  readonly name: string;
  readonly at: number;
  readonly studio: SavedStudio;
}): Promise<void> {
  await (await openDatabase()).add("snapshots", snapshot);
}

/** Takes in snapshots of a project, but for those that are there already, and those that are none. */
export async function takeSnapshots(given: readonly unknown[]): Promise<void> {
  const nameOf = ({ name, at }: Pick<Snapshot, "name" | "at">) => `${at} ${name}`;
  const known = new Set((await listSnapshots()).map(nameOf));
  await writeAtOnce(["snapshots"], (storeOf, add) => {
    for (const value of given) {
      const parsed = snapshotSchema.safeParse(value);
      if (parsed.success && !known.has(nameOf(parsed.data))) add(storeOf("snapshots").add(parsed.data));
    }
  });
}

/** Forgets the cells that a person edited in snapshots: nothing of rows is to be stored any more. */
export async function forgetEditedCells(): Promise<void> {
  await inTransaction(["snapshots"], async (transaction) => {
    const store = transaction.objectStore("snapshots");
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    for (const [index, value] of values.entries()) {
      const parsed = snapshotSchema.safeParse(value);
      if (!parsed.success) continue;
      await store.put({ ...parsed.data, studio: withoutCells(parsed.data.studio) }, keys[index]);
    }
  });
}

/** A record as it is stored, less the cells that a person edited. */
function withoutCells(studio: unknown): unknown {
  if (!isJsonObject(studio) || !isJsonObject(studio.document) || !isJsonObject(studio.document.table)) return studio;
  const { edits: _, ...table } = studio.document.table;
  return { ...studio, document: { ...studio.document, table } };
}

export async function deleteEntry(store: Store, key: number): Promise<void> {
  await (await openDatabase()).delete(store, key);
}
