import { describe, expect, test } from "vitest";
import { codeOf, csvText, decided, file, predicted, setUp, trainOn, withTarget } from "./testing/bench.ts";

describe("a trained pipeline", () => {
  test("is exported, opened elsewhere, predicts the same, and goes on", async () => {
    const { ask, view } = await withTarget();
    const run = trainOn(view, 10, "ensemble");
    const model = run.document.blocks.find(({ type }) => type === "neural-network")!.id;
    const { document } = run;
    const look = () =>
      ask({ type: "lookAtBlock", document, replica: 0, block: model, rows: "first", nRows: 3, find: "" });
    expect(await look()).toMatchObject({ of: "untrained", nRows: 32 });
    const looks: ReturnType<typeof look>[] = [];
    const report = await ask(run, (event) => {
      if (event.type === "progress" && event.progress.step > 0 && looks.length < 2) looks.push(look());
    });
    for (const seen of await Promise.all(looks)) expect(seen).toMatchObject({ of: "training" });
    const seen = await look();
    expect(seen?.of).toBe("trained");
    expect(seen?.columns.map(({ name }) => name)).toEqual(["p_large", "p_small"]);
    const columns: [string, string] = ["size", "rest"];
    const pinned = seen!.rows.slice(0, 1);
    expect(await ask({ type: "surface", document, replica: 0, columns, pinned })).toMatchObject({
      of: "trained",
      pinned: [{ row: pinned[0] }],
    });
    expect(await ask({ type: "dependence", column: "size" })).toMatchObject({ column: "size", split: "validation" });
    expect(await ask({ type: "dependence", column: "nothing" })).toBeNull();
    // A network adds nothing up by columns.
    expect(await ask({ type: "shapes" })).toBeNull();
    const { fileName, content } = await ask({ type: "exportPipeline" });
    const text = new TextDecoder().decode(content);
    expect(fileName).toBe("my-first-pipeline.diffml.json");
    const rows = csvText(12, 500, ["red", "violet", "blue"]);
    const first = predicted(await ask({ type: "predict", files: [file("new.csv", rows)] }));

    const other = setUp();
    const opened = await other.ask({ type: "openPipeline", name: "trained.json", text });
    expect(opened).toMatchObject({ selfTest: { passed: true }, notes: [] });
    expect(opened.document.name).toBe("My first: Pipeline!");
    expect(opened.report?.metrics).toEqual(report.metrics);
    expect(opened.fileHashes).toEqual(view.sources.map(({ hash }) => hash));
    const again = predicted(await other.ask({ type: "predict", files: [file("new.csv", rows)] }));
    expect(await again.csv.text()).toBe(await first.csv.text());

    const { table } = opened.document;
    expect(table).toEqual(decided("kind"));
    await other.ask({ type: "openTable", files: [file("renamed.csv", csvText())], table });
    const more = await other.train({
      type: "train",
      document: opened.document,
      engine: "compiled-wasm",
      resume: true,
      paceMs: 0,
    });
    expect(more.history[0].step).toBeGreaterThan(10);
    expect(more.notes.join()).not.toContain("anew");
  });

  test("is offered and written for other programs, after a self-test", async () => {
    const { ask, view } = await withTarget();
    expect(await codeOf(ask({ type: "exportOffers" }))).toBe("E_SESSION_UNTRAINED");
    await ask(trainOn(view, 10, "ensemble"));
    for (const { format, fileName, snippet, refusal, isTooLarge } of (await ask({ type: "exportOffers" })).offers) {
      if (refusal !== undefined) {
        expect(format).toMatch(/^sql/);
        expect(isTooLarge).toBe(true);
        expect(await codeOf(ask({ type: "exportAs", format }))).toBe("E_EXPORT_SQL");
        continue;
      }
      if (format !== "html") expect(snippet).toContain(fileName.replace(/\.py$/, ""));
      const exported = await ask({ type: "exportAs", format });
      expect(exported).toMatchObject({ fileName, check: { nRows: 16 } });
      expect(exported.check.maxError).toBeLessThan(1e-12);
      expect(exported.content.size).toBeGreaterThan(1000);
      if (format === "html") expect(await exported.content.text()).toContain("Columns that predictions rely on");
    }
    const { fileName, csv } = await ask({ type: "cleanTable", isDefused: true });
    expect(fileName).toMatch(/\.cleaned\.csv$/);
    expect((await csv.text()).trimEnd().split("\n")).toHaveLength(csvText().trimEnd().split("\n").length);
  });

  test("begins anew on its files in another order, whose rows would otherwise be tested on after training", async () => {
    const { ask, train } = setUp();
    const files = [file("a.csv", csvText(40)), file("b.csv", csvText(40, 40))];
    const view = await ask({ type: "openTable", files, table: decided("kind") });
    const wish = trainOn(view);
    await train(wish);
    await ask({ type: "openTable", files: [...files].reverse(), table: decided("kind") });
    const report = await train({ ...wish, resume: true });
    expect(report.notes.join()).toContain("its files or the split of the rows have changed");
    expect(report.history[0].step).toBe(10);
    await ask({ type: "openTable", files: [...files].reverse(), table: decided("kind") });
    expect((await train({ ...wish, resume: true })).history[0].step).toBe(20);
  });

  test("predicts rows in their order, beside all of their columns, and lists what it never saw", async () => {
    const { ask, train, view } = await withTarget();
    await train(trainOn(view));
    // Columns in another order, one more, one level that is new, no target.
    const lines = Array.from(
      { length: 30 },
      (_, row) => `${["red", "violet"][row % 2]},id${row},${row / 3},${row % 7}`,
    );
    const text = ["colour,who,size,rest", ...lines].join("\n");
    const asked = await ask({ type: "predict", files: [file("new.csv", text)] });
    const { csv, nRows, report, preview, metrics } = predicted(asked);
    const result = (await csv.text()).trimEnd().split("\n");
    expect(nRows).toBe(30);
    expect(result[0]).toBe("colour,who,size,rest,prediction,p_large,p_small");
    expect(result.slice(1).map((line) => line.split(",").slice(0, 4).join())).toEqual(lines);
    for (const line of result.slice(1)) {
      const [label, large, small] = line.split(",").slice(4);
      expect(Number(large) + Number(small)).toBeCloseTo(1, 12);
      expect(label).toBe(Number(large) > Number(small) ? "large" : "small");
    }
    // What is said stands first where it is read, and last in the file.
    const read = result.slice(0, 9).map((line) => line.split(","));
    expect(preview).toEqual(read.map((cells) => [...cells.slice(4), ...cells.slice(0, 4)]));
    expect(report.unknownLevels).toEqual([{ column: "colour", count: 15, examples: [{ text: "violet", count: 15 }] }]);
    expect(report.extraColumns).toEqual(["who"]);
    expect(metrics).toBeUndefined();
  });

  test("predicts just the rows of its own table that have no target, as it does those of a file of their own", async () => {
    const { ask, train } = setUp();
    const [head, ...lines] = csvText(45).split("\n");
    const without = (line: string) => line.replace(/[a-z]+$/, "");
    const isUnlabelled = (_: string, row: number) => row % 9 === 4;
    const text = [head, ...lines.map((line, row) => (isUnlabelled(line, row) ? without(line) : line))].join("\n");
    const view = await ask({ type: "openTable", files: [file("rows.csv", text)], table: decided("kind") });
    const { rows } = await train(trainOn(view));
    expect(rows).toMatchObject({ total: 45, unlabelled: 5 });
    const own = await ask({ type: "predictUnlabelled" });
    const chosen = lines.filter(isUnlabelled).map(without);
    const alone = file("alone.csv", [head, ...chosen].join("\n"));
    const other = predicted(await ask({ type: "predict", files: [alone], isForced: true }));
    expect(own).toMatchObject({ nRows: 5, nAdded: 3, fit: { doubts: [] }, trainedOn: [] });
    expect(own.preview).toEqual(other.preview);
    expect(await own.csv.text()).toBe(await other.csv.text());
    expect((await own.csv.text()).split("\n")[1]).toContain(chosen[0]);
  });

  test("is measured on rows that have the target; long cells are whole in its CSV, and begun in what is shown", async () => {
    const { ask, train, view } = await withTarget();
    await train(trainOn(view));
    const long = "x".repeat(30_000);
    const rows = csvText(9)
      .split("\n")
      .map((line, i) => `${line},${i === 0 ? "note" : `"${long};${i}"`}`)
      .join("\n");
    const { metrics, preview, csv } = predicted(await ask({ type: "predict", files: [file("known.csv", rows)] }));
    expect(metrics?.accuracy).toBeGreaterThanOrEqual(0);
    expect(preview).toHaveLength(9);
    expect(preview[8].at(-1)).toBe(`${"x".repeat(199)}…`);
    expect(await csv.text()).toContain(`,${long};8,`);
    expect(preview[0].slice(0, 3)).toEqual(["prediction", "p_large", "p_small"]);
    expect(preview[0].at(-1)).toBe("note");
  });

  test("asks before it predicts rows that are not like those of training, and goes by the answer", async () => {
    const { ask, train, view } = await withTarget();
    await train(trainOn(view));
    const right = predicted(await ask({ type: "predict", files: [file("new.csv", csvText(12, 500))] }));
    const text = csvText(12, 500).replace("size", "length").replaceAll(",", ";").replaceAll(".", ",");
    const files = [file("new.csv", text)];
    const asked = await ask({ type: "predict", files });
    if (asked.kind !== "question") throw new Error("not asked");
    expect(asked.nRows).toBe(12);
    const [{ kind, column, choices }] = asked.fit.doubts;
    expect([kind, column, choices]).toEqual(["absent", "size", [{ column: "size", from: "length" }]]);
    const { preview, fit } = predicted(await ask({ type: "predict", files, readings: choices }));
    expect(preview.map((cells) => cells.slice(0, 3))).toEqual(right.preview.map((cells) => cells.slice(0, 3)));
    expect(fit.recognised.map((each) => each.kind)).toEqual(["name", "mark"]);
    const forced = predicted(await ask({ type: "predict", files, isForced: true }));
    expect(forced.fit.doubts).toHaveLength(1);
  });

  test("says which files it was trained on, so that nobody takes metrics on them for a test", async () => {
    const { ask, train, view } = await withTarget();
    await train(trainOn(view));
    const files = [file("new.csv", csvText(9, 100)), file("again.csv", csvText())];
    expect(predicted(await ask({ type: "predict", files })).trainedOn).toEqual(["again.csv"]);
  });

  test("that is still being opened when a run begins leaves the run alone", async () => {
    const { ask, train, view } = await withTarget();
    await train(trainOn(view));
    const text = new TextDecoder().decode((await ask({ type: "exportPipeline" })).content);
    const opening = codeOf(ask({ type: "openPipeline", name: "trained.json", text }));
    const run = ask(trainOn(view, 20));
    expect(await opening).toBe("E_SESSION_BUSY");
    expect((await run).steps).toBe(20);
  });

  test("is missed by what needs one, and a file that is none is refused in words", async () => {
    const { ask } = await withTarget();
    expect(await codeOf(ask({ type: "exportPipeline" }))).toBe("E_SESSION_UNTRAINED");
    expect(await codeOf(ask({ type: "predict", files: [file("a.csv", csvText())] }))).toBe("E_SESSION_UNTRAINED");
    expect(await codeOf(ask({ type: "openPipeline", name: "list.json", text: "[1, 2]" }))).toBe("E_FILE_KIND");
  });
});
