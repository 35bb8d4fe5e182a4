import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { StudioError } from "../../base/error.ts";
import { splitSettingsSchema } from "../../pipeline/document.ts";
import { openFilesOf } from "../document/open-files.ts";
import type { Sample } from "./samples.ts";
import { error, file, settle, setUp, view, withTable } from "./testing/fake-worker.ts";

const sample: Sample = {
  id: "s",
  title: "S",
  files: ["s.csv"],
  description: "",
  lesson: { title: "", steps: ["Train."], look: "" },
  target: "species",
  task: "multiclass",
  rows: 3,
  trainingOnly: ["s.csv"],
  licence: "",
  source: "",
};

describe("reading a table", () => {
  test("shows how far reading is, then the table", async () => {
    const { session, last } = setUp();
    void session.getState().addFiles([file("rows.csv")]);
    last("openTable").emit({ type: "reading", fraction: 0.5, rows: 10 });
    expect(session.getState().table).toMatchObject({ kind: "reading", fraction: 0.5, rows: 10, names: ["rows.csv"] });
    await last("openTable").answer(view("rows.csv"));
    expect(session.getState().table).toEqual({ kind: "ready", view: view("rows.csv"), isUpdating: false });
  });

  test("says how the document's settings split the rows, or why they cannot", async () => {
    const { session, last, errors, document } = await withTable();
    const settings = splitSettingsSchema.parse({ seed: 2, trainFraction: 0.5, trainingOnlySources: ["rows.csv"] });
    const described = session.getState().describeSplit(settings);
    const { table } = document();
    expect(table.target).toEqual({ name: "b" });
    expect(last("describeSplit").body).toEqual({ type: "describeSplit", table, settings });
    await last("describeSplit").answer(["2 rows without a target"]);
    expect(await described).toEqual(["2 rows without a target"]);
    const refused = session.getState().describeSplit(settings);
    await last("describeSplit").refuse(
      new StudioError({
        code: "E_SPLIT_SOURCES",
        where: "split",
        expected: "a file to judge by",
        got: "none",
        fix: "Tick one.",
      }),
    );
    expect(await refused).toEqual(["The rows cannot be split: expected a file to judge by, got none. Tick one."]);
    expect(errors).toEqual([]);
  });

  test("keeps the open table when other files cannot be read", async () => {
    const { session, last, errors, inPlace } = await withTable();
    void session.getState().addFiles([file("broken.csv")]);
    await last("openTable").refuse(error("E_CSV_EMPTY"));
    expect(session.getState().table).toMatchObject({ kind: "ready", failure: { code: "E_CSV_EMPTY" } });
    expect(session.getState().table).toHaveProperty("view.sources.0.name", "rows.csv");
    // The strip of the table says it; a notice would say it again.
    expect([errors, inPlace]).toEqual([[], ["E_CSV_EMPTY"]]);
    session.getState().forgetFailure();
    expect(session.getState().table).toEqual({ kind: "ready", view: view("rows.csv", "b"), isUpdating: false });
  });

  test("keeps the open table, and says nothing more, where reading was cancelled", async () => {
    const { session, errors, document } = await withTable();
    const before = document();
    const reading = session.getState().addFiles([file("large.csv")]);
    expect(session.getState().table.kind).toBe("reading");
    session.getState().cancelReading();
    await reading;
    expect(session.getState().table).toEqual({ kind: "ready", view: view("rows.csv", "b"), isUpdating: false });
    expect(document()).toBe(before);
    expect(errors).toEqual([]);
  });

  test("reads other files with the worker that takes the place of one that goes on with what was cancelled", async () => {
    const { session, last, stuck, errors, document } = await withTable();
    void session.getState().addFiles([file("large.csv")]);
    session.getState().cancelReading();
    await settle();
    const other = session.getState().addFiles([file("other.csv")]);
    stuck();
    await settle();
    expect(last("openTable")).toMatchObject({
      worker: 2,
      body: { files: [{ name: "rows.csv" }, { name: "other.csv" }] },
    });
    await last("openTable").answer(view("other.csv", "b"));
    await other;
    expect(session.getState().table).toMatchObject({ kind: "ready", view: { sources: [{ name: "other.csv" }] } });
    expect(openFilesOf(document()).files.map(({ name }) => name)).toEqual(["rows.csv", "other.csv"]);
    expect(errors).toEqual([]);
  });

  test("does not read a pipeline as a table, and offers to open it", async () => {
    const { session, asked, errors, ways, last } = await withTable();
    const before = asked.length;
    await session.getState().addFiles([file("rows.csv"), new File([`{"formatVersion": 2}`], "pipeline.JSON")]);
    expect(errors).toMatchObject([{ details: { code: "E_STUDIO_JSON", where: "pipeline.JSON" } }]);
    expect(session.getState().table.kind).toBe("ready");
    expect(asked).toHaveLength(before);
    ways[0].run();
    await settle();
    expect(last("openPipeline").body).toMatchObject({ name: "pipeline.JSON" });
  });

  test("only the newest of several readings counts, in whatever order the answers come", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), async (order) => {
        const { session, asked } = setUp();
        const names = ["a.csv", "b.csv", "c.csv"];
        for (const name of names) void session.getState().openSample({ ...sample, task: "binary", files: [name] });
        for (const index of order) await asked[index].answer(view(names[index], sample.target));
        expect(session.getState().table).toEqual({
          kind: "ready",
          view: view("c.csv", sample.target),
          isUpdating: false,
        });
      }),
    );
  });

  test("a sample comes with its target", async () => {
    const { session, last, document } = setUp();
    void session.getState().openSample(sample);
    expect(last("openTable").body).toMatchObject({
      files: [{ name: "s.csv", url: "page/samples/s.csv" }],
      table: { target: { name: "species" } },
    });
    await last("openTable").answer(view("s.csv", "species", ["mass", "species"]));
    // The task was inferred as another one: only then it is set.
    const target = { name: "species", task: "multiclass" };
    expect(last("describe").body).toMatchObject({ table: { target } });
    expect(document().table.target).toBeUndefined();
    await last("describe").answer(view("s.csv", "species"));
    expect(document().table.target).toEqual(target);
    expect(document().training.trainingOnlySources).toEqual(["s.csv"]);
    expect(session.getState().table).toMatchObject({ kind: "ready", view: { target: { name: "species" } } });
  });

  test("files without the column of the split are split at random, and that is said; a sample always is", async () => {
    const { session, last, document, setDocument, news } = await withTable();
    const by = (column: string) =>
      setDocument({ ...document(), training: { ...document().training, split: { by: "group", column } } });
    by("mass");
    await last("describe").answer(view("rows.csv", "b", ["a", "b", "mass"]));
    void session.getState().replaceFile(0, file("next.csv"));
    await settle();
    await last("openTable").answer(view("next.csv", "b", ["b", "mass"]));
    expect(document().training.split).toEqual({ by: "group", column: "mass" });
    void session.getState().replaceFile(0, file("other.csv"));
    await settle();
    await last("openTable").answer(view("other.csv", "b", ["a", "b"]));
    expect(document().training.split).toEqual({ by: "random" });
    expect(news.at(-1)?.message).toBe("These files have no column “mass”, so their rows are split at random.");
    by("a");
    await last("describe").answer(view("other.csv", "b", ["a", "b"]));
    void session.getState().openSample(sample);
    expect(last("openTable").body).toMatchObject({ split: { by: "random" } });
  });

  test("a visit that begins with a sample leaves nothing to undo, and keeps what was decided on an earlier one", async () => {
    const { session, last, document, steps, setDocument } = setUp();
    void session.getState().openSample(sample, true);
    await last("openTable").answer(view("s.csv", "species"));
    await last("describe").answer(view("s.csv", "species"));
    expect(document().table.target).toMatchObject({ name: "species" });
    expect(steps).toEqual([]);
    const table = { overrides: [{ name: "mass", role: "aside" as const }], dialects: [], target: { name: "mass" } };
    setDocument({ ...document(), table });
    await last("describe").answer(view("s.csv", "mass"));
    void session.getState().openSample(sample, true);
    expect(last("openTable").body).toMatchObject({ table });
    await last("openTable").answer(view("s.csv", "mass"));
    expect(document().table).toBe(table);
  });

  test("another dialect reads the same files again and keeps what was decided", async () => {
    const { session, last, document, undo } = await withTable();
    void session.getState().changeDialect({ delimiter: ";" });
    const dialects = [{ file: "rows.csv", delimiter: ";" }];
    expect(last("openTable").body).toMatchObject({
      files: [{ name: "rows.csv" }],
      table: { dialects, target: { name: "b" } },
    });
    expect(document().table.dialects).toEqual([]);
    await last("openTable").answer(view("rows.csv"));
    expect(document().table).toMatchObject({ dialects, target: { name: "b" } });
    expect(session.getState().table).toEqual({ kind: "ready", view: view("rows.csv"), isUpdating: false });
    undo();
    expect(last("openTable").body).toMatchObject({ table: { dialects: [] } });
    await last("openTable").answer(view("rows.csv", "b"));
    expect(session.getState().table).toMatchObject({ kind: "ready", view: { target: { name: "b" } } });
  });
});

