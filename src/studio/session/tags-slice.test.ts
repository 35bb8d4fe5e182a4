import { expect, test } from "vitest";
import { report, withTable } from "./testing/fake-worker.ts";

const noise = { kind: "column", subject: "noise" } as const;
const other = { kind: "block", subject: "n2" } as const;

async function trained() {
  const worker = await withTable();
  void worker.session.getState().train();
  await worker.last("train").answer(report);
  return worker;
}

test("a tag is retrained with its progress, and stands in the report that is shown", async () => {
  const { session, last } = await trained();
  const { reportOf } = session.getState();
  const found = session.getState().retrainTag(noise);
  last("retrainTag").emit({ type: "measuring", fraction: 0.25 });
  expect(session.getState().retraining).toEqual({ part: noise, fraction: 0.25 });
  const evidence = [{ ...noise, method: "retrained" }];
  await last("retrainTag").answer({ ...report, evidence });
  expect(session.getState().report).toEqual({ ...report, evidence });
  expect(session.getState().reportOf).toBe(reportOf);
  await last("exportPipeline").answer({ fileName: "a.json", content: new Uint8Array() });
  expect(await found).toBe(true);
  expect(session.getState().retraining).toBeUndefined();
});

test("what was given up changes nothing: by Cancel, by another part and by a run", async () => {
  const { session, last, errors } = await trained();
  const first = session.getState().retrainTag(noise);
  session.getState().cancelRetraining();
  expect(session.getState().retraining).toBeUndefined();
  expect(await first).toBe(false);
  const second = session.getState().retrainTag(noise);
  void session.getState().retrainTag(other);
  expect(await second).toBe(false);
  expect(session.getState().retraining).toEqual({ part: other, fraction: 0 });
  void session.getState().train();
  expect(session.getState().retraining).toBeUndefined();
  await last("retrainTag").answer({ ...report, evidence: [{ ...other, method: "retrained" }] });
  expect(session.getState().report).toBe(report);
  expect(errors).toEqual([]);
});
