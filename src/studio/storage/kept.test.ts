import "fake-indexeddb/auto";
import fc from "fast-check";
import { openDB } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { documentSchema, FORMAT_VERSION } from "../../pipeline/document.ts";
import type { Checkpoint, DoneTraining } from "../../training/checkpoint/checkpoint.ts";
import { DATABASE, deleteDatabase, openDatabase } from "./database.ts";
import {
  deleteRun,
  forgetKept,
  isAnythingKept,
  keepCheckpoint,
  keepRun,
  keptCheckpoint,
  MOST_RUNS,
  type RunHead,
  runParts,
  updateRun,
} from "./kept-runs.ts";
import { keepTable, keptTable, tidyFiles } from "./kept-table.ts";
import { listRuns } from "./run-list.ts";
import { nextOrder } from "./run-record.ts";
import { keptRun, runRecord, runReport } from "./testing/kept-run.ts";

/** Here, as in browsers without a private file system, bytes stand in the database. */
const nFiles = async () => (await (await openDatabase()).getAllKeys("blobs")).length;
const file = (name: string, text: string) => ({ name, file: new Blob([text]) });
const textsOf = async (key: string) =>
  Promise.all(((await keptTable(key)) ?? []).map((input) => ("file" in input ? input.file.text() : "")));

const head: RunHead = {
  at: 1,
  key: "k",
  document: documentSchema.parse({ formatVersion: FORMAT_VERSION, blocks: [], edges: [], training: {} }),
  files: [{ name: "a.csv", hash: "1" }],
  engine: "auto",
  paceMs: 6000,
};

const done = (key: string): DoneTraining => ({
  key,
  best: { step: 3, parameters: { "n1/w": Float32Array.of(1, 2) }, optimiser: {} },
  isRivalBest: false,
  steps: 3,
  stepsDone: 1,
  histories: [[{ step: 3, train: 1, validation: 2 }]],
  history: [{ step: 3, train: 1, validation: 2 }],
  replicas: [{ seed: 1, learningRate: 0.1, validation: Number.NaN, isKept: true }],
  notes: ["a note"],
});
const news = (seconds: number, keys: readonly string[] = []): Checkpoint => ({
  time: { seconds, waitedMs: 0 },
  decided: { members: { nTried: 3 } },
  done: keys.map(done),
  going: [],
});
const isOver = { isOver: true };

beforeEach(deleteDatabase);
afterEach(() => vi.restoreAllMocks());

test("a table comes back under its key; the one before it goes when the files are tidied", async () => {
  await keepTable({ key: "one", files: [file("a.csv", "a"), file("b.csv", "b")] });
  expect(await textsOf("one")).toEqual(["a", "b"]);
  const shared = file("c.csv", "c");
  await keepTable({ key: "two", files: [shared] });
  await keepTable({ key: "three", files: [shared, file("d.csv", "d")] });
  expect(await keptTable("one")).toBeUndefined();
  expect(await textsOf("three")).toEqual(["c", "d"]);
  expect(await nFiles()).toBe(4);
  await tidyFiles();
  expect(await nFiles()).toBe(2);
  expect(await textsOf("three")).toEqual(["c", "d"]);
});

test("a file that has not all of its bytes any more is not taken for the table", async () => {
  await keepTable({ key: "one", files: [file("a.csv", "x,y\n1,2\n3,4\n"), file("b.csv", "b")] });
  const database = await openDatabase();
  for (const path of await database.getAllKeys("blobs")) await database.put("blobs", new Blob(["x,y\n1,2\n"]), path);
  expect(await keptTable("one")).toBeUndefined();
});

test("where a table cannot be written, the one before it is still there", async () => {
  await keepTable({ key: "one", files: [file("a.csv", "a")] });
  const { put } = IDBObjectStore.prototype;
  for (const failing of ["blobs", "tables"]) {
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name === failing) throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, args);
    });
    await expect(keepTable({ key: "two", files: [file("b.csv", "b")] })).rejects.toThrow("full");
    vi.restoreAllMocks();
    expect(await textsOf("one")).toEqual(["a"]);
  }
});

test("a checkpoint comes back with every training that was over", async () => {
  await keepCheckpoint(head, news(1, ["a"]), true);
  await keepCheckpoint({ ...head, at: 2 }, news(2, ["b", "c"]), false);
  const kept = await keptCheckpoint();
  expect(kept?.head).toEqual({ ...head, at: 2 });
  expect(kept?.checkpoint).toEqual(news(2, ["a", "b", "c"]));
  await keepCheckpoint(head, news(0), true);
  expect((await keptCheckpoint())?.checkpoint).toEqual(news(0));
});

test("where a part of a checkpoint cannot be written, the one before it is whole", async () => {
  await keepCheckpoint(head, news(1, ["a"]), true);
  const before = await keptCheckpoint();
  const { put } = IDBObjectStore.prototype;
  for (const failing of ["head", "soFar", "done/b"]) {
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = put.apply(this, args);
      if (args[1] === failing) this.transaction.abort();
      return request;
    });
    await expect(keepCheckpoint({ ...head, at: 9 }, news(9, ["b"]), false)).rejects.toThrow();
    vi.restoreAllMocks();
    expect(await keptCheckpoint()).toEqual(before);
  }
});