describe("what a person decides", () => {
  const unmet = {
    code: "E_TARGET_TASK" as const,
    where: "b",
    expected: "numbers",
    got: "texts",
    fix: "Choose another.",
  };

  test("is asked about first, and is the document's once the table can meet it", async () => {
    const { session, last, document, steps } = await withTable();
    void session.getState().overrideColumn("a", { type: "category" });
    expect(session.getState()).toMatchObject({ table: { kind: "ready" }, isDeciding: true });
    const overrides = [{ name: "a", type: "category" }];
    expect(last("describe").body).toMatchObject({ table: { overrides, target: { name: "b" } } });
    expect(document().table.overrides).toEqual([]);
    await last("describe").answer(view("rows.csv", "b", ["a"]));
    expect(document().table).toMatchObject({ overrides, target: { name: "b" } });
    expect(steps, "the file, the target, and the type").toHaveLength(3);
    expect(session.getState().table).toEqual({
      kind: "ready",
      view: view("rows.csv", "b", ["a"]),
      isUpdating: false,
    });
  });

  test("locks the table where the answer takes its time, and not before", async () => {
    const { session, last } = await withTable();
    for (const [ms, isUpdating] of [
      [99, false],
      [100, true],
    ] as const) {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      void session.getState().overrideColumn("a", { role: "aside" });
      vi.advanceTimersByTime(ms);
      vi.useRealTimers();
      expect(session.getState()).toMatchObject({ isDeciding: true, table: { isUpdating } });
      await last("describe").answer(view("rows.csv", "b", ["a"]));
      expect(session.getState()).toMatchObject({ isDeciding: false, table: { isUpdating: false } });
    }
  });

  test("is refused in words where the table cannot meet it; document and view stay", async () => {
    const { session, last, document, errors } = await withTable();
    const before = document();
    void session.getState().chooseTarget("b", "regression");
    await last("describe").answer({ ...view("rows.csv", "b"), unmet });
    expect(errors).toMatchObject([{ details: { code: "E_TARGET_TASK" } }]);
    expect(document()).toBe(before);
    expect(session.getState().table).toEqual({ kind: "ready", view: view("rows.csv", "b"), isUpdating: false });
  });

  test("waits for the decision before it, which it does not take back", async () => {
    const { session, last, asked, document } = await withTable();
    void session.getState().overrideColumn("a", { type: "category" });
    void session.getState().overrideColumn("a", { role: "aside" });
    void session.getState().chooseTarget("c");
    const nAsked = asked.length;
    for (let answered = 0; answered < 3; answered++) {
      expect(asked).toHaveLength(nAsked + answered);
      await last("describe").answer(view("rows.csv", "c"));
    }
    expect(document().table).toMatchObject({
      overrides: [{ name: "a", type: "category", role: "aside" }],
      target: { name: "c" },
    });
  });

  test("is followed by the table when Undo takes it back", async () => {
    const { session, last, asked, document, undo, setDocument } = await withTable();
    void session.getState().overrideColumn("a", { role: "aside" });
    await last("describe").answer(view("rows.csv", "b", ["a"]));
    undo();
    expect(last("describe").body).toMatchObject({ table: { overrides: [], target: { name: "b" } } });
    expect(session.getState().isDeciding).toBe(true);
    await last("describe").answer(view("rows.csv", "b"));
    undo();
    expect(last("describe").body).not.toHaveProperty("table.target");
    await last("describe").answer(view("rows.csv"));
    expect(session.getState().table).toEqual({ kind: "ready", view: view("rows.csv"), isUpdating: false });
    // Nothing else of a document changes what is shown of the table.
    const nAsked = asked.length;
    setDocument({ ...document(), name: "Another" });
    expect(asked).toHaveLength(nAsked);
  });

  test("is asked about anew where Undo changed the document before the answer came", async () => {
    const { session, last, document, undo } = await withTable();
    void session.getState().overrideColumn("a", { role: "aside" });
    undo();
    await last("describe").answer(view("rows.csv", "b", ["a"]));
    expect(last("describe").body).toMatchObject({ table: { overrides: [{ name: "a" }] } });
    expect(last("describe").body).not.toHaveProperty("table.target");
    await last("describe").answer(view("rows.csv", undefined, ["a"]));
    expect(document().table).toEqual({ overrides: [{ name: "a", role: "aside" }], dialects: [] });
  });

  test.each(["before it is asked about", "while it is asked about"])(
    "holds for the table of files that are added %s",
    async (when) => {
      const { session, last, document } = await withTable();
      const add = () => void session.getState().addFiles([file("more.csv")]);
      const choose = () => void session.getState().chooseTarget("a");
      for (const act of when.startsWith("while") ? [choose, add] : [add, choose]) act();
      await settle();
      if (when.startsWith("while")) await last("describe").answer(view("rows.csv", "a"));
      await last("openTable").answer(view("more.csv", "b"));
      await settle();
      await last("describe").answer(view("more.csv", "a"));
      expect(document().table.target).toEqual({ name: "a" });
      expect(session.getState().table).toEqual({ kind: "ready", view: view("more.csv", "a"), isUpdating: false });
    },
  );

  test("takes in how rows are split: its column is set aside", async () => {
    const { last, asked, document, setDocument } = await withTable();
    const nAsked = asked.length;
    setDocument({ ...document(), training: { ...document().training, seed: 7 } });
    await settle();
    expect(asked).toHaveLength(nAsked);
    const split = { by: "group", column: "a" } as const;
    setDocument({ ...document(), training: { ...document().training, split } });
    await settle();
    expect(last("describe").body).toMatchObject({ split, table: { target: { name: "b" } } });
  });

  test("that other files cannot meet is told, and does not keep them from being shown", async () => {
    const { session, last, errors } = await withTable();
    void session.getState().addFiles([file("other.csv")]);
    await last("openTable").answer({ ...view("other.csv"), unmet });
    expect(errors).toMatchObject([{ details: { code: "E_TARGET_TASK" } }]);
    void session.getState().addFiles([file("third.csv")]);
    // That a column is not there is plain to see.
    await last("openTable").answer({ ...view("third.csv"), unmet: { ...unmet, code: "E_TARGET_COLUMN" } });
    expect(errors).toHaveLength(1);
    expect(session.getState().table).toMatchObject({ kind: "ready", view: { sources: [{ name: "third.csv" }] } });
    // Nor is it a reason to refuse another decision.
    void session.getState().overrideColumn("a", { role: "aside" });
    await last("describe").answer({ ...view("third.csv"), unmet: { ...unmet, code: "E_TARGET_COLUMN" } });
    expect(errors).toHaveLength(1);
  });
});

