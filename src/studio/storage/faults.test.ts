/** Every write of the studio's storage fails once, at each of its calls: afterwards the old or the new is there, never less. */
import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { documentSchema, FORMAT_VERSION } from "../../pipeline/document.ts";
import { deleteDatabase, openDatabase } from "./database.ts";
import { loadDocument, saveDocument, writeDocument } from "./document-record.ts";
import {
  deleteRun,
  forgetCheckpoint,
  forgetKept,
  keepCheckpoint,
  keepRun,
  MOST_RUNS,
  type RunHead,
  updateRun,
} from "./kept-runs.ts";
import { keepSweep } from "./kept-sweep.ts";
import { keepTable, tidyFiles } from "./kept-table.ts";
import { listRuns } from "./run-list.ts";
import { addSnapshot, deleteEntry, forgetEditedCells, takeSnapshots } from "./snapshots.ts";
import { keptRun, runRecord, runReport } from "./testing/kept-run.ts";

afterEach(() => vi.restoreAllMocks());

const document = documentSchema.parse({ formatVersion: FORMAT_VERSION, blocks: [], edges: [], training: {} });
const studio = (name: string) => ({ document: { ...document, name }, suggestion: undefined, sample: "" });
const withEdits = { document: { ...document, table: { ...document.table, edits: [{ cells: ["secret"] }] } } };
const head: RunHead = { at: 1, key: "k", document, files: [], engine: "auto", paceMs: 0 };
const news = { time: { seconds: 1, waitedMs: 0 }, decided: {}, done: [], going: [] };
const done = { key: "b", best: { step: 1, parameters: {}, optimiser: {} }, isRivalBest: false, steps: 1, stepsDone: 1 };
const doneNews = { ...news, done: [{ ...done, histories: [], history: [], replicas: [], notes: [] }] };
const sweep = { id: "s", variants: [], nDone: 0, nFailed: 0, files: [] };

/** By stores and keys, as text. */
type Content = ReadonlyMap<string, string>;

async function content(): Promise<Content> {
  const database = await openDatabase();
  const found = new Map<string, string>();
  for (const store of database.objectStoreNames) {
    const [keys, values] = await Promise.all([database.getAllKeys(store), database.getAll(store)]);
    for (const [index, key] of keys.entries()) found.set(`${store}/${key}`, JSON.stringify(values[index]));
  }
  return found;
}

type Seed = readonly [
  store: Parameters<Awaited<ReturnType<typeof openDatabase>>["put"]>[0],
  key: string | number,
  value: unknown,
];

const DOCUMENT: Seed = ["documents", "current", { ...studio("old"), writer: "w", revision: 1 }];
const NEWER: Seed = ["documents", "current", { document: { ...document, formatVersion: 99 } }];
const WITH_UNKNOWN: Seed = ["documents", "current", { ...studio("old"), document: { ...document, colour: "red" } }];

/** Something of everything. */
const SEEDS: readonly Seed[] = [
  DOCUMENT,
  ["aside", 1, { at: 1, record: "set aside" }],
  ["snapshots", 1, { name: "first", at: 1, studio: withEdits }],
  ["snapshots", 2, { name: "second", at: 2, studio: withEdits }],
  ["tables", "current", { key: "one", files: [{ name: "a.csv", path: "a" }] }],
  ["blobs", "a", "named"],
  ["blobs", "b", "of no record"],
  ["blobs", "c", "of no record"],
  ["runs", "run 1", runRecord(1)],
  ["runParts", "run 1", { text: "{}" }],
  ["runs", 7, { at: 7, text: JSON.stringify({ document, report: runReport }), files: [] }],
  ["sweeps", "current", sweep],
  ["checkpoint", "head", head],
  ["checkpoint", "soFar", { ...news, done: undefined }],
  ["checkpoint", "done/a", { ...done, key: "a" }],
];

const FULL: readonly Seed[] = Array.from({ length: MOST_RUNS }, (_, index): readonly Seed[] => [
  ["runs", `old ${index}`, { at: index, isPinned: false }],
  ["runParts", `old ${index}`, {}],
]).flat();

interface Write {
  readonly seeds?: readonly Seed[];
  readonly write: () => Promise<unknown>;
  /** Of a write that is several transactions: whether a state between is whole. */
  readonly between?: (now: Content) => boolean;
  /** A person asked for something else, and it is tried again another time. */
  readonly isQuiet?: boolean;
}

const csv = (name: string) => ({ name, file: new Blob([name]) });
const know = { writer: "w", revision: 1 };

