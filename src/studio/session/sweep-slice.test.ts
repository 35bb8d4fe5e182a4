import { expect, test } from "vitest";
import { emptyDocument, error, report, settle, view, withTable } from "./testing/fake-worker.ts";

const variants = Array.from({ length: 20 }, (_, index) => ({
  document: { ...emptyDocument, training: { ...emptyDocument.training, seed: index } },
  variant: "",
}));

async function begun() {
  const all = await withTable();
  void all.session.getState().startSweep(variants);
  await settle();
  const seedNow = () => {
    const { body } = all.last("train");
    return body.type === "train" ? body.document.training.seed : undefined;
  };
  const nTrained = () => all.asked.filter(({ body }) => body.type === "train").length;
  return { ...all, seedNow, nTrained, sweep: () => all.session.getState().sweep };
}

test("trains twenty variants one after the other; each becomes a run, and the canvas stays", async () => {
  const { session, last, seedNow, nTrained, sweep, document } = await begun();
  for (let index = 0; index < variants.length; index++) {
    expect([seedNow(), nTrained()]).toEqual([index, index + 1]);
    expect(last("train").body).toMatchObject({ paceMs: 0, resume: false });
    await last("train").answer(report);
    await settle();
  }
  expect(sweep()).toMatchObject({ nDone: 20, nFailed: 0, isRunning: false });
  const { history } = session.getState();
  expect(history.map((run) => run.document.training.seed)).toEqual(
    Array.from({ length: 20 }, (_, index) => 19 - index),
  );
  expect(new Set(history.map((run) => run.sweep?.id)).size).toBe(1);
  expect(document().training.seed).toBe(emptyDocument.training.seed);
});

test("can be halted, and goes on with the run that was stopped", async () => {
  const { session, last, seedNow, nTrained, sweep } = await begun();
  await last("train").answer(report);
  await settle();
  session.getState().haltSweep();
  expect(last("control").body).toMatchObject({ command: "stop" });
  await last("train").answer(report);
  await settle();
  expect(sweep()).toMatchObject({ nDone: 1, isRunning: false });
  expect(nTrained()).toBe(2);
  void session.getState().resumeSweep();
  await settle();
  expect([seedNow(), nTrained()]).toEqual([1, 3]);
});

test("passes over a variant that diverges, and halts where the worker has ended or other files are open", async () => {
  const { session, last, sweep, seedNow, errors } = await begun();
  await last("train").refuse(error("E_TRAIN_NOT_FINITE"));
  await settle();
  expect([sweep()?.nFailed, seedNow()]).toEqual([1, 1]);
  await last("train").refuse(error("E_WORKER_CRASH"));
  await settle();
  expect(sweep()).toMatchObject({ nDone: 1, isRunning: false });
  session.setState({ table: { kind: "ready", view: view("other.csv", "b"), isUpdating: false } });
  const before = errors.length;
  await session.getState().resumeSweep();
  expect(errors.slice(before)).toMatchObject([{ details: { code: "E_STUDIO_RUN_TABLE" } }]);
  expect(sweep()?.isRunning).toBe(false);
});
