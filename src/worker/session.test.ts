import { describe, expect, test } from "vitest";
import type { Engine, TrainableProgram } from "../engine/engine.ts";
import { createEvaluatorEngine } from "../engine/evaluator-engine.ts";
import { defaultDocument } from "../pipeline/default-document.ts";
import type { PipelineDocument } from "../pipeline/document.ts";
import { StudioError } from "../program/error.ts";
import { hookedEngine, lostDevice } from "../training/testing/tiny-run.ts";
import type { EngineChoice, Replies, Request, TableView, TrainingEvent } from "./protocol.ts";
import { requestSchema } from "./protocol.ts";
import { Session, type SessionHost } from "./session.ts";

/** 40 rows: a number that decides, one that does not, a category, a free number. */
function csvText(nRows = 40, firstRow = 0, colours: readonly string[] = ["red", "green", "blue"]): string {
  const rows = Array.from({ length: nRows }, (_, i) => {
    const row = firstRow + i;
    const size = ((row * 37) % 41) / 4;
    return [size.toFixed(2), (row * 13) % 7, colours[row % 3], size > 5 ? "large" : "small"].join();
  });
  return ["size,rest,colour,kind", ...rows].join("\n");
}

const file = (name: string, text: string) => ({ name, file: new Blob([text]) });

interface Bench {
  readonly session: Session;
  readonly ask: <Body extends Request>(body: Body, onEvent?: (event: TrainingEvent) => void) => Promise<Reply<Body>>;
  readonly events: TrainingEvent[];
  readonly chosen: EngineChoice[];
  readonly clock: { now: number };
}

type Reply<Body extends Request> = Replies[Body["type"]];

function setUp(engineOf: (choice: EngineChoice) => Engine = createEvaluatorEngine): Bench {
  const clock = { now: 0 };
  const chosen: EngineChoice[] = [];
  const events: TrainingEvent[] = [];
  const host: SessionHost = {
    async chooseEngine(choice) {
      chosen.push(choice);
      return { engine: engineOf(choice), reason: `because of ${choice}` };
    },
    // Fast enough for progress to be told after a few chunks.
    clock: () => (clock.now += 25),
    pause: () => new Promise((resolve) => setTimeout(resolve)),
    app: { name: "DiffML Studio", version: "0.0.0-test" },
  };
  const session = new Session(host);
  return {
    session,
    events,
    chosen,
    clock,
    async ask(body, onEvent) {
      // As the host does: what does not parse never arrives.
      const request = requestSchema.parse(body);
      const reply = await session.handle(request, (event) => {
        events.push(event);
        onEvent?.(event);
      });
      return reply as Reply<typeof body>;
    },
  };
}

async function withTarget(bench = setUp()) {
  await bench.ask({ type: "openTable", files: [file("rows.csv", csvText())] });
  const view = await bench.ask({ type: "chooseTarget", name: "kind" });
  return { ...bench, view };
}

function documentFor(view: TableView, maxSteps = 10): PipelineDocument {
  const base = defaultDocument(view.schema!);
  return {
    ...base,
    name: "My first: Pipeline!",
    blocks: base.blocks.map((block) =>
      block.type === "neural-network" ? { ...block, settings: { ...block.settings, width: 4 } } : block,
    ),
    training: { ...base.training, batchSize: 8, maxSteps, budgetSeconds: 3600 },
  };
}

const trainOn = (view: TableView, maxSteps?: number) =>
  ({ type: "train", document: documentFor(view, maxSteps), engine: "cpu", resume: false }) as const;

async function codeOf(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof StudioError ? error.details.code : String(error);
}

