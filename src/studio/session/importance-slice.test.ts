import { expect, test } from "vitest";
import { error, report, withTable } from "./testing/fake-worker.ts";

const worth = { metric: "logLoss", loss: 1, nRows: 3, nRepeats: 5, split: "validation", columns: [] };

test("columns are measured when asked for, with progress, and forgotten with the report that they are about", async () => {
  const { session, last } = await withTable();
  void session.getState().measureImportance();
  last("importance").emit({ type: "measuring", fraction: 0.5 });
  expect(session.getState().importance).toEqual({ kind: "working", fraction: 0.5 });
  await last("importance").answer(worth);
  expect(session.getState().importance).toEqual({ kind: "ready", worth });
  void session.getState().train();
  await last("train").answer(report);
  expect(session.getState().importance).toEqual({ kind: "none" });
});

test("what could not be measured is not measured again by itself", async () => {
  const { session, last } = await withTable();
  void session.getState().measureImportance();
  await last("importance").refuse(error("E_COMPARE_SPLIT"));
  expect(session.getState().importance).toEqual({ kind: "failed" });
});

test("what was said of a made-up row is forgotten with the pipeline that said it, and an answer that comes later is, too", async () => {
  const { session, last } = await withTable();
  const said = { prediction: { kind: "number", value: 3 }, effects: [], odd: [] };
  void session.getState().askWhatIf({ weight: "7" });
  await last("whatIf").answer(said);
  expect(session.getState().whatIf).toEqual({ of: { weight: "7" }, said });
  void session.getState().askWhatIf({ weight: "8" });
  void session.getState().train();
  await last("train").answer(report);
  expect(session.getState().whatIf).toBeUndefined();
  await last("whatIf").answer(said);
  expect(session.getState().whatIf).toBeUndefined();
});