describe("a worker that dies", () => {
  test("is replaced, and the files and the document's decisions are given to the new one", async () => {
    const { session, last } = await withTable();
    void session.getState().train();
    await last("train").refuse(error("E_WORKER_CRASH"));
    expect(session.getState().training).toMatchObject({ kind: "failed" });
    expect(last("openTable")).toMatchObject({ worker: 2, body: { files: [{ name: "rows.csv" }] } });
    expect(last("openTable").body).toMatchObject({ table: { target: { name: "b" } } });
    await last("openTable").answer(view("rows.csv", "b"));
    expect(session.getState().table).toMatchObject({ kind: "ready", view: { target: { name: "b" } } });
    expect(session.getState().hasTrained).toBe(false);
  });
});

test("of a file that is too large for the memory a sample of rows is offered, and is then the document's", async () => {
  const { session, last, ways, document } = setUp();
  void session.getState().addFiles([file("large.csv")]);
  const { details } = error("E_TABLE_MEMORY");
  await last("openTable").refuse(new StudioError({ ...details, where: "large.csv", oneRowIn: 13 }));
  expect(ways.map(({ label }) => label)).toEqual(["Read one row in 13"]);
  ways[0].run();
  const dialects = [{ file: "large.csv", rowSample: { oneIn: 13, seed: 1 } }];
  expect(last("openTable").body).toMatchObject({ table: { dialects } });
  await last("openTable").answer(view("large.csv"));
  expect(document().table.dialects).toEqual(dialects);
});

test("files that are held back are read when a person says so, and belong to the document meanwhile", async () => {
  const { session, asked, last, document, setDocument } = setUp();
  const open = { files: [{ name: "large.csv", file: file("large.csv") }], sample: "" };
  const openHeld = session.getState().holdBack(open);
  setDocument(document(), open);
  await settle();
  expect(asked).toEqual([]);
  openHeld();
  await last("openTable").answer(view("large.csv"));
  expect(session.getState().table.kind).toBe("ready");
  expect(openFilesOf(document())).toBe(open);
});

describe("a file that kills the worker", () => {
  test("is named in a notice, and the table before is read again, once", async () => {
    const { session, last, asked, errors } = await withTable();
    void session.getState().addFiles([file("poison.csv")]);
    await last("openTable").refuse(error("E_WORKER_CRASH"));
    expect(errors).toHaveLength(1);
    expect(last("openTable")).toMatchObject({ worker: 2, body: { files: [{ name: "rows.csv" }] } });
    const before = asked.length;
    await last("openTable").refuse(error("E_WORKER_CRASH"));
    expect(asked).toHaveLength(before);
    expect(session.getState().table).toMatchObject({ kind: "error", error: { code: "E_WORKER_CRASH" } });
  });
});
