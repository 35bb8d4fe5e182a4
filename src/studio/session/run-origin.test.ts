import { expect, test } from "vitest";
import { contentKey } from "../../pipeline/content.ts";
import { emptyDocument, error, report, settle, view, withTable } from "./testing/fake-worker.ts";

test("results and live values say which run, settings and data they are about", async () => {
  const { session, last, document, setDocument } = await withTable();
  const trained = document();
  void session.getState().train();
  const { liveOf } = session.getState();
  const { target } = view("rows.csv", "b");
  expect(liveOf).toMatchObject({ run: 1, files: [{ name: "rows.csv", hash: "" }], source: "rows.csv" });
  const content = liveOf && contentKey(liveOf.document);
  expect(content).toBe(contentKey({ ...trained, rules: [], target }));
  expect(session.getState().reportOf).toBeUndefined();
  // What is changed while a run is going on is not what it is about.
  setDocument({ ...document(), training: { ...document().training, seed: 9 } });
  await last("train").answer(report);
  expect(session.getState().reportOf).toBe(liveOf);
  const now = () => contentKey({ ...document(), rules: [], target });
  expect(content).not.toBe(now());
  setDocument({ ...document(), name: "Another", training: trained.training, layout: { n1: { x: 1, y: 1 } } });
  expect(content).toBe(now());
});

test("a run that fails leaves the results of the one before, and its own live values", async () => {
  const { session, last } = await withTable();
  void session.getState().train();
  await last("train").answer(report);
  void session.getState().train();
  await last("train").refuse(error("E_TRAIN_NOT_FINITE"));
  expect(session.getState()).toMatchObject({ reportOf: { run: 1 }, liveOf: { run: 2 } });
});

test("an opened pipeline is a run of its own, about what its file says", async () => {
  const { session, last } = await withTable();
  void session.getState().openPipeline(new File(["{}"], "trained.json"));
  await settle();
  const table = { overrides: [], dialects: [], target: { name: "a" } };
  const target = { name: "a", task: "binary" as const, taskReason: "", classes: [] };
  const opened = { ...emptyDocument, table, target };
  await last("openPipeline").answer({ document: opened, report, fileHashes: ["f00d"], notes: [] });
  await last("describe").answer(view("rows.csv", "a"));
  const { reportOf, liveOf } = session.getState();
  expect(reportOf).toEqual({
    run: 1,
    document: opened,
    files: [{ name: "", hash: "f00d" }],
    source: "trained.json",
    isFromFile: true,
  });
  expect(liveOf).toBe(reportOf);
});