describe("a table", () => {
  test("is read, described and shown page by page", async () => {
    const { ask, events } = setUp();
    const view = await ask({ type: "openTable", files: [file("rows.csv", csvText())] });
    expect(view).toMatchObject({ nRows: 40, unmatched: [], sources: [{ name: "rows.csv", nRows: 40 }] });
    expect(view.columns.map(({ rule }) => [rule.name, rule.type])).toEqual([
      ["size", "number"],
      ["rest", "number"],
      ["colour", "category"],
      ["kind", "category"],
    ]);
    expect(view.target).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ type: "reading", fraction: 1 });
    const page = await ask({ type: "preview", firstRow: 38, nRows: 10 });
    expect(page).toEqual({
      firstRow: 38,
      rows: csvText()
        .split("\n")
        .slice(39)
        .map((line) => line.split(",")),
    });
    expect((await ask({ type: "preview", firstRow: 90, nRows: 10 })).rows).toEqual([]);
  });

  test("of several files has them as sources", async () => {
    const { ask } = setUp();
    const files = [file("a.csv", csvText()), file("b.csv", `size,new\n1,2\n3,4`)];
    const view = await ask({ type: "openTable", files });
    expect(view.nRows).toBe(42);
    expect(view.sources.map(({ name }) => name)).toEqual(["a.csv", "b.csv"]);
    expect(view.unmatched.map(({ column }) => column).sort()).toEqual(["colour", "kind", "new", "rest"]);
  });

  test("gets a target, and changes that stay when the target changes", async () => {
    const { ask, view } = await withTarget();
    expect(view.target).toMatchObject({ name: "kind", task: "binary" });
    expect(view.schema?.numbers.map(({ name }) => name)).toEqual(["size", "rest"]);
    const changed = await ask({ type: "overrideColumn", name: "rest", change: { role: "aside" } });
    expect(changed.schema?.numbers.map(({ name }) => name)).toEqual(["size"]);
    const other = await ask({ type: "chooseTarget", name: "size", task: "regression" });
    expect(other.target).toMatchObject({ name: "size", task: "regression" });
    expect(other.columns.find(({ rule }) => rule.name === "rest")?.rule.role).toBe("aside");
    const typed = await ask({ type: "overrideColumn", name: "rest", change: { type: "category", role: "used" } });
    expect(typed.schema?.categories.map(({ name }) => name)).toContain("rest");
    expect(typed.target?.task).toBe("regression");
  });

  test("stays as it was where a wish cannot be met", async () => {
    const { ask, view } = await withTarget();
    expect(await codeOf(ask({ type: "chooseTarget", name: "nowhere" }))).toBe("E_TARGET_COLUMN");
    expect(await codeOf(ask({ type: "chooseTarget", name: "colour", task: "regression" }))).toBe("E_TARGET_TASK");
    // The task that could not be had is forgotten, too: other changes go on under the old target.
    const after = await ask({ type: "overrideColumn", name: "rest", change: {} });
    expect(after).toEqual(view);
  });

  test("tells how a document would split its rows, once there is a target", async () => {
    const { ask } = setUp();
    const twice = `${csvText()}\n${csvText(2).split("\n").slice(1).join("\n")}\n1,2,red,\n`;
    const files = [file("a.csv", twice), file("b.csv", csvText(20, 100, ["mauve", "beige", "teal"]))];
    await ask({ type: "openTable", files });
    const settings = { seed: 1, trainFraction: 0.5, validationFraction: 0.25, trainingOnlySources: ["b.csv"] };
    expect(await ask({ type: "describeSplit", settings })).toEqual([]);
    await ask({ type: "chooseTarget", name: "kind" });
    const notes = (await ask({ type: "describeSplit", settings })).join("\n");
    expect(notes).toContain("1 row without a target");
    expect(notes).toMatch(/\d+ rows repeated exactly: each stays on the side of its twin/);
    expect(notes).toContain("b.csv: 20 rows trained on and never judged by");
    const none = { ...settings, trainingOnlySources: ["a.csv", "b.csv"] };
    expect(await codeOf(ask({ type: "describeSplit", settings: none }))).toBe("E_SPLIT_SOURCES");
  });

  test("is missed by whatever needs one", async () => {
    const { ask } = setUp();
    const { view } = await withTarget();
    const wishes: Request[] = [
      { type: "overrideColumn", name: "x", change: {} },
      { type: "chooseTarget", name: "x" },
      { type: "preview", firstRow: 0, nRows: 1 },
      trainOn(view),
    ];
    for (const wish of wishes) expect(await codeOf(ask(wish))).toBe("E_SESSION_TABLE");
    const bench = setUp();
    await bench.ask({ type: "openTable", files: [file("rows.csv", csvText())] });
    expect(await codeOf(bench.ask(trainOn(view)))).toBe("E_TABLE_TARGET");
  });
});

