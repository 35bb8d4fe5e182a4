import { expect, test } from "vitest";
import { report, withTable } from "./testing/fake-worker.ts";

const decision = { by: "threshold", code: 1, threshold: 0.3 } as const;

test("a decision holds for what is trained: predictions of before are forgotten, its file is taken anew, and a run ends it", async () => {
  const { session, last } = await withTable();
  void session.getState().train();
  await last("train").answer(report);
  const decided = session.getState().decide(decision);
  expect(last("decide").body).toMatchObject({ decision });
  expect(session.getState().decision, "not before the worker has it").toBeUndefined();
  await last("decide").answer(null);
  expect(session.getState().decision).toEqual(decision);
  await last("exportPipeline").answer({ fileName: "p.json", text: "decided" });
  await decided;
  const id = session.getState().shownRun;
  expect(await session.getState().textOfRun(id ?? "")).toBe("decided");
  void session.getState().train();
  await last("train").answer(report);
  expect(session.getState().decision).toBeUndefined();
});
