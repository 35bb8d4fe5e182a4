import { expect, test } from "vitest";
import { isNewAttempt } from "./is-new-attempt.ts";
import { error, file, report, settle, view, withTable } from "./testing/fake-worker.ts";

test("files, a target, a run, a prediction and an opened pipeline are new attempts; how they end is none", async () => {
  const { session, last, document } = await withTable();
  let nAttempts = 0;
  session.subscribe((now, before) => {
    if (isNewAttempt(now, before)) nAttempts++;
  });
  void session.getState().addFiles([file("rows.csv")]);
  expect(nAttempts).toBe(1);
  await last("openTable").answer(view("rows.csv", "b"));
  void session.getState().chooseTarget("a");
  expect(nAttempts).toBe(2);
  await last("describe").answer(view("rows.csv", "a"));
  void session.getState().train();
  expect(nAttempts).toBe(3);
  await last("train").answer(report);
  void session.getState().predict([file("new.csv")]);
  expect(nAttempts).toBe(4);
  await last("predict").refuse(error("E_CSV_EMPTY"));
  void session.getState().openPipeline(new File(["{}"], "trained.json"));
  await settle();
  expect(nAttempts).toBe(4);
  await last("openPipeline").answer({ document: document(), fileHashes: [], notes: [] });
  expect(nAttempts).toBe(5);
});

test("a table that is read again after a crash leaves what is said of the crash", async () => {
  const { session, last, errors } = await withTable();
  void session.getState().train();
  const nSaid: number[] = [];
  session.subscribe((now, before) => {
    if (isNewAttempt(now, before)) nSaid.push(errors.length);
  });
  await last("train").refuse(error("E_WORKER_CRASH"));
  await last("openTable").answer(view("rows.csv"));
  expect(errors).toHaveLength(1);
  expect(nSaid.filter((said) => said > 0)).toEqual([]);
});