const WRITES: Readonly<Record<string, Write>> = {
  "an edit": { write: () => writeDocument(studio("new"), know) },
  "an edit, to the disk": { write: () => saveDocument(studio("new"), know) },
  "a newer document is set aside": { seeds: [NEWER], write: () => loadDocument(5) },
  "one with unknown parts, too": { seeds: [WITH_UNKNOWN], write: () => loadDocument(5) },
  "a snapshot": { write: () => addSnapshot({ name: "third", at: 3, studio: studio("new") }) },
  "snapshots of a project": { write: () => takeSnapshots([3, 4].map((at) => ({ name: "other", at, studio: {} }))) },
  "edited cells are forgotten": { write: forgetEditedCells },
  "a snapshot is deleted": { write: () => deleteEntry("snapshots", 1) },
  "a table": {
    write: () => keepTable({ key: "two", files: [csv("x.csv"), csv("y.csv")] }),
    // Bytes that no record names yet are deleted with the next visit.
    between: (now) => /"one"/.test(now.get("tables/current") ?? "") && now.has("blobs/a"),
  },
  "files of no record are deleted": { write: tidyFiles, between: (now) => now.has("blobs/a") },
  "a run that is over": {
    seeds: FULL,
    write: () => keepRun(keptRun(99), { isOver: true }),
    // Older ones make room afterwards.
    between: (now) => now.has("runs/run 99") && now.has("runParts/run 99") && !now.has("checkpoint/head"),
  },
  "what is said of a run": { write: () => updateRun("run 1", { note: "new" }) },
  "a run is deleted": { write: () => deleteRun("run 1") },
  "a run of an earlier studio is taken apart": { write: listRuns, isQuiet: true },
  "the first checkpoint": { write: () => keepCheckpoint(head, doneNews, true) },
  "a checkpoint": { write: () => keepCheckpoint({ ...head, at: 2 }, doneNews, false) },
  "checkpoints are forgotten": { write: forgetCheckpoint },
  "a sweep": { write: () => keepSweep({ ...sweep, nDone: 3 }) },
  "a sweep is over": { write: () => keepSweep(undefined) },
  "all that is kept is forgotten": { write: forgetKept },
};

/** Names are the same each time. */
function nameAlike(): void {
  let count = 0;
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    if (array instanceof Uint8Array) array.fill(++count);
    return array;
  });
}

async function begin(more: readonly Seed[] = []): Promise<void> {
  await deleteDatabase();
  const database = await openDatabase();
  const { objectStoreNames } = database;
  const transaction = database.transaction([...objectStoreNames], "readwrite");
  for (const [store, key, value] of [...SEEDS, ...more]) {
    const place = transaction.objectStore(store);
    // As the database itself has them: of keys that it gives, any is taken.
    void Reflect.apply(place.put, place, [value, key]);
  }
  await transaction.done;
  nameAlike();
}

const CALLS = ["put", "add", "delete", "clear"] as const;

/** @param fault "refused": the call is; "taken back": its transaction is, after it; "ended": so is everything from then on. */
function failAt(at: number, fault: "refused" | "taken back" | "ended" | "none"): () => number {
  let nCalls = 0;
  for (const name of CALLS) {
    const real = IDBObjectStore.prototype[name];
    vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (this: IDBObjectStore, ...args: unknown[]) {
      const index = nCalls++;
      const isHit = fault !== "none" && (index === at || (fault === "ended" && index > at));
      if (isHit && fault !== "taken back") throw new DOMException("full", "QuotaExceededError");
      const request: IDBRequest = Reflect.apply(real, this, args);
      if (isHit) this.transaction.abort();
      return request;
    });
  }
  return () => nCalls;
}

let nFaults = 0;
for (const [what, { seeds, write, between = () => false, isQuiet = false }] of Object.entries(WRITES)) {
  test(`${what}: the old or the new, whole, after a fault at any of its calls`, async () => {
    await begin(seeds);
    const old = await content();
    const callsOf = failAt(-1, "none");
    await write();
    const nCalls = callsOf();
    vi.restoreAllMocks();
    const fresh = await content();
    expect(fresh).not.toEqual(old);
    for (let at = 0; at < nCalls; at++) {
      for (const fault of ["refused", "taken back", "ended"] as const) {
        await begin(seeds);
        failAt(at, fault);
        const error: unknown = await write().then(
          () => undefined,
          (reason) => reason,
        );
        vi.restoreAllMocks();
        const now = await content();
        nFaults++;
        const isOld = isSame(now, old);
        expect(isOld || isSame(now, fresh) || between(now), `call ${at} ${fault}: ${[...now]}`).toBe(true);
        // Who is told of nothing takes it for written.
        if (error === undefined && !isQuiet) expect(isOld, `call ${at} ${fault}: not told`).toBe(false);
      }
    }
  });
}

test("faults have been tried", () => expect(nFaults).toBeGreaterThan(100));

const isSame = (one: Content, other: Content) =>
  one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
