import { describe, expect, test } from "vitest";
import { AS_SET } from "../../training/types.ts";
import type { KeptRun } from "../storage/run-record.ts";
import { error, file, NO_STORAGE, report, settle, setUp, view, withTable } from "./testing/fake-worker.ts";

describe("training", () => {
  test("goes through its phases and leaves a report", async () => {
    const { session, last } = await withTable();
    void session.getState().train();
    expect(last("train").body).toMatchObject({
      engine: "auto",
      resume: false,
      document: { table: { target: { name: "b" } } },
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
    void session.getState().addFiles([file("rows.csv")]);
    await last("openTable").answer(view("rows.csv", "b"));
    void session.getState().train();
    void session.getState().train();
    expect(asked.filter(({ body }) => body.type === "train")).toHaveLength(1);
  });

  describe("begun while a worker has not let go of what was given up", () => {
    async function cancelled() {
      const all = await withTable();
      void all.session.getState().addFiles([file("large.csv")]);
      all.session.getState().cancelReading();
      await settle();
      const trained = all.session.getState().train();
      const nTrained = () => all.asked.filter(({ body }) => body.type === "train").length;
      expect([all.session.getState().training.kind, nTrained()]).toEqual(["preparing", 0]);
      return { ...all, trained, nTrained };
    }

    test("waits for the worker that takes its place, and for the table that it reads", async () => {
      const { session, asked, last, stuck, errors, nTrained } = await cancelled();
      stuck();
      await settle();
      expect(last("openTable")).toMatchObject({ worker: 2, body: { files: [{ name: "rows.csv" }] } });
      expect([session.getState().table.kind, nTrained()]).toEqual(["reading", 0]);
      await last("openTable").answer(view("rows.csv", "b"));
      expect(asked.at(-1)).toMatchObject({ worker: 2, body: { type: "train" } });
      await last("train").answer(report);
      expect(session.getState()).toMatchObject({ training: { kind: "done" }, report, hasTrained: true });
      expect(errors).toEqual([]);
    });

    test("is trained by that worker where it does let go", async () => {
      const { asked, last } = await cancelled();
      await last("openTable").refuse(error("E_SESSION_CANCELLED"));
      expect(asked.at(-1)).toMatchObject({ worker: 1, body: { type: "train" } });
    });

    test("is not begun where it was stopped meanwhile, or the table cannot be read again", async () => {
      for (const ends of ["stopped", "lost"]) {
        const { session, last, stuck, trained, nTrained, inPlace } = await cancelled();
        if (ends === "stopped") void session.getState().stop();
        stuck();
        await settle();
        if (ends === "lost") await last("openTable").refuse(error("E_CSV_EMPTY"));
        else await last("openTable").answer(view("rows.csv", "b"));
        await trained;
        expect(session.getState().training.kind).toBe("idle");
        expect([nTrained(), inPlace.length]).toEqual([0, ends === "lost" ? 1 : 0]);
      }
    });
  });

  test("what is changed of a run is asked of the worker, taken back where that failed, and as set for the next run", async () => {
    const { session, last, errors } = await withTable();
    void session.getState().train();
    const slower = { learningRate: 0.1, penalties: 3 };
    void session.getState().steer(slower);
    expect(last("steer").body).toEqual({ type: "steer", steering: slower });
    await last("steer").answer(null);
    void session.getState().steer(AS_SET);
    expect(session.getState().steering).toEqual(AS_SET);
    await last("steer").refuse(error("E_SESSION_BUSY"));
    expect(session.getState().steering).toEqual(slower);
    expect(errors).toHaveLength(1);
    await last("train").answer(report);
    void session.getState().train();
    expect(session.getState().steering).toEqual(AS_SET);
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

describe("what a run came to", () => {
  /** A browser that keeps runs, from a yes on. */
  async function keeping(isGiven = true) {
    const kept = { isGiven, runs: [] as KeptRun[], checkpoints: 0 };
    const storage = {
      ...NO_STORAGE,
      mayKeep: () => kept.isGiven,
      keepRun: async (run: KeptRun) => void kept.runs.push(run),
      keepCheckpoint: async () => void kept.checkpoints++,
    };
    return { ...(await withTable(storage)), kept };
  }
  const file = (text: string) => ({ fileName: "a.json", content: new TextEncoder().encode(text) });
  const asked = (all: Awaited<ReturnType<typeof keeping>>, type: string) =>
    all.asked.filter(({ body }) => body.type === type).length;
  const news = { time: { seconds: 1, waitedMs: 0 }, decided: {}, done: [], going: [] };

  test("is with the page before the run is said to be over, so that the next one can begin at once", async () => {
    const all = await keeping();
    const { session, last, kept } = all;
    void session.getState().train();
    await last("train").answer(report);
    expect(session.getState()).toMatchObject({ training: { kind: "keeping" }, report: undefined });
    void session.getState().train();
    expect(asked(all, "train")).toBe(1);
    await last("exportPipeline").answer(file("first"));
    expect(session.getState()).toMatchObject({ training: { kind: "done" }, report, hasTrained: true });
    expect(kept.runs).toMatchObject([{ record: { report }, parts: { text: "first" } }]);
    void session.getState().train();
    expect(asked(all, "train")).toBe(2);
    last("train").emit({ type: "begun", key: "second" });
    last("train").emit({ type: "checkpoint", news });
    await settle();
    expect(kept.checkpoints).toBe(1);
  });

  test("is said to be over once it is stored, or the browser takes too long", async () => {
    for (const isSlow of [false, true]) {
      let stored: () => void = () => undefined;
      const storage = {
        ...NO_STORAGE,
        mayKeep: () => true,
        keepRun: () => new Promise<void>((done) => (stored = done)),
      };
      const { session, last, timers, news } = await withTable(storage);
      void session.getState().train();
      await last("train").answer(report);
      await last("exportPipeline").answer(file("first"));
      expect(session.getState()).toMatchObject({ training: { kind: "keeping" }, report, hasTrained: true });
      if (isSlow) timers.at(-1)?.job();
      else stored();
      await settle();
      expect(session.getState().training).toEqual({ kind: "done", wasStopped: false });
      expect(news.map(({ message }) => message).join()).toMatch(isSlow ? /takes long to store/ : /^$/);
    }
  });

  test("is not asked for without a yes", async () => {
    const all = await keeping(false);
    void all.session.getState().train();
    await all.last("train").answer(report);
    expect(asked(all, "exportPipeline")).toBe(0);
    expect(all.session.getState().training.kind).toBe("done");
  });

  test("is there where its file cannot be written", async () => {
    const { session, last, kept, errors } = await keeping();
    void session.getState().train();
    await last("train").answer(report);
    await last("exportPipeline").refuse(error("E_FILE_PARAMETERS"));
    expect(session.getState()).toMatchObject({ training: { kind: "done" }, report, hasTrained: true });
    expect(errors).toHaveLength(1);
    expect(kept.runs).toEqual([]);
  });

  test("where the yes comes afterwards, is kept while the next run goes on, whose checkpoints stay", async () => {
    const all = await keeping(false);
    const { session, last, kept } = all;
    void session.getState().train();
    await last("train").answer(report);
    kept.isGiven = true;
    void session.getState().keepRuns();
    void session.getState().train();
    expect([asked(all, "exportPipeline"), asked(all, "train")]).toEqual([1, 2]);
    last("train").emit({ type: "begun", key: "second" });
    last("train").emit({ type: "checkpoint", news });
    await last("exportPipeline").answer(file("first"));
    expect(kept.runs).toMatchObject([{ record: { report }, parts: { text: "first" } }]);
    expect(kept.checkpoints).toBe(1);
  });
});
