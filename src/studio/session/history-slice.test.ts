import { expect, test } from "vitest";
import { byNewest, type RunParts } from "../storage/run-record.ts";
import { runRecord, runReport } from "../storage/testing/kept-run.ts";
import { NO_STORAGE, report, settle, withTable } from "./testing/fake-worker.ts";

type Session = Awaited<ReturnType<typeof withTable>>;

async function trainOnce({ session, last }: Session, seconds: number): Promise<void> {
  void session.getState().train();
  await last("train").answer({ ...report, seconds });
}

const secondsOf = ({ session }: Session) => session.getState().history.map((run) => run.report.seconds);

test("runs of the visit are listed, the newest first, and come back with document and results", async () => {
  const all = await withTable();
  const { session, last, asked, setDocument, document } = all;
  setDocument({ ...document(), name: "first" });
  await trainOnce(all, 1);
  setDocument({ ...document(), name: "second" });
  await trainOnce(all, 2);
  expect(secondsOf(all)).toEqual([2, 1]);
  // The file of the first was asked for before the worker trained the second.
  const types = asked.map(({ body }) => body.type);
  expect(types.indexOf("exportPipeline")).toBe(types.lastIndexOf("train") - 1);
  await last("exportPipeline").answer({ fileName: "a.json", content: new TextEncoder().encode("one") });
  const [second, first] = session.getState().history;
  const shown = session.getState().showRun(first.id, { withDocument: true });
  await settle();
  expect(last("openPipeline").body).toMatchObject({ text: "one" });
  await last("exportPipeline").answer({ fileName: "a.json", content: new TextEncoder().encode("two") });
  await last("openPipeline").answer({});
  expect(await shown).toBe(true);
  expect(session.getState()).toMatchObject({ report: { seconds: 1 }, hasTrained: true, shownRun: first.id });
  expect(document().name).toBe("first");
  void session.getState().showRun(second.id, { withDocument: false });
  await settle();
  expect(last("openPipeline").body).toMatchObject({ text: "two" });
  await last("openPipeline").answer({});
  expect([session.getState().report?.seconds, document().name]).toEqual([2, "first"]);
});

test("details of a report stand outside of the page, and come back where its run is shown, compared or kept", async () => {
  const all = await withTable();
  const { session, last } = all;
  const explanations = [{ block: "a", title: "A" }];
  const evidence = [{ kind: "block", subject: "a", delta: -0.5, standardError: Number.NaN }];
  const details = { diagnostics: { nRows: 30 }, suspicious: { nSuspicious: 1, rows: [] }, explanations, evidence };
  void session.getState().train();
  await last("train").answer({ ...report, ...details });
  expect(session.getState().report).toMatchObject(details);
  const [first] = session.getState().history;
  for (const part of ["diagnostics", "suspicious", "evidence"]) expect(first.report).not.toHaveProperty(part);
  expect(first.report.explanations).toEqual([]);
  expect(await session.getState().evidenceOf(first.id)).toEqual(evidence);
  expect(await session.getState().evidenceOf("none")).toEqual([]);
  await trainOnce(all, 2);
  await last("exportPipeline").answer({ fileName: "a.json", content: new TextEncoder().encode("one") });
  const shown = session.getState().showRun(first.id, { withDocument: false });
  await settle();
  await last("exportPipeline").answer({ fileName: "a.json", content: new TextEncoder().encode("two") });
  await last("openPipeline").answer({});
  expect(await shown).toBe(true);
  expect(session.getState().report).toMatchObject(details);
  const whole = session.getState().wholeRuns();
  await settle();
  expect((await whole)[0]).toMatchObject({ record: { id: first.id, report: details }, parts: { text: "one" } });
});

test("so do those of runs that earlier visits kept", async () => {
  const { session } = await withTable();
  const evidence = [{ kind: "block", subject: "a", delta: -0.5, standardError: 0.1 }] as never;
  session.getState().bringHistory([runRecord(2), runRecord(1, { report: { ...runReport, evidence } })]);
  expect(await session.getState().evidenceOf("run 1")).toEqual(evidence);
  await expect.poll(() => session.getState().history).toEqual([runRecord(2), runRecord(1)]);
  expect(await session.getState().evidenceOf("run 1")).toEqual(evidence);
});

test("a run whose worker has ended is shown without what was trained", async () => {
  const all = await withTable();
  const { session } = all;
  session.getState().bringHistory([runRecord(1), runRecord(2)]);
  expect(await session.getState().showRun("run 1", { withDocument: false })).toBe(true);
  expect(session.getState()).toMatchObject({ hasTrained: false, shownRun: "run 1", report: { rows: { total: 30 } } });
});

test("a run is listed as the newest, also after the clock was set back", async () => {
  const times = [9_000, 20, 21];
  const all = await withTable({ ...NO_STORAGE, now: () => times.shift() ?? 0 });
  const { session } = all;
  session.getState().bringHistory([runRecord(8_000), runRecord(7_000)]);
  const run = { ...runRecord(1), sweep: undefined };
  for (const seconds of [1, 2, 3]) session.getState().addRun({ ...run, report: { ...report, seconds } }, undefined);
  const { history } = session.getState();
  expect([...history].sort(byNewest)).toEqual(history);
  expect(history.map(({ at }) => at)).toEqual([21, 20, 9_000, 8_000, 7_000]);
});

test("what runs of one table say alike is held once, whatever was trained in between", async () => {
  const { session } = await withTable();
  const one = { ...runRecord(1), sweep: undefined };
  const other = { ...one, files: [{ name: "b.csv", hash: "2" }] };
  for (const run of [one, other, one])
    session.getState().addRun({ ...structuredClone(run), sweep: undefined }, undefined);
  const [newest, between, oldest] = session.getState().history;
  expect(newest.files).toBe(oldest.files);
  expect(newest.report).toBe(oldest.report);
  expect(between.files).not.toBe(oldest.files);
});

test("none is shown while one goes on", async () => {
  const all = await withTable();
  all.session.getState().bringHistory([runRecord(1)]);
  void all.session.getState().train();
  expect(await all.session.getState().showRun("run 1", { withDocument: true })).toBe(false);
});

test("notes, tags and pins are kept; a deleted run is gone, also on this device", async () => {
  const told: unknown[] = [];
  const parts: RunParts = { text: "{}", curves: undefined };
  const all = await withTable({
    ...NO_STORAGE,
    mayKeep: () => true,
    updateRun: async (id, change) => void told.push({ id, ...change }),
    deleteRun: async (id) => void told.push(id),
    runParts: async () => parts,
  });
  const { session } = all;
  session.getState().bringHistory([runRecord(2), runRecord(1)]);
  session.getState().changeRun("run 1", { note: "with ages", isPinned: true });
  expect(await session.getState().textOfRun("run 1")).toBe("{}");
  session.getState().deleteRun("run 2");
  await settle();
  expect(session.getState().history).toMatchObject([{ id: "run 1", note: "with ages", isPinned: true }]);
  expect(told).toEqual([{ id: "run 1", note: "with ages", isPinned: true }, "run 2"]);
});

test("after a no, runs of earlier visits are gone and those of this one stay", async () => {
  const all = await withTable();
  await trainOnce(all, 5);
  all.session.getState().bringHistory([runRecord(1)]);
  expect(secondsOf(all)).toEqual([5, 1]);
  all.session.getState().forgetKeptRuns();
  expect(secondsOf(all)).toEqual([5]);
});
