import { describe, expect, test } from "vitest";
import { error, file, settle, setUp, view, withTable } from "./testing/fake-worker.ts";

const sample = {
  id: "s",
  title: "S",
  files: ["s.csv"],
  description: "",
  lesson: { title: "", steps: ["Train."], look: "" },
  target: "b",
  task: "binary" as const,
  rows: 3,
  trainingOnly: ["s.csv"],
  licence: "",
  source: "",
};

/** A view of several files. */
function viewOfAll(...names: readonly string[]) {
  const [first] = view("x", "b").sources;
  return { ...view("x", "b"), sources: names.map((name, index) => ({ ...first, name, sizeBytes: 1000 + index })) };
}

async function withFiles(...names: readonly string[]) {
  const all = setUp();
  void all.session.getState().addFiles(names.map(file));
  await all.last("openTable").answer(viewOfAll(...names));
  return all;
}

const namesAsked = ({ last }: ReturnType<typeof setUp>) => {
  const { body } = last("openTable");
  return body.type === "openTable" ? body.files.map(({ name }) => name) : [];
};

describe("files", () => {
  test("are added under those that are open, each time as a step that Undo takes back", async () => {
    const all = await withTable();
    const nSteps = all.steps.length;
    void all.session.getState().addFiles([file("more.csv")]);
    expect(namesAsked(all)).toEqual(["rows.csv", "more.csv"]);
    await all.last("openTable").answer(viewOfAll("rows.csv", "more.csv"));
    expect(all.steps).toHaveLength(nSteps + 1);
    expect(all.document().table.target).toEqual({ name: "b" });
    all.undo();
    expect(namesAsked(all)).toEqual(["rows.csv"]);
    await all.last("openTable").answer(view("rows.csv", "b"));
    expect(all.session.getState().table).toMatchObject({ kind: "ready", view: { sources: [{ name: "rows.csv" }] } });
  });

  test("take the place of a sample, which an action of the notice brings back with all that came with it", async () => {
    const all = setUp();
    void all.session.getState().openSample(sample);
    await all.last("openTable").answer(view("s.csv", "b"));
    expect(all.document().training.trainingOnlySources).toEqual(["s.csv"]);
    void all.session.getState().addFiles([file("own.csv")]);
    expect(namesAsked(all)).toEqual(["own.csv"]);
    expect(all.news).toEqual([]);
    await all.last("openTable").answer(view("own.csv"));
    expect(all.document().training.trainingOnlySources).toEqual([]);
    expect(all.news).toMatchObject([{ message: "Your files have taken the place of the sample." }]);
    all.news[0].action?.run();
    expect(namesAsked(all)).toEqual(["s.csv"]);
    await all.last("openTable").answer(view("s.csv", "b"));
    expect(all.document().training.trainingOnlySources).toEqual(["s.csv"]);
    void all.session.getState().addFiles([file("other.csv")]);
    expect(namesAsked(all), "it is the sample again, and not a file of one's own").toEqual(["other.csv"]);
  });

  test("that come while others are being read join them, whether those can be read or not", async () => {
    const all = setUp();
    void all.session.getState().openSample(sample);
    await all.last("openTable").answer(view("s.csv", "b"));
    for (const name of ["a.csv", "bad.csv", "c.csv"]) void all.session.getState().addFiles([file(name)]);
    await settle();
    expect(namesAsked(all)).toEqual(["a.csv"]);
    await all.last("openTable").answer(viewOfAll("a.csv"));
    expect(namesAsked(all)).toEqual(["a.csv", "bad.csv"]);
    await all.last("openTable").refuse(error("E_CSV_BINARY"));
    expect(namesAsked(all)).toEqual(["a.csv", "c.csv"]);
    await all.last("openTable").answer(viewOfAll("a.csv", "c.csv"));
    expect(all.session.getState().table).toMatchObject({ kind: "ready" });
    expect(all.errors).toHaveLength(1);
  });

  test("that cannot be read are left out, and those that can are added", async () => {
    const all = await withTable();
    void all.session.getState().addFiles([file("here"), file("good.csv")]);
    await all.last("openTable").refuse(error("E_CSV_BINARY"));
    expect(namesAsked(all)).toEqual(["rows.csv", "good.csv"]);
    await all.last("openTable").answer(viewOfAll("rows.csv", "good.csv"));
    expect(all.errors).toMatchObject([{ details: { code: "E_CSV_BINARY" } }]);
    expect(all.session.getState().table).not.toHaveProperty("failure");
  });

  test("are replaced and removed one by one; what was said of a source goes with it", async () => {
    const all = await withFiles("a.csv", "b.csv", "c.csv");
    const training = { ...all.document().training, trainingOnlySources: ["b.csv", "c.csv"] };
    all.setDocument({ ...all.document(), training });
    void all.session.getState().replaceFile(1, file("new.csv"));
    expect(namesAsked(all)).toEqual(["a.csv", "new.csv", "c.csv"]);
    await all.last("openTable").answer(viewOfAll("a.csv", "new.csv", "c.csv"));
    expect(all.document().training.trainingOnlySources).toEqual(["c.csv"]);
    void all.session.getState().removeFile(0);
    expect(namesAsked(all)).toEqual(["new.csv", "c.csv"]);
    await all.last("openTable").answer(viewOfAll("new.csv", "c.csv"));
    void all.session.getState().removeFile(1);
    await all.last("openTable").answer(viewOfAll("new.csv"));
    expect(all.document().training.trainingOnlySources).toEqual([]);
    const nAsked = all.asked.length;
    void all.session.getState().removeFile(0);
    expect(all.asked).toHaveLength(nAsked);
    expect(all.session.getState().table).toEqual({ kind: "none" });
    all.undo();
    expect(namesAsked(all)).toEqual(["new.csv"]);
  });

  test("that Undo brings back and that are gone leave those that are open", async () => {
    const all = await withFiles("a.csv", "b.csv");
    void all.session.getState().removeFile(0);
    await all.last("openTable").answer(viewOfAll("b.csv"));
    all.undo();
    await all.last("openTable").refuse(error("E_STUDIO_UNEXPECTED"));
    await settle();
    expect(all.session.getState().table).toMatchObject({ kind: "ready", view: { sources: [{ name: "b.csv" }] } });
    const nAsked = all.asked.length;
    all.setDocument({ ...all.document(), name: "Another" });
    await settle();
    expect(all.asked, "they are not tried again with every edit").toHaveLength(nAsked);
    void all.session.getState().addFiles([file("c.csv")]);
    expect(namesAsked(all)).toEqual(["b.csv", "c.csv"]);
  });

  test("that bring down a worker twice are not tried a third time, and others can be opened", async () => {
    const all = await withFiles("a.csv");
    const crash = error("E_WORKER_CRASH");
    void all.session.getState().missingMap();
    await all.last("missingMap").refuse(crash);
    expect(all.asked.filter(({ body }) => body.type === "openTable")).toHaveLength(2);
    await all.last("openTable").refuse(crash);
    expect(all.session.getState().table.kind).toBe("error");
    all.setDocument({ ...all.document(), name: "Another" });
    await settle();
    expect(all.asked.filter(({ body }) => body.type === "openTable")).toHaveLength(2);
    void all.session.getState().addFiles([file("b.csv")]);
    expect(namesAsked(all)).toEqual(["b.csv"]);
  });

  test("of the same content are said to be open, and not added", async () => {
    const all = await withTable();
    const own = file("own.csv");
    const twice = [own, new File([own], "copy.csv")];
    void all.session.getState().addFiles(twice);
    await expect.poll(() => namesAsked(all)).toEqual(["rows.csv", "own.csv"]);
    expect(all.news).toMatchObject([{ message: '"copy.csv" is open already and was not added a second time.' }]);
  });
});
