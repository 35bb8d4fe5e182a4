import { expect, test } from "vitest";
import { emptyDocument, report, view, withTable } from "./testing/fake-worker.ts";

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
  await last("exportPipeline").answer({ fileName: "p.json", content: new TextEncoder().encode("decided") });
  await decided;
  const id = session.getState().shownRun;
  expect(await session.getState().textOfRun(id ?? "")).toBe("decided");
  void session.getState().train();
  await last("train").answer(report);
  expect(session.getState().decision).toBeUndefined();
});

test("a run that was optimised for what mistakes cost ends with these costs as its decision", async () => {
  const { session, last, setDocument } = await withTable();
  const classes = ["no", "yes"].map((label) => ({ label, spellings: [label] }));
  void session.getState().chooseTarget("a");
  const described = view("rows.csv", "a");
  await last("describe").answer({ ...described, target: { ...described.target, classes } });
  const training = { ...emptyDocument.training, optimiseFor: "meanCost" as const, costs: { yes: { no: 10 } } };
  setDocument({ ...emptyDocument, training });
  void session.getState().train();
  await last("train").answer(report);
  const costs = [
    [0, 1],
    [10, 0],
  ];
  expect(session.getState().decision).toEqual({ by: "costs", costs });
});
