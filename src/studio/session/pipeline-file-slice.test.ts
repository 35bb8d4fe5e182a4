import { expect, test } from "vitest";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { changesSince, isOfThisTable } from "./changes-since.ts";
import type { Session } from "./create-session.ts";
import { canGoOn } from "./go-on.ts";
import { viewOf } from "./table-state.ts";
import { emptyDocument, error, file, report, settle, setUp, view, withTable } from "./testing/fake-worker.ts";

function isReportOfTable({ report, reportOf, table }: Pick<Session, "report" | "reportOf" | "table">): boolean {
  if (!report || !reportOf) return false;
  return isOfThisTable(changesSince(reportOf, { document: emptyDocument, view: viewOf(table) }));
}

test("an opened pipeline takes the canvas and brings its report; training goes on once the very same files are there", async () => {
  const { session, last, document } = setUp();
  const opened: PipelineDocument = { ...emptyDocument, name: "Opened" };
  void session.getState().openPipeline(new File(["{}"], "trained.json"));
  await settle();
  await last("openPipeline").answer({ document: opened, report, fileHashes: ["f00d"], notes: [] });
  expect(document()).toBe(opened);
  expect(session.getState()).toMatchObject({
    report,
    reportOf: { source: "trained.json" },
    hasTrained: true,
    goesOn: true,
  });
  expect(session.getState().live.losses).toEqual(report.history);
  for (const [hash, resume] of [
    ["beef", false],
    ["f00d", true],
  ] as const) {
    void session.getState().addFiles([file("rows.csv")]);
    const opened = view("rows.csv", "b");
    await last("openTable").answer({ ...opened, sources: [{ ...opened.sources[0], hash }] });
    void session.getState().train();
    expect(last("train").body).toMatchObject({ resume });
    await last("train").refuse(error("E_TRAIN_NOT_FINITE"));
  }
});

test("an opened pipeline that was not trained is no run: nothing is said to have changed since", async () => {
  const { session, last } = await withTable();
  void session.getState().openPipeline(new File(["{}"], "link"));
  await settle();
  await last("openPipeline").answer({ document: emptyDocument, fileHashes: [], notes: [] });
  expect(session.getState()).toMatchObject({ opened: { notes: [] }, hasTrained: false });
  expect(session.getState().reportOf).toBeUndefined();
  expect(session.getState().liveOf).toBeUndefined();
});

test("training does not go on on the same files in another order: their rows would be split otherwise", async () => {
  const { session, last } = setUp();
  void session.getState().openPipeline(new File(["{}"], "trained.json"));
  await settle();
  await last("openPipeline").answer({ document: emptyDocument, report, fileHashes: ["f00d", "beef"], notes: [] });
  for (const hashes of [
    ["beef", "f00d"],
    ["f00d", "beef"],
  ]) {
    void session.getState().addFiles([file("a.csv"), file("b.csv")]);
    const opened = view("a.csv", "b");
    const sources = hashes.map((hash) => ({ ...opened.sources[0], hash }));
    await last("openTable").answer({ ...opened, sources });
    expect(canGoOn(session.getState())).toBe(hashes[0] === "f00d");
  }
});

test("results are about the files and the target of their run, until others are chosen", async () => {
  const { session, last } = setUp();
  const hashed = (hash: string) => {
    const opened = view("rows.csv", "b");
    return { ...opened, sources: opened.sources.map((source) => ({ ...source, hash })) };
  };
  void session.getState().addFiles([file("rows.csv")]);
  await last("openTable").answer(hashed("f00d"));
  expect(isReportOfTable(session.getState())).toBe(false);
  void session.getState().train();
  await last("train").answer(report);
  const trained = session.getState();
  expect(isReportOfTable(trained)).toBe(true);
  if (trained.table.kind !== "ready") throw new Error("no table");
  const { view: table } = trained.table;
  const others = [
    { ...table, sources: [{ ...table.sources[0], name: "other.csv", hash: "" }] },
    hashed("beef"),
    { ...table, target: undefined },
    { ...table, target: { ...table.target!, name: "another" } },
  ];
  for (const other of others) {
    const state = { ...trained, table: { kind: "ready" as const, view: other, isUpdating: false } };
    expect(isReportOfTable(state)).toBe(false);
  }
});

test("what was said of an opened file goes when a run has ended", async () => {
  const { session, last } = await withTable();
  void session.getState().openPipeline(new File(["{}"], "trained.json"));
  await settle();
  await last("openPipeline").answer({ document: emptyDocument, report, fileHashes: ["f00d"], notes: [] });
  expect(session.getState().opened).toBeDefined();
  void session.getState().train();
  await last("train").answer(report);
  expect(session.getState().opened).toBeUndefined();
});

test("an export is saved under the worker's name, byte for byte", async () => {
  const { session, last, saved } = setUp();
  const exported = session.getState().exportPipeline();
  await last("exportPipeline").answer({ fileName: "p.json", content: new TextEncoder().encode('{"a":1}') });
  expect(await exported).toBe("p.json");
  expect(saved[0].name).toBe("p.json");
  expect(await saved[0].content.text()).toBe('{"a":1}');
});

test("a file for another program is saved as the worker wrote it", async () => {
  const { session, last, saved } = setUp();
  const exported = session.getState().exportAs("python");
  const check = { nRows: 16, maxError: 0 };
  await last("exportAs").answer({ fileName: "p.py", content: new Blob(["import numpy"]), check });
  expect(await exported).toEqual({ fileName: "p.py", check });
  expect(saved[0].name).toBe("p.py");
  expect(await saved[0].content.text()).toBe("import numpy");
});

test("the table that is open follows what an opened pipeline decides", async () => {
  const { last, session, asked } = await withTable();
  const decided = { ...emptyDocument, table: { overrides: [], dialects: [], target: { name: "a" } } };
  void session.getState().openPipeline(new File(["{}"], "decided.json"));
  await settle();
  await last("openPipeline").answer({ document: decided, fileHashes: [], notes: [] });
  expect(asked.at(-1)?.body).toMatchObject({ type: "describe", table: decided.table });
});
