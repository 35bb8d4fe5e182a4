import { describe, expect, test } from "vitest";
import { studioError } from "../base/error.ts";
import type { Engine, TrainableProgram } from "../engine/engine.ts";
import { splitSettingsSchema } from "../pipeline/document.ts";
import { hookedEngine, lostDevice } from "../training/testing/tiny-run.ts";
import type { Request } from "./protocol.ts";
import { codeOf, csvText, decided, file, rowsAsked, setUp, trainOn, withTarget } from "./testing/bench.ts";

describe("a table", () => {
  test("is read, described and shown page by page", async () => {
    const { ask, events } = setUp();
    const view = await ask({ type: "openTable", files: [file("rows.csv", csvText())], table: decided() });
    expect(view).toMatchObject({ nRows: 40, unmatched: [], sources: [{ name: "rows.csv", nRows: 40 }] });
    expect(view.columns.map(({ rule }) => [rule.name, rule.type])).toEqual([
      ["size", "number"],
      ["rest", "number"],
      ["colour", "category"],
      ["kind", "category"],
    ]);
    expect(view.target).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ type: "reading", fraction: 1 });
    const page = await ask(rowsAsked(38, 10));
    expect(page).toMatchObject({ firstRow: 38, nRows: 40 });
    expect(page.rows.map(({ cells }) => cells)).toEqual(
      csvText()
        .split("\n")
        .slice(39)
        .map((line) => line.split(",")),
    );
    expect((await ask(rowsAsked(90, 10))).rows).toEqual([]);
  });

  test("of several files has them as sources", async () => {
    const { ask } = setUp();
    const files = [file("a.csv", csvText()), file("b.csv", `size,new\n1,2\n3,4`)];
    const view = await ask({ type: "openTable", files, table: decided() });
    expect(view.nRows).toBe(42);
    expect(view.sources.map(({ name }) => name)).toEqual(["a.csv", "b.csv"]);
    expect(view.unmatched.map(({ column }) => column).sort()).toEqual(["colour", "kind", "new", "rest"]);
  });

  test("of files is read as the decisions about each of them say", async () => {
    const { ask } = setUp();
    const files = [file("a.csv", "x;y\n1,5;2\n2,5;3"), file("b.csv", "x;y\n1;2\n2;3")];
    const table = { ...decided(), dialects: [{ file: "b.csv", hasHeader: false }] };
    const view = await ask({ type: "openTable", files, table });
    expect(view.sources.map(({ nRows, dialect }) => [nRows, dialect.hasHeader])).toEqual([
      [2, true],
      [3, false],
    ]);
  });

  test("means what the decisions of the document say, target and columns", async () => {
    const { ask, view } = await withTarget();
    expect(view.target).toMatchObject({ name: "kind", task: "binary" });
    expect(view.schema?.numbers.map(({ name }) => name)).toEqual(["size", "rest"]);
    const changed = await ask({ type: "describe", table: decided("kind", [{ name: "rest", role: "aside" }]) });
    expect(changed.schema?.numbers.map(({ name }) => name)).toEqual(["size"]);
    const size = { name: "size", task: "regression" as const };
    const aside = { ...decided("size", [{ name: "rest", role: "aside" }]), target: size };
    const other = await ask({ type: "describe", table: aside });
    expect(other.target).toMatchObject({ name: "size", task: "regression" });
    expect(other.columns.find(({ rule }) => rule.name === "rest")?.rule.role).toBe("aside");
    const typed = await ask({
      type: "describe",
      table: { ...aside, overrides: [{ name: "rest", type: "category", role: "used" }] },
    });
    expect(typed.schema?.categories.map(({ name }) => name)).toContain("rest");
    expect(typed.target?.task).toBe("regression");
  });

  test("does not learn from the column that tells which rows belong together", async () => {
    const { ask } = await withTarget();
    const request = { type: "describe", table: decided("kind") } as const;
    const roleOf = async (split: Extract<Request, { type: "describe" }>["split"]) => {
      const { columns } = await ask({ ...request, split });
      return columns.find(({ rule }) => rule.name === "rest")?.rule.role;
    };
    expect(await roleOf(undefined)).toBe("used");
    expect(await roleOf({ by: "random" })).toBe("used");
    expect(await roleOf({ by: "group", column: "rest" })).toBe("aside");
  });

  test("says which decision it cannot meet, is described without it, and keeps nothing of it", async () => {
    const { ask, view } = await withTarget();
    const nowhere = await ask({ type: "describe", table: decided("nowhere") });
    expect(nowhere.unmet?.code).toBe("E_TARGET_COLUMN");
    expect(nowhere.target).toBeUndefined();
    const table = { ...decided(), target: { name: "colour", task: "regression" as const } };
    const unfit = await ask({ type: "describe", table });
    expect(unfit.unmet?.code).toBe("E_TARGET_TASK");
    expect(unfit.target).toMatchObject({ name: "colour", task: "multiclass" });
    expect(await codeOf(ask({ ...trainOn(view), document: { ...trainOn(view).document, table } }))).toBe(
      "E_TARGET_TASK",
    );
    expect(await ask({ type: "describe", table: decided("kind") })).toEqual(view);
  });

  test("tells how a document would split its rows, once there is a target", async () => {
    const { ask } = setUp();
    const twice = `${csvText()}\n${csvText(2).split("\n").slice(1).join("\n")}\n1,2,red,\n`;
    const files = [file("a.csv", twice), file("b.csv", csvText(20, 100, ["mauve", "beige", "teal"]))];
    await ask({ type: "openTable", files, table: decided() });
    const shares = { trainFraction: 0.5, validationFraction: 0.25 };
    const settings = splitSettingsSchema.parse({ ...shares, trainingOnlySources: ["b.csv"] });
    expect(await ask({ type: "describeSplit", table: decided(), settings })).toEqual([]);
    const table = decided("kind");
    const notes = (await ask({ type: "describeSplit", table, settings })).join("\n");
    expect(notes).toContain("1 row without a target");
    expect(notes).toMatch(/\d+ rows repeated exactly: each stays on the side of its twin/);
    expect(notes).toContain("b.csv: 20 rows trained on and never judged by");
    const none = { ...settings, trainingOnlySources: ["a.csv", "b.csv"] };
    expect(await codeOf(ask({ type: "describeSplit", table, settings: none }))).toBe("E_SPLIT_SOURCES");
  });

  test("is missed by whatever needs one", async () => {
    const { ask } = setUp();
    const { view } = await withTarget();
    const wishes: Request[] = [
      { type: "describe", table: decided("x") },
      { type: "describeSplit", table: decided("x"), settings: trainOn(view).document.training },
      rowsAsked(0, 1),
      trainOn(view),
    ];
    for (const wish of wishes) expect(await codeOf(ask(wish))).toBe("E_SESSION_TABLE");
    const bench = setUp();
    await bench.ask({ type: "openTable", files: [file("rows.csv", csvText())], table: decided("kind") });
    const { document, ...wish } = trainOn(view);
    const undecided = { ...document, table: decided() };
    expect(await codeOf(bench.ask({ ...wish, document: undecided }))).toBe("E_TABLE_TARGET");
  });
});

