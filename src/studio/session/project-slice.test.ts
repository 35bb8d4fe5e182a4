import { expect, test, vi } from "vitest";
import { openFilesOf } from "../document/open-files.ts";
import { MOST_RUNS } from "../storage/kept-runs.ts";
import { runRecord } from "../storage/testing/kept-run.ts";
import { emptyDocument, error, file, NO_STORAGE, settle, setUp, view, withTable } from "./testing/fake-worker.ts";

const run = (number: number) => ({
  text: `{"run": ${number}}`,
  record: { record: runRecord(number), curves: undefined },
});
const opened = {
  document: { ...emptyDocument, name: "Fruit" },
  savedAt: 7,
  files: [{ name: "fruit.csv", file: file("fruit.csv") }],
  runs: [run(1), run(2)],
  snapshots: [],
  damaged: [],
};

test("a project holds document, files and runs with what is large of them, the oldest first", async () => {
  const all = await withTable();
  const { session, last, saved, document } = all;
  await session
    .getState()
    .takeRuns([2, 1].map((number) => ({ record: runRecord(number), parts: { text: `${number}`, curves: 5 } })));
  const saving = session.getState().saveProject([{ name: "a", at: 1 }]);
  await settle();
  expect(last("saveProject").body).toMatchObject({
    document: document(),
    files: [{ name: "rows.csv" }],
    runs: [
      { text: "1", record: { record: runRecord(1), curves: 5 } },
      { text: "2", record: { record: runRecord(2), curves: 5 } },
    ],
    snapshots: [{ name: "a", at: 1 }],
  });
  await last("saveProject").answer({ fileName: "fruit.diffml-project", file: new Blob(["PK"]) });
  await saving;
  expect(saved.map(({ name }) => name)).toEqual(["fruit.diffml-project"]);
});

test("opening one is a step of document and files together, and brings its newest run", async () => {
  const { session, last, document } = await withTable();
  const opening = session.getState().openProject(new File(["PK"], "fruit.diffml-project"));
  await settle();
  await last("openProject").answer(opened);
  // What reads runs is fetched when it is needed.
  await vi.waitFor(() => expect(document()).toBe(opened.document), { timeout: 20_000 });
  expect(openFilesOf(document()).files).toEqual(opened.files);
  expect(last("openTable").body).toMatchObject({ files: [{ name: "fruit.csv" }] });
  await last("openTable").answer(view("fruit.csv"));
  expect(last("openPipeline").body).toMatchObject({ text: '{"run": 2}' });
  await last("openPipeline").answer({});
  expect(await opening).toMatchObject({ files: ["fruit.csv"], nRuns: 2, nUnkept: 2, damaged: [] });
  expect(session.getState()).toMatchObject({ shownRun: "run 2", hasTrained: true });
  expect(session.getState().history.map(({ id }) => id)).toEqual(["run 2", "run 1"]);
});

test("runs that this studio cannot read are named; what cannot be opened changes nothing", async () => {
  const { session, last, document, errors } = await withTable();
  const before = document();
  const refused = session.getState().openProject(new File(["x"], "rows.zip"));
  await settle();
  await last("openProject").refuse(error("E_PROJECT_KIND"));
  expect(await refused).toBeUndefined();
  expect([document(), errors.length]).toEqual([before, 1]);
  const opening = session.getState().openProject(new File(["PK"], "fruit.diffml-project"));
  await settle();
  const newer = { text: "{}", record: { record: { ...runRecord(3), report: "of a newer studio" } } };
  await last("openProject").answer({ ...opened, runs: [newer], damaged: ["the table “more.csv”"] });
  expect(await opening).toMatchObject({ nRuns: 0, damaged: ["the table “more.csv”", "the finished run"] });
});

test("no run that is kept makes room for one of a project", async () => {
  const kept: string[] = [];
  const { session } = setUp({
    ...NO_STORAGE,
    mayKeep: () => true,
    keepRun: async ({ record }) => void kept.push(record.id),
  });
  session.getState().bringHistory(Array.from({ length: MOST_RUNS - 1 }, (_, index) => runRecord(100 + index)));
  const runs = [1, 2, 3].map((number) => ({ record: runRecord(number), parts: { text: "{}", curves: undefined } }));
  expect(await session.getState().takeRuns(runs)).toBe(2);
  await settle();
  expect(kept).toEqual(["run 3"]);
});
