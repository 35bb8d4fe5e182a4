import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StudioError } from "../../base/error.ts";
import { splitSettingsSchema } from "../../pipeline/document.ts";
import { error, file, report, settle, setUp, view, withTable } from "./testing/fake-worker.ts";

describe("reading a table", () => {
  test("shows how far reading is, then the table", async () => {
    const { session, last } = setUp();
    void session.getState().openFiles([file("rows.csv")]);
    last("openTable").emit({ type: "reading", fraction: 0.5, rows: 10 });
    expect(session.getState().table).toMatchObject({ kind: "reading", fraction: 0.5, rows: 10, names: ["rows.csv"] });
    await last("openTable").answer(view("rows.csv"));
    expect(session.getState().table).toEqual({ kind: "ready", view: view("rows.csv"), isUpdating: false });
  });

  test("says how the document's settings split the rows, or why they cannot", async () => {
    const { session, last, errors } = await withTable();
    const settings = splitSettingsSchema.parse({ seed: 2, trainFraction: 0.5, trainingOnlySources: ["rows.csv"] });
    const described = session.getState().describeSplit(settings);
    expect(last("describeSplit").body).toEqual({ type: "describeSplit", settings });
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
    const { session, last, errors } = await withTable();
    void session.getState().openFiles([file("broken.csv")]);
    await last("openTable").refuse(error("E_CSV_EMPTY"));
    expect(session.getState().table).toMatchObject({ kind: "error", error: { code: "E_CSV_EMPTY" } });
    expect(session.getState().table).toHaveProperty("view.sources.0.name", "rows.csv");
    expect(errors).toHaveLength(1);
  });

  test("does not read a pipeline as a table, and offers to open it", async () => {
    const { session, asked, errors, ways, last } = await withTable();
    const before = asked.length;
    await session.getState().openFiles([file("rows.csv"), file("pipeline.JSON")]);
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
        for (const name of ["a.csv", "b.csv", "c.csv"]) void session.getState().openFiles([file(name)]);
        for (const index of order) await asked[index].answer(view(["a.csv", "b.csv", "c.csv"][index]));
        expect(session.getState().table).toEqual({ kind: "ready", view: view("c.csv"), isUpdating: false });
      }),
    );
  });

  test("a sample comes with its target", async () => {
    const { session, last } = setUp();
    void session.getState().openSample({
      id: "s",
      title: "S",
      files: ["s.csv"],
      description: "",
      target: "species",
      task: "multiclass",
      rows: 3,
      trainingOnly: [],
      licence: "",
      source: "",
    });
    expect(last("openTable").body).toMatchObject({ files: [{ name: "s.csv", url: "page/samples/s.csv" }] });
    await last("openTable").answer(view("s.csv", undefined, ["mass", "species"]));
    expect(last("chooseTarget").body).toEqual({ type: "chooseTarget", name: "species" });
    // The task was inferred as another one: only then it is set.
    await last("chooseTarget").answer(view("s.csv", "species"));
    expect(last("chooseTarget").body).toEqual({ type: "chooseTarget", name: "species", task: "multiclass" });
    await last("chooseTarget").answer(view("s.csv", "species"));
    expect(session.getState().table).toMatchObject({ kind: "ready", view: { target: { name: "species" } } });
  });

  test("another dialect reads the same files again and keeps what was chosen", async () => {
    const { session, last, asked } = await withTable();
    void session.getState().changeDialect({ delimiter: ";" });
    expect(last("openTable").body).toMatchObject({ files: [{ name: "rows.csv" }], dialect: { delimiter: ";" } });
    await last("openTable").answer(view("rows.csv"));
    expect(asked.at(-1)?.body).toEqual({ type: "chooseTarget", name: "b" });
    await last("chooseTarget").refuse(error("E_TARGET_COLUMN"));
    expect(session.getState().table).toEqual({ kind: "ready", view: view("rows.csv"), isUpdating: false });
  });
});

