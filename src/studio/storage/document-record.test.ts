import "fake-indexeddb/auto";
import fc from "fast-check";
import { deleteDB, openDB } from "idb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { defaultDocument } from "../../pipeline/default-document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { DATABASE, DATABASE_VERSION, deleteDatabase, failureOf, openDatabase } from "./database.ts";
import {
  loadDocument,
  readSaved,
  SavedElsewhere,
  type SavedStudio,
  saveDocument,
  writeDocument,
} from "./document-record.ts";
import { addSnapshot, deleteEntry, forgetEditedCells, listAside, listSnapshots } from "./snapshots.ts";

const document = defaultDocument({
  numbers: [{ name: "x", original: "x", offset: 0 }],
  categories: [],
  sources: ["a.csv"],
  target: { name: "y", task: "regression", taskReason: "", classes: [] },
});
const named = (name: string): SavedStudio => ({ document: { ...document, name }, suggestion: undefined, sample: "" });
const NOW = 1_700_000_000_000;

/** Saves as a tab that wrote nothing before. @returns the revision that is stored then. */
let nVisits = 0;
async function save(studio: SavedStudio, revision: number): Promise<number> {
  await saveDocument(studio, { writer: `visit ${++nVisits}`, revision });
  return revision + 1;
}

/** As a studio of version 1 wrote it. */
function ofVersion1(): { readonly record: unknown; readonly read: PipelineDocument } {
  const { table, nextBlock, layout, ...rest } = document;
  const { split, ...training } = document.training;
  const position = { x: 7, y: 8 };
  const record = {
    ...rest,
    training,
    formatVersion: 1,
    blocks: document.blocks.map((block) => ({ ...block, position })),
  };
  const places = Object.fromEntries(document.blocks.map(({ id }) => [id, position]));
  // Its rows stay in the splits that they were in.
  const kept = { ...training, split: { by: "largest-first" as const } };
  return { record, read: { ...document, training: kept, layout: places } };
}

async function put(record: unknown): Promise<void> {
  await (await openDatabase()).put("documents", record, "current");
}

const stored = async () => (await openDatabase()).get("documents", "current");

beforeEach(deleteDatabase);
afterEach(() => vi.restoreAllMocks());

describe("a record", () => {
  test("comes back as it was saved; what is not there has its default", () => {
    expect(readSaved({ document, suggestion: document, sample: "penguins" })).toEqual({
      document,
      suggestion: document,
      sample: "penguins",
    });
    expect(readSaved({ document })).toEqual({ document, suggestion: undefined, sample: "" });
  });

  test("of a studio of version 1 comes back in the version of today", () => {
    const { record, read } = ofVersion1();
    const saved = readSaved({ document: record, suggestion: record });
    expect(saved.document).toEqual(read);
    expect(saved.suggestion).toEqual(read);
    expect(saved.unknown).toBeUndefined();
  });

  test("of another version goes through its migrations, or is refused in words", () => {
    expect(() => readSaved({ document: { ...document, formatVersion: 99 } })).toThrow("E_FORMAT_VERSION");
    expect(() => readSaved({ document: { ...document, blocks: 3 } })).toThrow("E_PIPELINE_DOCUMENT");
    expect(() => readSaved("nonsense")).toThrow();
  });

  test("names the first part that it has and this studio would not save again", () => {
    expect(readSaved({ document: { ...document, colour: "red" } }).unknown).toBe("colour");
    const training = { ...document.training, patience: 3 };
    expect(readSaved({ document: { ...document, training } }).unknown).toBe("training.patience");
    const [first, ...others] = document.blocks;
    expect(readSaved({ document: { ...document, blocks: [...others, { ...first, note: "" }] } }).unknown).toBe(
      `blocks.${others.length}.note`,
    );
  });
});

describe("what cannot be read is set aside as it was", () => {
  const unreadable = {
    "a newer version": { document: { ...document, formatVersion: 99 }, revision: 4 },
    "a damaged document": { document: { ...document, blocks: 3 } },
    nonsense: "nonsense",
  };
  for (const [what, record] of Object.entries(unreadable)) {
    test(what, async () => {
      await put(record);
      expect(await loadDocument(NOW)).toEqual({ kind: "aside", saved: undefined, revision: 0 });
      expect(await listAside()).toEqual([{ key: 1, at: NOW, record }]);
      expect(await stored()).toBeUndefined();
      await save(named("new"), 0);
      expect(await listAside()).toHaveLength(1);
      expect(await loadDocument(NOW)).toMatchObject({ kind: "read", revision: 1 });
    });
  }

  test("a record with unknown parts is opened, and set aside once", async () => {
    const record = { ...named("old"), document: { ...document, colour: "red" }, revision: 7 };
    await put(record);
    const loaded = await loadDocument(NOW);
    expect(loaded).toMatchObject({ kind: "aside", revision: 7, saved: { document } });
    expect(await listAside()).toEqual([{ key: 1, at: NOW, record }]);
    expect(await loadDocument(NOW)).toMatchObject({ kind: "read", revision: 7 });
    expect(await listAside()).toHaveLength(1);
    await save(named("new"), 7);
    expect((await listAside())[0].record).toEqual(record);
  });
});