describe("training", () => {
  test("tells of the engine and of progress, and leaves a report", async () => {
    const { ask, events, chosen, view } = await withTarget();
    events.length = 0;
    const report = await ask(trainOn(view, 20, "ensemble"));
    expect(chosen).toEqual(["compiled-wasm"]);
    expect(events[0]).toMatchObject({ type: "begun", key: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(events[1]).toMatchObject({ type: "engine", info: { id: "evaluator" }, reason: "because of compiled-wasm" });
    const progress = events.flatMap((event) => (event.type === "progress" ? [event.progress] : []));
    expect(progress.at(-1)?.phase).toBe("evaluating");
    expect(progress.flatMap(({ replicas }) => replicas.flatMap(({ losses }) => losses))).toEqual(report.history);
    expect(report.rows.total).toBe(40);
    expect(report.metrics.test.tuned?.accuracy).toBeGreaterThanOrEqual(0);
  });

  test("is refused while a run goes on; the run is not disturbed, and what nobody waits for leaves it most of the time", async () => {
    const { ask, train, view, waits } = await withTarget();
    const asked = trainOn(view);
    const first = ask(asked);
    expect(await codeOf(ask(trainOn(view)))).toBe("E_SESSION_BUSY");
    const shifts = { type: "columnShifts", table: asked.document.table, settings: asked.document.training } as const;
    const found = await ask(shifts);
    expect((await first).steps).toBe(10);
    expect(waits.length).toBeGreaterThan(0);
    waits.length = 0;
    expect(await ask(shifts)).toEqual(found);
    expect(waits).toEqual([]);
    expect((await train(trainOn(view))).steps).toBe(10);
  });

  test("goes on for a run of the same key alone, from what can be read as a checkpoint", async () => {
    const { train, events, view } = await withTarget();
    const keyOf = async (request: Extract<Request, { type: "train" }>) => {
      events.length = 0;
      await train(request);
      return events.flatMap((event) => (event.type === "begun" ? [event.key] : []))[0];
    };
    const key = await keyOf(trainOn(view, 20));
    expect(await keyOf(trainOn(view, 20))).toBe(key);
    expect(await keyOf(trainOn(view, 30))).not.toBe(key);
    const checkpoint = { time: { seconds: 0, waitedMs: 0 }, decided: {}, done: [], going: [] };
    const goOn = (begun: unknown) => train({ ...trainOn(view, 20), begun } as Extract<Request, { type: "train" }>);
    expect((await goOn({ key, checkpoint })).steps).toBe(20);
    expect(await codeOf(goOn({ key: "other", checkpoint }))).toBe("E_SESSION_CHECKPOINT");
    expect(await codeOf(goOn({ key, checkpoint: { ...checkpoint, done: 3 } }))).toBe("E_SESSION_CHECKPOINT");
    expect((await train(trainOn(view, 20))).steps).toBe(20);
  });

  test("tells what it goes on from as a file, by which another worker goes on from it, too", async () => {
    const { train, events, view } = await withTarget();
    await train(trainOn(view, 20));
    const told = () => events.flatMap((event) => (event.type === "begun" ? [event] : [])).at(-1)!;
    expect(told().earlier).toBeUndefined();
    const report = await train({ ...trainOn(view, 20), resume: true });
    const { key, earlier } = told();
    if (!(earlier instanceof Blob)) throw new Error("expected a file");
    const checkpoint = { time: { seconds: 0, waitedMs: 0 }, decided: {}, done: [], going: [] };
    // As a text in what earlier studios kept.
    for (const file of [earlier, await earlier.text()]) {
      const again = await train({ ...trainOn(view, 20), begun: { key, checkpoint, earlier: file } });
      expect(again.metrics).toEqual(report.metrics);
      expect(told().earlier).toBe(file);
    }
  });

  test("is steered: pause, one step, on, stop", async () => {
    const { ask, view } = await withTarget();
    const seen: { readonly step: number; readonly isPaused: boolean }[] = [];
    const waiting: { readonly until: (step: number, isPaused: boolean) => boolean; readonly done: () => void }[] = [];
    const run = ask(trainOn(view, 5000), (event) => {
      if (event.type !== "progress") return;
      const { step, isPaused } = event.progress;
      seen.push({ step, isPaused });
      for (const { until, done } of waiting) if (until(step, isPaused)) done();
    });
    const reach = (until: (step: number, isPaused: boolean) => boolean) =>
      new Promise<void>((done) => waiting.push({ until, done }));
    const control = (command: "pause" | "resume" | "step" | "stop") => ask({ type: "control", command });

    await reach((step) => step >= 10);
    expect(await control("pause")).toBeNull();
    // Told when the chunk that was on its way has ended.
    await reach((_step, isPaused) => isPaused);
    const pausedAt = seen.at(-1)!;
    await control("step");
    await reach((step, isPaused) => isPaused && step > pausedAt.step);
    expect(seen.at(-1)).toEqual({ step: pausedAt.step + 1, isPaused: true });
    expect(await ask({ type: "steer", steering: { learningRate: 0.1, penalties: 1 } })).toBeNull();
    await control("resume");
    await reach((step, isPaused) => !isPaused && step > pausedAt.step + 1);
    await control("stop");
    const report = await run;
    expect(report.steps).toBeLessThan(5000);
    expect(report.notes.join()).toContain(`stopped after ${report.steps} steps`);
    expect(report.notes.join()).toContain(
      `from step ${pausedAt.step + 2} on: the learning rate is 0.1 times what was set`,
    );
    // Nobody is running: a late command does no harm.
    expect(await control("pause")).toBeNull();
    expect(await ask({ type: "steer", steering: { learningRate: 1, penalties: 1 } })).toBeNull();
  });

  test("keeps a pace that is asked for, and none otherwise", async () => {
    for (const paceMs of [0, 1000]) {
      const { train, view, waits } = await withTarget();
      const report = await train({ ...trainOn(view, 30), paceMs });
      expect(report.steps).toBe(30);
      expect(waits.length > 0).toBe(paceMs > 0);
    }
    const { ask, view } = await withTarget();
    await expect(ask({ ...trainOn(view), paceMs: -1 })).rejects.toThrow("paceMs");
  });

  test("goes on with another engine when the device is lost, and disposes both", async () => {
    const first = hookedEngine({
      onRun(count) {
        if (count === 2) throw lostDevice();
      },
    });
    const second = hookedEngine({}, "Second");
    const bench = await withTarget(setUp((choice) => (choice === "compiled-wasm" ? second : first)));
    const report = await bench.train({ ...trainOn(bench.view, 20), engine: "auto" });
    expect(bench.chosen).toEqual(["auto", "compiled-wasm"]);
    expect(report.notes.join()).toContain("Hooked was lost");
    expect(report.engineTitle).toBe("Second");
    expect(bench.events.filter(({ type }) => type === "engine")).toHaveLength(2);
    expect([first.isDisposed, second.isDisposed]).toEqual([true, true]);
  });

  test("that fails says why and frees the session for the next run", async () => {
    let fails = true;
    const engine = hookedEngine({
      onRun() {
        if (fails) throw studioError("E_TRAIN_COLUMNS", { target: "y" });
      },
    });
    const { ask, train, view } = await withTarget(setUp(() => engine));
    expect(await codeOf(ask(trainOn(view)))).toBe("E_TRAIN_COLUMNS");
    expect(engine.isDisposed).toBe(true);
    fails = false;
    expect((await train(trainOn(view))).steps).toBe(10);
  });

  test("of an incomplete pipeline is refused in words", async () => {
    const { ask, view } = await withTarget();
    const wish = trainOn(view);
    expect(await codeOf(ask({ ...wish, document: { ...wish.document, edges: [] } }))).toMatch(/^E_PIPELINE_/);
  });
});

describe("the check of the graphics device", () => {
  /** Right gradients, and steps that take no time. */
  function quickEngine(title: string): Engine & { isDisposed: boolean } {
    const trainable: TrainableProgram = {
      run: async (steps) => [{ step: steps, losses: [], probes: {} }],
      evaluate: async () => 0,
      read: async () => ({ step: 0, parameters: {}, optimiser: {} }),
      write: async () => {},
      dispose: () => {},
    };
    return { ...hookedEngine({}, title), compile: async () => trainable };
  }

  test("says what was found, and disposes the engine", async () => {
    const engine = quickEngine("Reference");
    const { ask, chosen } = setUp(() => engine);
    const check = await ask({ type: "checkGpu" });
    expect(chosen).toEqual(["compiled-webgpu"]);
    expect(check).toMatchObject({ passed: true, nSteps: 200, engine: { title: "Reference" } });
    expect(check.summary).toMatch(
      /^Reference: Gradients are right \(largest relative error .*\), .* ms a step over 200 steps\. It is a software adapter, so/,
    );
    expect(engine.isDisposed).toBe(true);
  });

  test("says nothing more of an adapter that training runs on", async () => {
    const engine = quickEngine("Adapter");
    const info = { ...engine.info, isSoftware: false };
    const check = await setUp(() => ({ ...engine, info })).ask({ type: "checkGpu" });
    expect(check.summary).toMatch(/ms a step over 200 steps\.$/);
  });

  test("says that gradients are wrong", async () => {
    const engine = quickEngine("Broken");
    const gradients: Engine["gradients"] = async (...given) => {
      const right = await quickEngine("").gradients(...given);
      return { ...right, loss: right.loss * 1.01 };
    };
    const check = await setUp(() => ({ ...engine, gradients })).ask({ type: "checkGpu" });
    expect(check.passed).toBe(false);
    expect(check.summary).toContain("Gradients are wrong on this device, so it is not used");
  });

  test("falls back to the CPU and says why", async () => {
    const { ask, chosen } = setUp((choice) => {
      if (choice === "compiled-webgpu") throw lostDevice();
      return quickEngine("CPU");
    });
    const check = await ask({ type: "checkGpu" });
    expect(chosen).toEqual(["compiled-webgpu", "compiled-wasm"]);
    expect(check.summary).toContain("E_GPU_LOST");
    expect(check.engine.title).toBe("CPU");
  });
});