describe("training", () => {
  test("tells of the engine and of progress, and leaves a report", async () => {
    const { ask, events, chosen, view } = await withTarget();
    events.length = 0;
    const report = await ask(trainOn(view, 20));
    expect(chosen).toEqual(["cpu"]);
    expect(events[0]).toMatchObject({ type: "engine", info: { id: "evaluator" }, reason: "because of cpu" });
    const progress = events.flatMap((event) => (event.type === "progress" ? [event.progress] : []));
    expect(progress.at(-1)?.phase).toBe("evaluating");
    expect(progress.flatMap(({ losses }) => losses)).toEqual(report.history);
    expect(report.rows.total).toBe(40);
    expect(report.metrics.test.tuned?.accuracy).toBeGreaterThanOrEqual(0);
  });

  test("is refused while a run goes on; the run is not disturbed", async () => {
    const { ask, view } = await withTarget();
    const first = ask(trainOn(view));
    expect(await codeOf(ask(trainOn(view)))).toBe("E_SESSION_BUSY");
    expect((await first).steps).toBe(10);
    expect((await ask(trainOn(view))).steps).toBe(10);
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
    await control("resume");
    await reach((step, isPaused) => !isPaused && step > pausedAt.step + 1);
    await control("stop");
    const report = await run;
    expect(report.steps).toBeLessThan(5000);
    expect(report.notes.join()).toContain(`stopped after ${report.steps} steps`);
    // Nobody is running: a late command does no harm.
    expect(await control("pause")).toBeNull();
  });

  test("goes on with another engine when the device is lost, and disposes both", async () => {
    const first = hookedEngine({
      onRun(count) {
        if (count === 2) throw lostDevice();
      },
    });
    const second = hookedEngine({}, "Second");
    const bench = await withTarget(setUp((choice) => (choice === "cpu" ? second : first)));
    const report = await bench.ask({ ...trainOn(bench.view, 20), engine: "automatic" });
    expect(bench.chosen).toEqual(["automatic", "cpu"]);
    expect(report.notes.join()).toContain("Hooked was lost");
    expect(report.engineTitle).toBe("Second");
    expect(bench.events.filter(({ type }) => type === "engine")).toHaveLength(2);
    expect([first.isDisposed, second.isDisposed]).toEqual([true, true]);
  });

  test("that fails says why and frees the session for the next run", async () => {
    let fails = true;
    const engine = hookedEngine({
      onRun() {
        if (fails) throw new StudioError({ code: "E_TRAIN_TEST", where: "", expected: "", got: "", fix: "" });
      },
    });
    const { ask, view } = await withTarget(setUp(() => engine));
    expect(await codeOf(ask(trainOn(view)))).toBe("E_TRAIN_TEST");
    expect(engine.isDisposed).toBe(true);
    fails = false;
    expect((await ask(trainOn(view))).steps).toBe(10);
  });

  test("of an incomplete pipeline is refused in words", async () => {
    const { ask, view } = await withTarget();
    const wish = trainOn(view);
    expect(await codeOf(ask({ ...wish, document: { ...wish.document, edges: [] } }))).toMatch(/^E_PIPELINE_/);
  });
});

