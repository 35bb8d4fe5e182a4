import { expect, test } from "vitest";
import { error, file, report, withTable } from "./testing/fake-worker.ts";

test("a prediction of the pipeline before is not shown beside the report of a new one, nor over a newer prediction", async () => {
  const { session, asked, last } = await withTable();
  const answer = (nRows: number) => ({ kind: "predicted", csv: new Blob([]), nRows, report: {}, preview: [] });
  void session.getState().predict([file("old.csv")]);
  const old = last("predict");
  void session.getState().train();
  await last("train").answer(report);
  expect(session.getState().prediction).toEqual({ kind: "none" });
  await old.answer(answer(1));
  expect(session.getState().prediction).toEqual({ kind: "none" });
  void session.getState().predict([file("first.csv")]);
  void session.getState().predict([file("second.csv")]);
  const [first, second] = asked.filter(({ body }) => body.type === "predict").slice(-2);
  await second.answer(answer(3));
  await first.answer(answer(2));
  expect(session.getState().prediction).toMatchObject({ kind: "ready", names: ["second.csv"], view: { nRows: 3 } });
});

test("a prediction that fails says why and leaves everything else", async () => {
  const { session, last } = await withTable();
  void session.getState().predict([file("new.csv")]);
  expect(session.getState().prediction).toEqual({ kind: "working", names: ["new.csv"] });
  await last("predict").refuse(error("E_SESSION_UNTRAINED"));
  expect(session.getState().prediction).toMatchObject({ kind: "error", error: { code: "E_SESSION_UNTRAINED" } });
  expect(session.getState().table.kind).toBe("ready");
});

test("rows that are not like those of training become a question, and the answer goes back with the same files", async () => {
  const { session, last } = await withTable();
  const files = [file("new.csv")];
  void session.getState().predict(files);
  const fit = { recognised: [], doubts: [{ kind: "absent", column: "a", choices: [] }], targetDoubts: [], far: [] };
  await last("predict").answer({ kind: "question", nRows: 3, fit });
  expect(session.getState().prediction).toMatchObject({ kind: "question", names: ["new.csv"], question: { nRows: 3 } });
  void session.getState().predict(files, { readings: [{ column: "a", from: "b" }], isForced: true });
  expect(last("predict").body).toMatchObject({ isForced: true, readings: [{ column: "a", from: "b" }] });
});

test("a prediction that takes long can be cancelled from a notice, which goes with it", async () => {
  const { session, timers, lasting, errors } = await withTable();
  const predicting = session.getState().predict([file("large.csv")]);
  timers.find(({ ms }) => ms < 1000)!.job();
  expect(lasting).toMatchObject([{ message: "Predicting large.csv…", action: { label: "Cancel" } }]);
  lasting[0].action.run();
  await predicting;
  expect(lasting).toEqual([]);
  expect(session.getState().prediction).toEqual({ kind: "none" });
  expect(errors).toEqual([]);
});
