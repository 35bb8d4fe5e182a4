/**
 * The studio's database in this browser. Whatever is written is one transaction: afterwards the old or the new is there, whole,
 * wherever the page, the tab or the browser ends in between.
 */
import {
  type DBSchema,
  deleteDB,
  type IDBPDatabase,
  type IDBPObjectStore,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from "idb";

export const DATABASE = "diffml-studio";
/**
 * Version 1 had the documents alone, version 2 all of a run in one record. An older page cannot open a newer version, and so writes
 * over nothing of it.
 */
export const DATABASE_VERSION = 3;

/** What stands in the stores is parsed when it is read: it may be of another version, or damaged. */
export interface StudioDatabase extends DBSchema {
  /** One record, "current": the document on the canvas. */
  documents: { key: string; value: unknown };
  /** Records that could not be read, or not whole, as they were. */
  aside: { key: number; value: unknown };
  snapshots: { key: number; value: unknown };
  /** After a yes alone, all of the following. One record, "current": which files the table is made of. */
  tables: { key: string; value: unknown };
  /** Bytes of files, where the browser has no private file system. */
  blobs: { key: string; value: unknown };
  /** Runs that are over, by their ids; those of version 2 by numbers, until they are listed. */
  runs: { key: string | number; value: unknown };
  /** What is large of them, by the same ids. */
  runParts: { key: string; value: unknown };
  /** One record, "current": runs that are still to come. */
  sweeps: { key: string; value: unknown };
  /** The run in progress: "head", "soFar", and a record for each training that is over. */
  checkpoint: { key: string; value: unknown };
}

type OpenDatabase = IDBPDatabase<StudioDatabase>;

let database: Promise<OpenDatabase> | undefined;

/** @throws DOMException VersionError where a newer studio has stored something; others where the browser stores nothing. */
export function openDatabase(): Promise<OpenDatabase> {
  database ??= openDB<StudioDatabase>(DATABASE, DATABASE_VERSION, {
    upgrade: (db, from) => {
      if (from < 1) db.createObjectStore("documents");
      if (from < 2) {
        db.createObjectStore("aside", { autoIncrement: true });
        db.createObjectStore("snapshots", { autoIncrement: true });
        db.createObjectStore("tables");
        db.createObjectStore("blobs");
        db.createObjectStore("runs", { autoIncrement: true });
        db.createObjectStore("checkpoint");
      }
      if (from < 3) {
        db.createObjectStore("runParts");
        db.createObjectStore("sweeps");
      }
    },
    // Another tab erases everything, or is of a newer studio: let go, so that it can.
    blocking: (_current, _blocked, event) => {
      database = undefined;
      if (event.target instanceof IDBDatabase) event.target.close();
    },
    terminated: () => {
      database = undefined;
    },
  }).catch((error: unknown) => {
    // The next attempt may find it in order.
    database = undefined;
    throw error;
  });
  return database;
}

type Store = StoreNames<StudioDatabase>;
type StoreOf = <Name extends Store>(name: Name) => IDBPObjectStore<StudioDatabase, Store[], Name, "readwrite">;

/**
 * Writes to some stores as one transaction, all of it or nothing, and waits until it is on the disk. Nothing is read before, and
 * nothing waited for: the browser has it before anything can happen to the page.
 *
 * @param write calls `add` with what each request promises.
 * @throws as `openDatabase`; DOMException QuotaExceededError where storage is full.
 */
export async function writeAtOnce(
  stores: readonly Store[],
  write: (storeOf: StoreOf, add: (request: Promise<unknown>) => void) => void,
): Promise<void> {
  const transaction = (await openDatabase()).transaction([...stores], "readwrite", { durability: "strict" });
  // Where a request fails, so does the transaction, which is awaited below.
  transaction.done.catch(() => undefined);
  try {
    write(
      (name) => transaction.objectStore(name),
      (request) => void request.catch(() => undefined),
    );
  } catch (error) {
    transaction.abort();
    throw error;
  }
  transaction.commit();
  await transaction.done;
}

/**
 * Reads and writes some stores as one transaction, all of it or nothing, where what is written hangs on what is there.
 *
 * @param work awaits nothing but requests of the transaction.
 * @throws as `writeAtOnce`; what `work` throws, and nothing is written then.
 */
export async function inTransaction<const Names extends readonly Store[], Result>(
  stores: Names,
  work: (transaction: IDBPTransaction<StudioDatabase, Names, "readwrite">) => Promise<Result>,
): Promise<Result> {
  const transaction = (await openDatabase()).transaction(stores, "readwrite");
  // Where a request fails, so does the transaction: it is told once.
  transaction.done.catch(() => undefined);
  try {
    const result = await work(transaction);
    await transaction.done;
    return result;
  } catch (error) {
    abort(transaction);
    throw error;
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}

export async function deleteDatabase(): Promise<void> {
  (await database?.catch(() => undefined))?.close();
  database = undefined;
  await deleteDB(DATABASE);
}

/** Why a browser did not store something. */
export type StorageFailure = "full" | "newer" | "refused";

export function failureOf(error: unknown): StorageFailure {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return "full";
  return name === "VersionError" ? "newer" : "refused";
}
