import { describe, expect, test } from "vitest";
import { error, file, report, setUp, view, withTable } from "./testing/fake-worker.ts";

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