describe("versions of the database", () => {
  test("the first one keeps its record", async () => {
    const old = await openDB(DATABASE, 1, { upgrade: (db) => void db.createObjectStore("documents") });
    const { record, read } = ofVersion1();
    await old.put("documents", { document: record, sample: "penguins" }, "current");
    old.close();
    expect(await loadDocument(NOW)).toMatchObject({ kind: "read", revision: 0, saved: { document: read } });
    expect(await save(named("now"), 0)).toBe(1);
  });

  test("a newer one is left as it is", async () => {
    const record = { anything: [1, 2] };
    const newer = await openDB(DATABASE, DATABASE_VERSION + 1, {
      upgrade: (db) => void db.createObjectStore("documents"),
    });
    await newer.put("documents", record, "current");
    newer.close();
    for (const attempt of [() => loadDocument(NOW), () => save(named("old"), 0)]) {
      const error = await attempt().catch((reason: unknown) => reason);
      expect(failureOf(error)).toBe("newer");
    }
    const again = await openDB(DATABASE, DATABASE_VERSION + 1);
    expect(await again.get("documents", "current")).toEqual(record);
    again.close();
    await deleteDB(DATABASE);
  });
});

describe("two tabs", () => {
  test("a tab that does not know the newest record writes nothing over it", async () => {
    const mine = await save(named("mine"), 0);
    const theirs = await save(named("theirs"), mine);
    await expect(save(named("late"), mine)).rejects.toThrow(SavedElsewhere);
    expect(await loadDocument(NOW)).toMatchObject({ revision: theirs, saved: { document: { name: "theirs" } } });
    await save(named("over"), theirs);
    expect(await loadDocument(NOW)).toMatchObject({ saved: { document: { name: "over" } } });
  });

  test("a tab writes over what it wrote itself, whatever failed in between", async () => {
    const mine = { writer: "mine", revision: 0 };
    await saveDocument(named("first"), mine);
    await saveDocument(named("second"), { ...mine, revision: 7 });
    await writeDocument(named("third"), { ...mine, revision: 3 });
    await saveDocument(named("fourth"), { ...mine, revision: 9 });
    expect(await loadDocument(NOW)).toMatchObject({ revision: 10, saved: { document: { name: "fourth" } } });
    await expect(saveDocument(named("other"), { writer: "other", revision: 4 })).rejects.toThrow(SavedElsewhere);
  });

  test("any order of two tabs' saves and loads loses no record that its writer was told is saved, but by the next one", async () => {
    const steps = fc.array(fc.record({ tab: fc.constantFrom(0, 1), does: fc.constantFrom("save", "load") }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        await deleteDatabase();
        const known = [0, 0];
        let model: string | undefined;
        for (const [index, { tab, does }] of script.entries()) {
          if (does === "load") {
            const loaded = await loadDocument(NOW);
            known[tab] = loaded.kind === "none" ? 0 : loaded.revision;
            expect(loaded.kind === "none" ? undefined : loaded.saved?.document.name).toBe(model);
            continue;
          }
          const name = `${tab}/${index}`;
          try {
            known[tab] = await save(named(name), known[tab]);
            model = name;
          } catch (error) {
            expect(error).toBeInstanceOf(SavedElsewhere);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("faults at every write: the old or the new is there, whole", () => {
  const quota = () => new DOMException("full", "QuotaExceededError");
  const faults: Readonly<Record<string, () => void>> = {
    "a write is refused": () => {
      vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
        throw quota();
      });
    },
    "the transaction is aborted after the write": () => {
      const { put: write } = IDBObjectStore.prototype;
      vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
        const request = write.apply(this, args);
        this.transaction.abort();
        return request;
      });
    },
    "adding is refused": () => {
      vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
        throw quota();
      });
    },
    "no transaction begins": () => {
      vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(() => {
        throw new DOMException("closed", "InvalidStateError");
      });
    },
  };
  for (const [what, fail] of Object.entries(faults)) {
    test(what, async () => {
      await save(named("old"), 0);
      fail();
      const saved = await save(named("new"), 1).catch(() => undefined);
      await writeDocument(named("new"), { writer: "", revision: 1 }).catch(() => undefined);
      vi.restoreAllMocks();
      const loaded = await loadDocument(NOW);
      expect(loaded).toMatchObject({ saved: { document: { name: saved === undefined ? "old" : "new" } } });
    });

    test(`setting aside: ${what}`, async () => {
      const record = { document: { ...document, formatVersion: 99 } };
      await put(record);
      fail();
      await loadDocument(NOW).catch(() => undefined);
      vi.restoreAllMocks();
      const aside = await listAside();
      const now = await stored();
      expect([...aside.map((entry) => entry.record), ...(now === undefined ? [] : [now])]).toEqual([record]);
    });
  }
});

test("snapshots keep their name until they are deleted, the newest first", async () => {
  await addSnapshot({ name: "first", at: NOW, studio: named("a") });
  await addSnapshot({ name: "second", at: NOW + 1, studio: named("b") });
  await (await openDatabase()).add("snapshots", {
    name: "newer",
    at: NOW + 2,
    studio: { document: { formatVersion: 9 } },
  });
  const [newer, second, first] = await listSnapshots();
  expect([newer.name, newer.saved]).toEqual(["newer", undefined]);
  expect(second).toMatchObject({ name: "second", at: NOW + 1, saved: { document: { name: "b" } } });
  await deleteEntry("snapshots", first.key);
  expect((await listSnapshots()).map(({ name }) => name)).toEqual(["newer", "second"]);
});

test("snapshots forget the cells that a person edited, and nothing else, when nothing of rows is to be stored", async () => {
  const edits = [{ file: "a.csv", hash: "", cells: [{ row: 1, column: "x", from: "secret", to: "2" }] }];
  const { table } = document;
  await addSnapshot({
    name: "edited",
    at: NOW,
    studio: { ...named("a"), document: { ...document, table: { ...table, edits } } },
  });
  expect((await listSnapshots())[0].saved?.document.table.edits).toEqual(edits);
  await forgetEditedCells();
  const [snapshot] = await listSnapshots();
  expect(snapshot.saved?.document).toEqual(document);
  expect(JSON.stringify(snapshot.record)).not.toContain("secret");
});