describe("a trained pipeline", () => {
  test("is exported, opened elsewhere, predicts the same, and goes on", async () => {
    const { ask, view } = await withTarget();
    const report = await ask(trainOn(view));
    const { fileName, text } = await ask({ type: "exportPipeline" });
    expect(fileName).toBe("my-first-pipeline.diffml.json");
    const rows = csvText(12, 500, ["red", "violet", "blue"]);
    const predicted = await ask({ type: "predict", files: [file("new.csv", rows)] });

    const other = setUp();
    const opened = await other.ask({ type: "openPipeline", text });
    expect(opened).toMatchObject({ selfTest: { passed: true }, notes: [] });
    expect(opened.document.name).toBe("My first: Pipeline!");
    expect(opened.report?.metrics).toEqual(report.metrics);
    expect(opened.fileHashes).toEqual(view.sources.map(({ hash }) => hash));
    const again = await other.ask({ type: "predict", files: [file("new.csv", rows)] });
    expect(await again.csv.text()).toBe(await predicted.csv.text());

    await other.ask({ type: "openTable", files: [file("renamed.csv", csvText())] });
    await other.ask({ type: "chooseTarget", name: "kind" });
    const more = await other.ask({ type: "train", document: opened.document, engine: "cpu", resume: true });
    expect(more.history[0].step).toBeGreaterThan(10);
    expect(more.notes.join()).not.toContain("anew");
  });

  test("begins anew on its files in another order, whose rows would otherwise be tested on after training", async () => {
    const { ask } = setUp();
    const files = [file("a.csv", csvText(40)), file("b.csv", csvText(40, 40))];
    await ask({ type: "openTable", files });
    const view = await ask({ type: "chooseTarget", name: "kind" });
    const wish = trainOn(view);
    await ask(wish);
    await ask({ type: "openTable", files: [...files].reverse() });
    await ask({ type: "chooseTarget", name: "kind" });
    const report = await ask({ ...wish, resume: true });
    expect(report.notes.join()).toContain("its files or the split of the rows have changed");
    expect(report.history[0].step).toBe(10);
    await ask({ type: "openTable", files: [...files].reverse() });
    await ask({ type: "chooseTarget", name: "kind" });
    expect((await ask({ ...wish, resume: true })).history[0].step).toBe(20);
  });

  test("predicts rows in their order, beside all of their columns, and lists what it never saw", async () => {
    const { ask, view } = await withTarget();
    await ask(trainOn(view));
    // Columns in another order, one more, one level that is new, no target.
    const lines = Array.from(
      { length: 30 },
      (_, row) => `${["red", "violet"][row % 2]},id${row},${row / 3},${row % 7}`,
    );
    const text = ["colour,who,size,rest", ...lines].join("\n");
    const { csv, nRows, report, preview, metrics } = await ask({ type: "predict", files: [file("new.csv", text)] });
    const result = (await csv.text()).trimEnd().split("\n");
    expect(nRows).toBe(30);
    expect(result[0]).toBe("colour,who,size,rest,prediction,p_large,p_small");
    expect(result.slice(1).map((line) => line.split(",").slice(0, 4).join())).toEqual(lines);
    for (const line of result.slice(1)) {
      const [label, large, small] = line.split(",").slice(4);
      expect(Number(large) + Number(small)).toBeCloseTo(1, 12);
      expect(label).toBe(Number(large) > Number(small) ? "large" : "small");
    }
    expect(preview).toEqual(result.slice(0, 9).map((line) => line.split(",")));
    expect(report.unknownLevels).toEqual([{ column: "colour", count: 15, examples: [{ text: "violet", count: 15 }] }]);
    expect(report.extraColumns).toEqual(["who"]);
    expect(metrics).toBeUndefined();
  });

  test("is measured on rows that have the target, and shows whole cells however long", async () => {
    const { ask, view } = await withTarget();
    await ask(trainOn(view));
    const long = "x".repeat(30_000);
    const rows = csvText(9)
      .split("\n")
      .map((line, i) => `${line},${i === 0 ? "note" : `"${long};${i}"`}`)
      .join("\n");
    const { metrics, preview } = await ask({ type: "predict", files: [file("known.csv", rows)] });
    expect(metrics?.accuracy).toBeGreaterThanOrEqual(0);
    expect(preview).toHaveLength(9);
    expect(preview[8][4]).toBe(`${long};8`);
    expect(preview[0].slice(4)).toEqual(["note", "prediction", "p_large", "p_small"]);
  });

  test("is missed by what needs one, and a file that is none is refused in words", async () => {
    const { ask } = await withTarget();
    expect(await codeOf(ask({ type: "exportPipeline" }))).toBe("E_SESSION_UNTRAINED");
    expect(await codeOf(ask({ type: "predict", files: [file("a.csv", csvText())] }))).toBe("E_SESSION_UNTRAINED");
    expect(await codeOf(ask({ type: "openPipeline", text: "[1, 2]" }))).toBe("E_FILE_KIND");
  });
});

describe("the check of the graphics device", () => {
  /** Right gradients, and steps that take no time. */
  function quickEngine(title: string): Engine & { isDisposed: boolean } {
    const trainable: TrainableProgram = {
      run: async (steps) => ({ step: steps, losses: [], probes: {} }),
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
    expect(chosen).toEqual(["webgpu"]);
    expect(check).toMatchObject({ passed: true, nSteps: 200, engine: { title: "Reference" } });
    expect(check.summary).toMatch(
      /^Reference: Gradients are right \(largest relative error .*\), .* because of webgpu$/,
    );
    expect(engine.isDisposed).toBe(true);
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
      if (choice === "webgpu") throw lostDevice();
      return quickEngine("CPU");
    });
    const check = await ask({ type: "checkGpu" });
    expect(chosen).toEqual(["webgpu", "cpu"]);
    expect(check.summary).toContain("E_GPU_LOST");
    expect(check.engine.title).toBe("CPU");
  });
});