describe("training", () => {
  test("goes through its phases and leaves a report", async () => {
    const { session, last } = await withTable();
    void session.getState().train();
    expect(last("train").body).toMatchObject({
      engine: "auto",
      resume: false,
      document: { target: { name: "b" } },
    });
    expect(session.getState().training.kind).toBe("preparing");
    last("train").emit({
      type: "progress",
      progress: {
        phase: "soft",
        isPaused: false,
        step: 3,
        totalSteps: 9,
        secondsLeft: 1,
        fraction: 0,
        engine: { id: "tfjs-cpu", title: "CPU", isSoftware: true, adapter: "" },
        replicas: [{ seed: 1, learningRate: 0.01, losses: [{ step: 3, train: 1, validation: 2 }] }],
      },
    });
    expect(session.getState().training.kind).toBe("running");
    expect(session.getState().live.losses).toHaveLength(1);
    await last("train").answer(report);
    expect(session.getState()).toMatchObject({ training: { kind: "done" }, report, hasTrained: true });
  });

  test("is slow enough to watch until somebody wants it fast, which is remembered", async () => {
    const { session, last, paces } = await withTable();
    void session.getState().train();
    expect(last("train").body).toMatchObject({ paceMs: 6000 });
    await last("train").answer(report);
    session.getState().setPaced(false);
    expect(paces).toEqual([false]);
    void session.getState().train();
    expect(last("train").body).toMatchObject({ paceMs: 0 });
  });

  test("does not start without a target, nor twice", async () => {
    const { session, asked, last } = setUp();
    void session.getState().train();
    expect(asked).toHaveLength(0);
    void session.getState().openFiles([file("rows.csv")]);
    await last("openTable").answer(view("rows.csv", "b"));
    void session.getState().train();
    void session.getState().train();
    expect(asked.filter(({ body }) => body.type === "train")).toHaveLength(1);
  });

  test("a failed run keeps the report of the run before", async () => {
    const { session, last } = await withTable();
    void session.getState().train();
    await last("train").answer(report);
    void session.getState().train();
    await last("train").refuse(error("E_TRAIN_NOT_FINITE"));
    expect(session.getState()).toMatchObject({
      training: { kind: "failed", error: { code: "E_TRAIN_NOT_FINITE" } },
      report,
      hasTrained: true,
    });
  });

  test("a pause that the worker refuses is taken back", async () => {
    const { session, last } = await withTable();
    void session.getState().train();
    last("train").emit({
      type: "progress",
      progress: {
        phase: "soft",
        isPaused: false,
        step: 1,
        totalSteps: 9,
        secondsLeft: 1,
        fraction: 0,
        engine: { id: "tfjs-cpu", title: "CPU", isSoftware: true, adapter: "" },
        replicas: [],
      },
    });
    void session.getState().pause();
    expect(session.getState().training.kind).toBe("paused");
    await last("control").refuse(error("E_SESSION_BUSY"));
    expect(session.getState().training.kind).toBe("running");
  });
});

describe("a worker that dies", () => {
  test("is replaced, and the files and choices are given to the new one", async () => {
    const { session, last, asked } = await withTable();
    void session.getState().train();
    await last("train").refuse(error("E_WORKER_CRASH"));
    expect(session.getState().training).toMatchObject({ kind: "failed" });
    expect(last("openTable")).toMatchObject({ worker: 2, body: { files: [{ name: "rows.csv" }] } });
    await last("openTable").answer(view("rows.csv"));
    expect(asked.at(-1)).toMatchObject({ worker: 2, body: { type: "chooseTarget", name: "b" } });
    await last("chooseTarget").answer(view("rows.csv", "b"));
    expect(session.getState().table).toMatchObject({ kind: "ready", view: { target: { name: "b" } } });
    expect(session.getState().hasTrained).toBe(false);
  });
});

describe("a file that kills the worker", () => {
  test("is named in a notice, and the table before is read again, once", async () => {
    const { session, last, asked, errors } = await withTable();
    void session.getState().openFiles([file("poison.csv")]);
    await last("openTable").refuse(error("E_WORKER_CRASH"));
    expect(errors).toHaveLength(1);
    expect(last("openTable")).toMatchObject({ worker: 2, body: { files: [{ name: "rows.csv" }] } });
    const before = asked.length;
    await last("openTable").refuse(error("E_WORKER_CRASH"));
    expect(asked).toHaveLength(before);
    expect(session.getState().table).toMatchObject({ kind: "error", error: { code: "E_WORKER_CRASH" } });
  });
});
