import { describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine.ts";
import { createEvaluatorEngine } from "../engine/reference/evaluator-engine.ts";
import { tinyDataset, tinyDocument } from "../pipeline/testing/tiny-pipeline.ts";
import { predict } from "./predict.ts";
import { HandClock, hookedEngine, lostDevice, onBudget, runTiny, smallDocument, timed } from "./testing/tiny-run.ts";

const dataset = tinyDataset();

describe("pace", () => {
  test("slows the blend alone; steps and what comes out stay the same, and the report tells the time that passed", async () => {
    const run = async (isPaced: boolean) => {
      const clock = new HandClock();
      const { engine } = timed(clock, 10);
      const wait = async (ms: number) => {
        clock.now += ms;
      };
      const progress: { readonly phase: string; readonly at: number; readonly secondsLeft: number }[] = [];
      const { trained } = await runTiny({
        engine,
        clock: clock.read,
        ...(isPaced ? { pace: { ms: 6000, wait } } : {}),
        onProgress: ({ phase, secondsLeft }) => progress.push({ phase, secondsLeft, at: clock.now }),
      });
      return { trained, clock, progress };
    };
    const [paced, free] = [await run(true), await run(false)];
    expect(paced.trained).toEqual({
      ...free.trained,
      report: { ...free.trained.report, seconds: paced.trained.report.seconds },
    });
    // 20 steps in chunks of ten: the second half begins after three seconds; 10 ms a step in all phases.
    expect(free.trained.report.seconds).toBeCloseTo(0.6, 9);
    expect(paced.trained.report.seconds).toBeCloseTo(3 + 0.1 + 0.4, 9);
    expect(paced.trained.report.seconds).toBeCloseTo(paced.clock.now / 1000, 9);
    const first = paced.progress.find(({ phase }) => phase === "soft");
    // 6 s less the 0.1 s that passed, and 0.7 times the 0.2 s that the steps take.
    expect(first?.secondsLeft).toBeCloseTo(5.9 + 0.14, 9);
  });

  test("takes nothing from the budget of later phases", async () => {
    const clock = new HandClock();
    let phase = "";
    const totals = new Set<number>();
    const engine = hookedEngine({
      onRun(_, steps, { totalSteps }) {
        clock.now += 0.9 * steps;
        if (phase === "tuning") totals.add(totalSteps);
      },
    });
    const wait = async (ms: number) => {
      clock.now += ms;
    };
    const { trained } = await runTiny({
      engine,
      clock: clock.read,
      pace: { ms: 1000, wait },
      document: onBudget(1.2),
      onProgress: (progress) => {
        phase = progress.phase;
      },
    });
    // The blend may take 600 of the 1200 ms and needs 360; retraining, too, needs 360, and would have 300 if waits counted.
    expect(trained.report.steps).toBe(400);
    expect([...totals]).toEqual([400]);
  });
});

describe("Stop", () => {
  test("in the blend: its best weights are hardened, retrained and compared within two more seconds", async () => {
    const clock = new HandClock();
    const { engine } = timed(clock, 50);
    const stopMs = 3000;
    const control = { gate: async () => "run" as const, isStopped: () => clock.now >= stopMs };
    const { trained } = await runTiny({ engine, clock: clock.read, control, document: onBudget(600) });
    const { report } = trained;
    expect(report.steps).toBeGreaterThan(40);
    expect(report.steps).toBeLessThan(70);
    expect(clock.now - stopMs).toBeLessThan(2000);
    expect(Object.keys(report.metrics.test)).toHaveLength(5);
    expect(report.notes.join()).toContain(`stopped after ${report.steps} steps of the blend`);
    const { values } = await predict(trained.predictor, dataset);
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  test("can arrive between any two chunks, even of an engine that lets nothing through by itself", async () => {
    const events: string[] = [];
    const engine = hookedEngine({ onRun: () => events.push("run") });
    await runTiny({ engine, pause: async () => void events.push("pause") });
    const runs = events.flatMap((event, index) => (event === "run" ? [index] : []));
    expect(runs).toHaveLength(6);
    for (const index of runs) expect(events[index - 1]).toBe("pause");
  });

  test("before the first step: what comes out is the start, and it says so", async () => {
    const control = { gate: async () => "run" as const, isStopped: () => true };
    const { trained } = await runTiny({ control });
    expect(trained.report.steps).toBe(0);
    expect(trained.report.history).toEqual([]);
    expect(trained.report.notes.join()).toContain("stopped after 0 steps");
    expect(trained.report.metrics.test.tuned?.accuracy).toBeGreaterThanOrEqual(0);
  });

  test("in a later phase: that phase is cut short too, and the next is left out where it has no time to begin", async () => {
    const clock = new HandClock();
    let stoppedAt: number | undefined;
    const engine = hookedEngine({ onRun: (_, steps) => (clock.now += 500 * steps) });
    const { trained } = await runTiny({
      engine,
      clock: clock.read,
      control: { gate: async () => "run", isStopped: () => stoppedAt !== undefined },
      document: onBudget(100),
      onProgress({ phase }) {
        if (phase === "tuning") stoppedAt ??= clock.now;
      },
    });
    // Without the stop, some thirty seconds would follow.
    // Steps take half a second here, and a phase takes two of them to find that out.
    expect(clock.now - (stoppedAt ?? 0)).toBeLessThan(1000 + 1000);
    expect(trained.report.steps).toBeGreaterThan(60);
    expect(trained.report.metrics.test.tuned?.accuracy).toBeGreaterThanOrEqual(0);
    expect(trained.report.metrics.test.baseline).toBeUndefined();
    expect(trained.report.verdict).toBeUndefined();
    expect(trained.report.notes.join()).toContain("There is no verdict");
  });
});

describe("Pause and Step", () => {
  test("a pause holds the run and does not count", async () => {
    const clock = new HandClock();
    const { engine, chunks } = timed(clock, 100);
    const paused: number[] = [];
    const gate = async () => {
      if (chunks.length === 1 && paused.length === 0) {
        paused.push(chunks.length);
        clock.now += 3_600_000;
      }
      return "run" as const;
    };
    const control = { gate, isStopped: () => false };
    const { trained } = await runTiny({ engine, clock: clock.read, control, document: onBudget(8) });
    expect(paused).toEqual([1]);
    expect(trained.report.seconds).toBeLessThanOrEqual(8);
    expect(trained.report.steps).toBe(40);
  });

  test("a step is one step", async () => {
    const clock = new HandClock();
    const { engine, chunks } = timed(clock, 1);
    let asked = 0;
    const gate = async () => (++asked <= 3 ? ("single step" as const) : ("run" as const));
    const { trained } = await runTiny({ engine, control: { gate, isStopped: () => false } });
    expect(chunks.slice(0, 5)).toEqual([1, 1, 1, 10, 7]);
    expect(trained.report.history.slice(0, 3).map(({ step }) => step)).toEqual([1, 2, 3]);
  });
});

describe("going on", () => {
  test("from the soft weights, their optimiser and their place in the schedule", async () => {
    const { trained: first } = await runTiny();
    const schedules: number[] = [];
    const engine = hookedEngine({ onRun: (_, _steps, { totalSteps }) => schedules.push(totalSteps) });
    const { trained: second } = await runTiny({ resume: first, engine });
    const begin = first.soft.state.step;
    expect(second.report.history[0].step).toBe(begin + 10);
    expect(second.report.steps).toBe(20);
    expect(schedules.slice(0, 2)).toEqual([begin + 20, begin + 20]);
    expect(second.soft.statistics).toEqual(first.soft.statistics);
    expect(second.report.notes.join()).not.toContain("anew");
    const counts = (state: typeof first) =>
      Object.entries(state.soft.state.optimiser).filter(([name]) => name.endsWith("/t"));
    const before = new Map(counts(first));
    expect(before.size).toBeGreaterThan(0);
    for (const [name, values] of counts(second)) {
      expect(values[0] - before.get(name)![0]).toBe(second.soft.state.step - begin);
    }
  });

  test("keeps the weights that it came with, and says so, where going on only makes them worse", async () => {
    const { trained: first } = await runTiny();
    const base = createEvaluatorEngine();
    const engine: Engine = {
      ...base,
      async compile(...given) {
        const trainable = await base.compile(...given);
        let state = await trainable.read("current");
        const write = trainable.write.bind(trainable);
        trainable.write = (next) => {
          state = next;
          return write(next);
        };
        // Weights that came with the pipeline are good, all others are bad.
        const isOld = () => state.parameters["n8/output/bias"] === first.soft.state.parameters["n8/output/bias"];
        trainable.evaluate = async () => (isOld() ? 0.1 : 0.2);
        return trainable;
      },
    };
    const { trained: second } = await runTiny({ resume: first, engine });
    expect(second.soft.state).toEqual(first.soft.state);
    expect(second.report.notes.join()).toContain("Going on did not lower the validation loss");
  });

  test("begins anew, and says so, where the pipeline has other parameters now", async () => {
    const { trained: first } = await runTiny();
    const document = smallDocument(dataset, {}, { "neural-network": { width: 5 } });
    const { trained } = await runTiny({ resume: first, document });
    expect(trained.report.notes.join()).toContain("began anew");
    expect(trained.report.history[0].step).toBe(10);
    const { trained: fresh } = await runTiny({ document });
    expect(trained.soft.state).toEqual(fresh.soft.state);
  });
});

describe("a device that is lost", () => {
  test("is replaced, and the run ends with the weights of a run that never lost it", async () => {
    const { trained: undisturbed } = await runTiny();
    for (const lostAt of [1, 2, 3, 4]) {
      const engine = hookedEngine({
        onRun(count) {
          if (count === lostAt) throw lostDevice();
        },
      });
      const next = hookedEngine({}, "Next");
      const { trained, progress } = await runTiny({ engine, recover: async () => next });
      expect(trained.report.notes.filter((note) => note.startsWith("Hooked was lost"))).toEqual([
        "Hooked was lost; training went on with Next from the last good weights.",
      ]);
      expect(trained.report.engineTitle).toBe("Next");
      expect(progress.at(-1)?.engine.title).toBe("Next");
      expect(trained.predictor.parameters).toEqual(undisturbed.predictor.parameters);
      expect(trained.soft.state).toEqual(undisturbed.soft.state);
    }
  });

  test("is replaced also where it is lost between phases or in an evaluation", async () => {
    const { trained: undisturbed } = await runTiny();
    let nEvaluated = 0;
    const engines = [
      hookedEngine({
        onCompile(count) {
          if (count === 2) throw lostDevice();
        },
      }),
      hookedEngine({
        onEvaluate() {
          if (++nEvaluated === 2) throw lostDevice();
        },
      }),
    ];
    for (const engine of engines) {
      const { trained } = await runTiny({ engine, recover: async () => hookedEngine({}, "Next") });
      expect(trained.report.engineTitle).toBe("Next");
      expect(trained.predictor.parameters).toEqual(undisturbed.predictor.parameters);
    }
  });

  test("ends the run where there is no other", async () => {
    const engine = hookedEngine({
      onRun() {
        throw lostDevice();
      },
    });
    await expect(runTiny({ engine })).rejects.toMatchObject({ details: { code: "E_GPU_LOST" } });
  });

  test("other errors are not taken for it", async () => {
    const engine = hookedEngine({
      onRun() {
        throw new Error("a mistake");
      },
    });
    await expect(runTiny({ engine, recover: async () => hookedEngine({}) })).rejects.toThrow("a mistake");
  });
});

describe("a value that is not finite", () => {
  const document = {
    ...tinyDocument(["csv-source", "linear-model"], ["csv-source.numbers > linear-model.features"]),
    training: smallDocument(dataset, { plan: "joint" }).training,
  };

  test("ends the run with an error that names the block", async () => {
    const [row] = dataset.split.train;
    const numbers = dataset.numbers.map((value, i) => (i === 3 * row ? Number.NaN : value));
    await expect(runTiny({ dataset: { ...dataset, numbers }, document })).rejects.toMatchObject({
      details: { code: "E_TRAIN_NOT_FINITE", where: expect.stringMatching(/^training step [01], block csv-source$/) },
    });
  });

  test("that goes away at a smaller rate leaves a note and a whole run", async () => {
    let count = 0;
    const engine = hookedEngine({
      onRun: (_, _steps, { learningRate }) => {
        if (learningRate.kind === "cosine") rates.push(learningRate.from);
      },
      afterRun: (chunk) =>
        ++count === 3 ? { ...chunk, nonFinite: { step: chunk.step, blocks: ["linear-model"] } } : chunk,
    });
    const rates: number[] = [];
    const { trained } = await runTiny({ document, engine });
    expect(trained.report.notes.join()).toContain("a value was not finite (block linear-model)");
    // A phase that begins anew begins with the whole rate.
    expect(rates.slice(0, 3)).toEqual([0.005, 0.005, 0.005]);
    expect(trained.report.metrics.test.tuned?.accuracy).toBeGreaterThanOrEqual(0);
  });
});
