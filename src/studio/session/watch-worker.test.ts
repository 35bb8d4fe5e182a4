import { expect, test } from "vitest";
import type { Checkpoint } from "../../training/checkpoint/checkpoint.ts";
import type { TrainingProgress } from "../../training/types.ts";
import { error, report, settle, view, withTable } from "./testing/fake-worker.ts";

const progress: TrainingProgress = {
  phase: "soft",
  isPaused: false,
  step: 3,
  totalSteps: 9,
  secondsLeft: 1,
  fraction: 0,
  engine: { id: "tfjs-cpu", title: "CPU", isSoftware: true, adapter: "" },
  replicas: [],
};
const news: Checkpoint = { time: { seconds: 4, waitedMs: 0 }, decided: {}, done: [], going: [] };

async function running() {
  const all = await withTable();
  void all.session.getState().train();
  all.last("train").emit({ type: "begun", key: "k" });
  all.last("train").emit({ type: "progress", progress });
  return all;
}

test("a worker that does not answer is told of, and no longer once it does", async () => {
  const { lasting, silence } = await running();
  silence(true);
  expect(lasting.map(({ message }) => message).join()).toContain("has not answered for five seconds");
  silence(false);
  expect(lasting).toEqual([]);
});

test("started anew, the table is read again, and the run goes on from its checkpoint", async () => {
  const { session, lasting, silence, last } = await running();
  last("train").emit({ type: "checkpoint", news });
  silence(true);
  lasting[0].action.run();
  await settle();
  expect(lasting).toEqual([]);
  expect(session.getState().training).toMatchObject({ kind: "failed", error: { code: "E_WORKER_CRASH" } });
  expect(session.getState().offer).toMatchObject({
    why: "crashed",
    got: "it did not answer and was started anew",
    kept: { head: { key: "k" }, checkpoint: news },
  });
  expect(last("openTable").worker).toBe(2);
  await last("openTable").answer(view("rows.csv", "b"));
  void session.getState().goOn();
  expect(last("train")).toMatchObject({ worker: 2, body: { begun: { key: "k", checkpoint: news }, resume: false } });
  expect(session.getState().offer).toBeUndefined();
  await last("train").answer(report);
  expect(session.getState().training.kind).toBe("done");
});

test("a run that no memory was left for is offered: what the browser refuses now it may give later", async () => {
  for (const code of ["E_WORKER_MEMORY", "E_ENGINE_ALLOCATION"] as const) {
    const { session, last } = await running();
    last("train").emit({ type: "checkpoint", news });
    await last("train").refuse(error(code));
    expect(session.getState().offer).toMatchObject({ why: "memory", got: "that", kept: { checkpoint: news } });
  }
});

test("a run that another table is open for does not go on, and stays offered", async () => {
  const { session, errors, last, silence, lasting } = await running();
  last("train").emit({ type: "checkpoint", news });
  silence(true);
  lasting[0].action.run();
  await settle();
  await last("openTable").answer(view("other.csv", "b"));
  await session.getState().goOn();
  expect(String(errors.at(-1))).toContain("E_STUDIO_RUN_TABLE");
  expect(session.getState().offer).toBeDefined();
  session.getState().dropOffer();
  expect(session.getState().offer).toBeUndefined();
});

test("Stop and Pause have a deadline; it is called off when they are done", async () => {
  const { session, timers, lasting, last } = await running();
  void session.getState().pause();
  expect(timers.map(({ ms }) => ms)).toEqual([5000]);
  timers[0].job();
  expect(lasting.map(({ message }) => message).join()).toContain("has not paused");
  void session.getState().resume();
  expect(timers).toEqual([]);
  void session.getState().stop();
  expect(timers.map(({ ms }) => ms)).toEqual([10_000]);
  timers[0].job();
  expect(lasting.map(({ message }) => message).join()).toContain("has not stopped");
  await last("train").answer(report);
  expect([timers, lasting]).toEqual([[], []]);
});

test("a run that has paused is not told of", async () => {
  const { session, timers, lasting, last } = await running();
  void session.getState().pause();
  last("train").emit({ type: "progress", progress: { ...progress, isPaused: true } });
  for (const { job } of [...timers]) job();
  expect(lasting).toEqual([]);
});
