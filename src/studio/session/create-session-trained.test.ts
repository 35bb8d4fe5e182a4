import { describe, expect, test } from "vitest";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { canGoOn, isReportOfTable } from "./go-on.ts";
import { emptyDocument, error, file, report, settle, setUp, view, withTable } from "./testing/fake-worker.ts";

describe("pipelines and predictions", () => {
  test("an opened pipeline takes the canvas and brings its report; training goes on once the very same files are there", async () => {
    const { session, last, document } = setUp();
    const opened: PipelineDocument = { ...emptyDocument, name: "Opened" };
    void session.getState().openPipeline(new File(["{}"], "trained.json"));
    await settle();
    await last("openPipeline").answer({ document: opened, report, fileHashes: ["f00d"], notes: [] });
    expect(document()).toBe(opened);
    expect(session.getState()).toMatchObject({ report, reportSource: "trained.json", hasTrained: true, goesOn: true });
    expect(session.getState().live.losses).toEqual(report.history);
    for (const [hash, resume] of [
      ["beef", false],
      ["f00d", true],
    ] as const) {
      void session.getState().openFiles([file("rows.csv")]);
      const opened = view("rows.csv", "b");
      await last("openTable").answer({ ...opened, sources: [{ ...opened.sources[0], hash }] });
      void session.getState().train();
      expect(last("train").body).toMatchObject({ resume });
      await last("train").refuse(error("E_TRAIN_NOT_FINITE"));
    }
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
      void session.getState().openFiles([file("a.csv"), file("b.csv")]);
      const opened = view("a.csv", "b");
      const sources = hashes.map((hash) => ({ ...opened.sources[0], hash }));
      await last("openTable").answer({ ...opened, sources });
      expect(canGoOn(session.getState())).toBe(hashes[0] === "f00d");
    }
  });

  test("results are about the files and the target of their run, until others are chosen", async () => {
    const { session, last } = await withTable();
    expect(isReportOfTable(session.getState())).toBe(false);
    void session.getState().train();
    await last("train").answer(report);
    const trained = session.getState();
    expect(isReportOfTable(trained)).toBe(true);
    if (trained.table.kind !== "ready") throw new Error("no table");
    const { view: table } = trained.table;
    const others = [
      { ...table, sources: [{ ...table.sources[0], name: "other.csv" }] },
      { ...table, sources: [{ ...table.sources[0], hash: "beef" }] },
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
    void session.getState().exportPipeline();
    await last("exportPipeline").answer({ fileName: "p.json", text: '{"a":1}' });
    expect(saved[0].name).toBe("p.json");
    expect(await saved[0].content.text()).toBe('{"a":1}');
  });

  test("a prediction of the pipeline before is not shown beside the report of a new one, nor over a newer prediction", async () => {
    const { session, asked, last } = await withTable();
    const answer = (nRows: number) => ({ csv: new Blob([]), nRows, report: {}, preview: [] });
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
});