test("a run that is over takes the place of its checkpoint, or neither", async () => {
  await keepCheckpoint(head, news(1), true);
  vi.spyOn(IDBObjectStore.prototype, "clear").mockImplementation(function (this: IDBObjectStore) {
    this.transaction.abort();
    throw new DOMException("gone", "AbortError");
  });
  await expect(keepRun(keptRun(5), isOver)).rejects.toThrow();
  vi.restoreAllMocks();
  expect([(await listRuns()).length, (await keptCheckpoint()) !== undefined]).toEqual([0, true]);
  await keepRun(keptRun(5), isOver);
  expect([(await listRuns()).length, await keptCheckpoint()]).toEqual([1, undefined]);
});

test("the newest runs stay and those that are pinned; records that cannot be read are passed over", async () => {
  for (let at = 1; at <= MOST_RUNS + 2; at++) await keepRun(keptRun(at, { isPinned: at === 1 }), isOver);
  const kept = (await listRuns()).map(({ at }) => at);
  expect(kept).toEqual([...Array.from({ length: MOST_RUNS }, (_, index) => MOST_RUNS + 2 - index), 1]);
  expect(await runParts("run 2")).toBeUndefined();
  expect(await runParts("run 1")).toEqual({ text: '{"run":1}', curves: undefined });
  await deleteRun("run 3");
  await (await openDatabase()).put("runs", { at: "soon" }, "damaged");
  expect((await listRuns()).map(({ at }) => at)).toEqual(kept.filter((at) => at !== 3));
  expect(await runParts("run 3")).toBeUndefined();
  await (await openDatabase()).put("checkpoint", { key: 3 }, "head");
  expect(await keptCheckpoint()).toBeUndefined();
});

test("whatever the clock says, runs are in the order in which they ended, and the oldest make room", async () => {
  const jump = fc.constantFrom(-40 * 365 * 86_400_000, -3_600_000, -1, 0, 1, 60_000, 5 * 365 * 86_400_000);
  await fc.assert(
    fc.asyncProperty(fc.array(jump, { minLength: 1, maxLength: 6 }), fc.boolean(), async (jumps, areOld) => {
      await deleteDatabase();
      const { store, done: stored } = (await openDatabase()).transaction("runs", "readwrite");
      let ended = Array.from({ length: MOST_RUNS }, (_, index) => runRecord(MOST_RUNS - index));
      for (const { order, ...old } of ended) {
        // Earlier studios knew of no order beside the clock's.
        void store.put(areOld ? old : { ...old, order }, old.id);
      }
      await stored;
      let clock = MOST_RUNS;
      for (const [index, ms] of jumps.entries()) {
        clock += ms;
        const run = keptRun(clock, { id: `later ${index}`, order: nextOrder(clock, ended) });
        await keepRun(run, isOver);
        ended = [run.record, ...ended].slice(0, MOST_RUNS);
      }
      expect(await listRuns()).toEqual(ended);
    }),
    { numRuns: 5 },
  );
});

test("what a person says of a run is kept with it, and of none that is not kept", async () => {
  await keepRun(keptRun(1), isOver);
  const change = { note: "with ages", tags: ["best"], isPinned: true };
  await updateRun("run 1", change);
  await updateRun("run 2", change);
  expect(await listRuns()).toEqual([runRecord(1, change)]);
});

test("a run that is kept late leaves the checkpoints of the one in progress", async () => {
  await keepCheckpoint(head, news(1), true);
  await keepRun(keptRun(5), { isOver: false });
  expect([(await listRuns()).length, (await keptCheckpoint()) !== undefined]).toEqual([1, true]);
});

test("runs of the second version of the database are listed, with what is large of them", async () => {
  const old = await openDB(DATABASE, 2, {
    upgrade: (db) => {
      for (const store of ["documents", "tables", "blobs", "checkpoint"]) db.createObjectStore(store);
      for (const store of ["aside", "snapshots", "runs"]) db.createObjectStore(store, { autoIncrement: true });
    },
  });
  const { document, files } = runRecord(7);
  const text = JSON.stringify({ document, report: runReport });
  await old.add("runs", { at: 7, text, files, curves: { shown: 0 } });
  await old.add("runs", { at: 8, text: "{", files });
  old.close();
  const [run, ...others] = await listRuns();
  expect(others).toEqual([]);
  expect(run).toEqual({ ...runRecord(7), id: run.id });
  expect(await runParts(run.id)).toEqual({ text, curves: { shown: 0 } });
  expect(await listRuns()).toEqual([run]);
});

test("what was kept is forgotten as a whole", async () => {
  expect(await isAnythingKept()).toBe(false);
  await keepTable({ key: "one", files: [file("a.csv", "a")] });
  await keepRun(keptRun(1), isOver);
  await keepCheckpoint(head, news(1, ["a"]), true);
  expect(await isAnythingKept()).toBe(true);
  await forgetKept();
  expect(await isAnythingKept()).toBe(false);
  await tidyFiles();
  expect(await nFiles()).toBe(0);
  expect(await keptTable("one")).toBeUndefined();
  expect([await listRuns(), await keptCheckpoint()]).toEqual([[], undefined]);
  expect(await runParts("run 1")).toBeUndefined();
});
