import { expect, test } from "vitest";
import { error, file, report, withTable } from "./testing/fake-worker.ts";

const compared = (nRows: number) => ({ nRows, verdict: "better", sentence: "", ours: {}, theirs: {}, notes: [] });

test("only the newest comparison is shown, and none beside the report of a new run", async () => {
  const { session, asked, last } = await withTable();
  void session.getState().compareWith(file("old.csv"));
  const old = last("compare");
  void session.getState().train();
  await last("train").answer(report);
  await old.answer(compared(1));
  expect(session.getState().comparison).toEqual({ kind: "none" });
  void session.getState().compareWith(file("first.csv"));
  void session.getState().compareWith(file("second.csv"));
  const [first, second] = asked.filter(({ body }) => body.type === "compare").slice(-2);
  await second.answer(compared(3));
  await first.answer(compared(2));
  expect(session.getState().comparison).toMatchObject({ kind: "ready", name: "second.csv", comparison: { nRows: 3 } });
});

test("what cannot be compared says why, and so does a list of rows that cannot be had", async () => {
  const { session, last, errors, inPlace } = await withTable();
  void session.getState().compareWith(file("mine.csv"));
  expect(session.getState().comparison).toEqual({ kind: "working", name: "mine.csv" });
  await last("compare").refuse(error("E_COMPARE_ROWS"));
  expect(session.getState().comparison).toMatchObject({ kind: "error", error: { code: "E_COMPARE_ROWS" } });
  const listed = session.getState().listRows();
  await last("listRows").refuse(error("E_COMPARE_SPLIT"));
  expect(await listed).toBeUndefined();
  // The card says what became of the comparison, and a notice what became of the list.
  expect(inPlace).toEqual(["E_COMPARE_ROWS"]);
  expect(errors).toHaveLength(1);
});
