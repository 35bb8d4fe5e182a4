import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ChunkReport,
  curveAt,
  type Schedule,
  type TrainableProgram,
  type TrainingState,
} from "../../engine/engine.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { hardSchedule, softSchedule } from "../plan.ts";
import { HandClock, smallDocument } from "../testing/tiny-run.ts";
import type { PhaseProgress } from "./phase-action.ts";
import type { PhaseState } from "./phase-state.ts";
import { type PhaseOptions, runPhase } from "./run-phase.ts";

const { training } = smallDocument(tinyDataset());

interface FakeOptions {
  readonly clock: HandClock;
  readonly msOfStep?: (step: number) => number;
  /** Calls of `run`, from 1, in which the loss is not finite. */
  readonly badRuns?: readonly number[];
  readonly begin?: number;
}

/** Steps that take time on the hand clock and nothing else; a bad run goes back to where it began, as engines do. */
function fakeTrainable({ clock, msOfStep = () => 1, badRuns = [], begin = 0 }: FakeOptions) {
  const runs: { readonly steps: number; readonly schedule: Schedule }[] = [];
  let step = begin;
  const trainable: TrainableProgram = {
    async run(steps, schedule): Promise<readonly ChunkReport[]> {
      runs.push({ steps, schedule });
      const isBad = badRuns.includes(runs.length);
      for (let i = 0; i < steps; i++) clock.now += msOfStep(step + i);
      if (isBad) return [{ step, losses: [], probes: {}, nonFinite: { step: step + 1, blocks: ["n3"] } }];
      step += steps;
      return [{ step, losses: [{ step, train: 1, validation: 1 }], probes: {} }];
    },
    evaluate: async () => 1,
    read: async (): Promise<TrainingState> => ({ step, parameters: {}, optimiser: {} }),
    write: async () => {},
    dispose: () => {},
  };
  return { trainable, runs };
}

function options(
  trainable: TrainableProgram,
  clock: HandClock,
  change: Partial<PhaseOptions> & { readonly states?: PhaseProgress[] } = {},
): PhaseOptions {
  return {
    trainable,
    scheduleOf: (totalSteps) => hardSchedule(training, totalSteps),
    budgetMs: () => 10_000,
    maxSteps: 10_000,
    isFixed: false,
    clock: clock.read,
    control: { gate: async () => "run", isStopped: () => false },
    evaluateEvery: 10,
    onChunk: (_, state) => change.states?.push(state),
    ...change,
  };
}

describe("budget", () => {
  test("the total follows the measured speed, and the first chunk, which compiles kernels, is no measure", async () => {
    const clock = new HandClock();
    // Two steps of 500 ms, then 4 ms each: what is left of ten seconds pays for 2250 more.
    const { trainable, runs } = fakeTrainable({ clock, msOfStep: (step) => (step < 2 ? 500 : 4) });
    const states: PhaseProgress[] = [];
    const { steps } = await runPhase(options(trainable, clock, { states }));
    expect(steps).toBe(2252);
    expect(clock.now).toBe(10_000);
    expect(runs[0].steps).toBe(2);
    expect(states.at(-1)).toEqual({ step: 2252, totalSteps: 2252, msPerStep: 4, msLeft: 0 });
    // Chunks grow to about 120 ms: pause and stop answer at once.
    expect(runs.slice(8, -1).every((run) => run.steps === 30)).toBe(true);
  });

  test("never more steps than asked for, and no more time than the budget and a chunk", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.01, max: 900, noNaN: true }),
        fc.double({ min: 0, max: 3000, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        async (stepMs, compileMs, maxSteps, budgetMs) => {
          const clock = new HandClock();
          const msOfStep = (step: number) => stepMs + (step === 0 ? compileMs : 0);
          const { trainable } = fakeTrainable({ clock, msOfStep });
          const {
            steps,
            histories: [history],
          } = await runPhase(options(trainable, clock, { maxSteps, budgetMs: () => budgetMs }));
          expect(steps).toBeGreaterThanOrEqual(1);
          expect(steps).toBeLessThanOrEqual(maxSteps);
          expect(history.at(-1)?.step).toBe(steps);
          const chunkMs = Math.max(800, 2 * stepMs);
          // Two steps to measure with, the chunk after them at the speed of kernels that compile, and rounding.
          expect(clock.now).toBeLessThanOrEqual(
            Math.max(budgetMs, compileMs + 3 * stepMs) + chunkMs + 1e-6 * clock.now,
          );
        },
      ),
    );
  });

  test("one that shrinks while the phase runs ends it within a chunk", async () => {
    const clock = new HandClock();
    const { trainable } = fakeTrainable({ clock, msOfStep: () => 10 });
    const budgetMs = () => (clock.now > 1000 ? 500 : 10_000);
    await runPhase(options(trainable, clock, { budgetMs }));
    expect(clock.now).toBeLessThanOrEqual(1000 + 800);
  });

  test("given steps come in chunks that do not depend on the clock", async () => {
    for (const ms of [0, 1, 300]) {
      const clock = new HandClock();
      const { trainable, runs } = fakeTrainable({ clock, msOfStep: () => ms });
      await runPhase(options(trainable, clock, { isFixed: true, maxSteps: 25, budgetMs: () => 1e9 }));
      expect(runs.map((run) => run.steps)).toEqual([10, 10, 5]);
      expect(runs.every((run) => run.schedule.totalSteps === 25)).toBe(true);
    }
  });

  test("single steps measure the speed as chunks do", async () => {
    const clock = new HandClock();
    const { trainable, runs } = fakeTrainable({ clock, msOfStep: (step) => (step === 0 ? 900 : 7) });
    const states: PhaseProgress[] = [];
    let left = 6;
    await runPhase(
      options(trainable, clock, {
        states,
        control: { gate: async () => (left-- > 0 ? "single step" : "run"), isStopped: () => left < 0 },
      }),
    );
    expect(runs.map((run) => run.steps)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(states.slice(1).map((state) => state.msPerStep)).toEqual([7, 7, 7, 7, 7]);
  });
});

describe("pace", () => {
  /** A pace of 6 s whose waits take what they are asked for, on the hand clock. */
  function paceOn(clock: HandClock, ms = 6000) {
    const waits: number[] = [];
    const wait = async (waitMs: number) => {
      waits.push(waitMs);
      clock.now += waitMs;
    };
    return { pace: { ms, wait }, waits };
  }

  test("a fast engine takes as many steps, evenly over the time, with chunks that end at evaluation points", async () => {
    const clock = new HandClock();
    const { trainable } = fakeTrainable({ clock });
    const { pace, waits } = paceOn(clock);
    const states: PhaseProgress[] = [];
    const seen: number[] = [];
    const result = await runPhase({
      ...options(trainable, clock, { pace, maxSteps: 400 }),
      onChunk(_, state) {
        states.push(state);
        seen.push(clock.now);
      },
    });
    expect(result.steps).toBe(400);
    expect(result.waitedMs).toBe(waits.reduce((sum, ms) => sum + ms, 0));
    expect(clock.now).toBe(400 + result.waitedMs);
    expect(states.map(({ step }) => step)).toEqual([2, ...Array.from({ length: 40 }, (_, i) => 10 * (i + 1))]);
    states.forEach(({ step, msPerStep, msLeft }, index) => {
      expect(msPerStep).toBe(1);
      // A chunk begins when those before it were due, so its end is told up to a chunk too early.
      expect(Math.abs(seen[index] - 15 * step)).toBeLessThanOrEqual(150);
      expect(msLeft).toBeCloseTo(step === 400 ? 0 : 6000 - seen[index], 6);
    });
    expect(Math.max(...waits)).toBeLessThanOrEqual(50);
  });

  test("an engine that is slower trains as without a pace", async () => {
    for (const ms of [15, 40]) {
      const runsOf = async (isPaced: boolean) => {
        const clock = new HandClock();
        const { trainable, runs } = fakeTrainable({ clock, msOfStep: () => ms });
        const { pace, waits } = paceOn(clock);
        await runPhase(options(trainable, clock, { maxSteps: 400, budgetMs: () => 1e6, ...(isPaced ? { pace } : {}) }));
        expect(waits).toEqual([]);
        return runs.map(({ steps }) => steps);
      };
      expect(await runsOf(true)).toEqual(await runsOf(false));
    }
  });

  test("takes no step away, and no more time than itself, the budget, and a chunk", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.05, max: 60, noNaN: true }),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 500, max: 20_000, noNaN: true }),
        async (stepMs, maxSteps, evaluateEvery, budget) => {
          const run = async (isPaced: boolean) => {
            const clock = new HandClock();
            const { trainable } = fakeTrainable({ clock, msOfStep: () => stepMs });
            const { pace } = paceOn(clock);
            const change = { maxSteps, evaluateEvery, budgetMs: () => budget, ...(isPaced ? { pace } : {}) };
            return { ...(await runPhase(options(trainable, clock, change))), ms: clock.now };
          };
          const [paced, free] = [await run(true), await run(false)];
          expect(paced.steps).toBe(free.steps);
          expect(free.waitedMs).toBe(0);
          expect(paced.ms).toBeLessThanOrEqual(Math.max(free.ms, Math.min(6000, budget)) + 1e-6 * free.ms);
        },
      ),
    );
  });

  test("given steps come in the same chunks as without a pace", async () => {
    const clock = new HandClock();
    const { trainable, runs } = fakeTrainable({ clock });
    await runPhase(options(trainable, clock, { ...paceOn(clock), isFixed: true, maxSteps: 25 }));
    expect(runs.map(({ steps }) => steps)).toEqual([10, 10, 5]);
    // The last chunk begins when 20 of 25 steps were due.
    expect(clock.now).toBeCloseTo(6000 * (20 / 25) + 5, 6);
  });

  test("a single step need not wait, a pause counts for nothing, and Stop ends the wait", async () => {
    const clock = new HandClock();
    const { trainable, runs } = fakeTrainable({ clock });
    const { pace, waits } = paceOn(clock);
    let asked = 0;
    const control = {
      gate: async () => {
        asked++;
        if (asked === 3) clock.now += 3_600_000;
        return asked >= 3 && asked < 6 ? ("single step" as const) : ("run" as const);
      },
      isStopped: () => asked > 30,
    };
    const result = await runPhase(options(trainable, clock, { pace, control, isFixed: true, maxSteps: 100 }));
    // 10 steps, one wait, three single steps; then 13 of 100 steps are due after 780 ms: 14 more waits of 50 ms, one of 17.
    expect(runs.map(({ steps }) => steps)).toEqual([10, 1, 1, 1, 10]);
    expect(waits.slice(0, 17)).toEqual([...Array(15).fill(50), 17, 50]);
    expect(result.steps).toBe(23);
    expect(waits.length).toBe(30 - 5);
  });
});

describe("a value that is not finite", () => {
  const rateOf = (schedule: Schedule) => (schedule.learningRate.kind === "cosine" ? schedule.learningRate.from : 0);

  test("is retreated from with smaller and smaller rates, and all steps are made up for", async () => {
    const clock = new HandClock();
    const { trainable, runs } = fakeTrainable({ clock, badRuns: [2, 3] });
    const { steps, notes } = await runPhase(options(trainable, clock, { isFixed: true, maxSteps: 40 }));
    expect(steps).toBe(40);
    expect((await trainable.read("current")).step).toBe(40);
    const rates = runs.map(({ schedule }) => rateOf(schedule) / training.learningRate);
    expect(rates.map((rate) => Number(rate.toFixed(3)))).toEqual([1, 1, 0.3, 0.09, 0.09, 0.09]);
    expect(notes).toHaveLength(2);
    expect(notes[0]).toBe(
      "At step 11 a value was not finite (block n3); training went on from the last good weights with a smaller learning rate.",
    );
  });

  test("is an error that names the block when it comes again", async () => {
    const clock = new HandClock();
    const { trainable, runs } = fakeTrainable({ clock, badRuns: [1, 2, 3], begin: 70 });
    await expect(runPhase(options(trainable, clock, { isFixed: true }))).rejects.toMatchObject({
      details: { code: "E_TRAIN_NOT_FINITE", where: "training step 71, block n3" },
    });
    expect(runs).toHaveLength(3);
  });

  test("in all replicas that move is retreated from, whatever is known of one that stays behind", async () => {
    const clock = new HandClock();
    const { trainable, runs } = fakeTrainable({ clock, badRuns: [2, 3, 4], begin: 70 });
    // After a loss of the device nobody knows any more why it stays.
    const behind: ChunkReport = { step: 70, losses: [], probes: {} };
    const run: TrainableProgram["run"] = async (...given) => [behind, ...(await trainable.run(...given))];
    const phase = runPhase(options({ ...trainable, run }, clock, { isFixed: true, maxSteps: 100 }));
    await expect(phase).rejects.toMatchObject({ details: { code: "E_TRAIN_NOT_FINITE" } });
    expect(runs).toHaveLength(4);
  });
});

describe("control", () => {
  test("a phase that goes on from earlier steps counts its own", async () => {
    const clock = new HandClock();
    const { trainable } = fakeTrainable({ clock, begin: 500 });
    const states: PhaseProgress[] = [];
    const {
      steps,
      histories: [history],
    } = await runPhase(options(trainable, clock, { isFixed: true, maxSteps: 20, states }));
    expect(steps).toBe(20);
    expect(states.map((state) => state.step)).toEqual([10, 20]);
    expect(history.map((point) => point.step)).toEqual([510, 520]);
  });

  test("stops before the first chunk, after a chunk, and while it waits at the gate", async () => {
    for (const stopAt of [0, 1, 3]) {
      const clock = new HandClock();
      const { trainable, runs } = fakeTrainable({ clock });
      const control = { gate: async () => "run" as const, isStopped: () => runs.length >= stopAt };
      expect((await runPhase(options(trainable, clock, { isFixed: true, control }))).steps).toBe(10 * stopAt);
    }
    const clock = new HandClock();
    const { trainable, runs } = fakeTrainable({ clock });
    let isStopped = false;
    const gate = async () => {
      isStopped = true;
      return "run" as const;
    };
    await runPhase(options(trainable, clock, { control: { gate, isStopped: () => isStopped } }));
    expect(runs).toEqual([]);
  });
});

test("a phase whose validation loss gets no better for two fifths of its steps ends", async () => {
  const clock = new HandClock();
  const { trainable } = fakeTrainable({ clock });
  const run: TrainableProgram["run"] = async (steps, schedule) =>
    (await trainable.run(steps, schedule)).map((chunk) => ({ ...chunk, best: { step: 30, validation: 1 } }));
  const states: PhaseProgress[] = [];
  const { steps } = await runPhase(options({ ...trainable, run }, clock, { states, isFixed: true, maxSteps: 100 }));
  expect(steps).toBe(80);
  expect(states.at(-1)).toMatchObject({ step: 80, totalSteps: 80 });
});

test("a phase goes on as long as one replica that moves gets better", async () => {
  const clock = new HandClock();
  const { trainable } = fakeTrainable({ clock });
  const run: TrainableProgram["run"] = async (steps, schedule) => {
    const [chunk] = await trainable.run(steps, schedule);
    const best = (step: number) => ({ ...chunk, best: { step, validation: 1 } });
    return [{ step: 0, losses: [], probes: {} }, best(20), best(40)];
  };
  const { steps } = await runPhase(options({ ...trainable, run }, clock, { isFixed: true, maxSteps: 100 }));
  expect(steps).toBe(90);
});

describe("steering", () => {
  const scaleOf = ({ schedule }: { readonly schedule: Schedule }) => ({
    rate: curveAt(schedule.learningRate, 0.5),
    penalties: curveAt(schedule.inputs.penaltyScale, 0.5),
  });

  test("the next chunks are taken with what was asked for, noted once, and another worker goes on with it", async () => {
    const clock = new HandClock();
    const { trainable, runs } = fakeTrainable({ clock });
    const kept: PhaseState[] = [];
    const steering = () => (runs.length < 2 ? undefined : { learningRate: 0.5, penalties: 4 });
    const control = { gate: async () => "run" as const, isStopped: () => false, steering };
    const scheduleOf = (totalSteps: number) => softSchedule(training, totalSteps);
    const keep = async ({ state }: { readonly state: PhaseState }) => void kept.push(state);
    const change = { scheduleOf, maxSteps: 50, isFixed: true, control, keep };
    const { notes } = await runPhase(options(trainable, clock, change));
    const plain = scaleOf({ schedule: softSchedule(training, 50) });
    expect(runs.map(scaleOf)).toEqual([
      plain,
      plain,
      ...Array.from({ length: 3 }, () => ({ rate: 0.5 * plain.rate, penalties: 4 * plain.penalties })),
    ]);
    expect(notes).toEqual([
      "Changed by hand from step 21 on: the learning rate is 0.5 times what was set, strengths of penalties are 4 times what was set.",
    ]);
    // A worker that knows nothing of it, from the checkpoint after the third chunk.
    const again = fakeTrainable({ clock, begin: 30 });
    const from = { state: kept[2], histories: [] };
    const { control: none } = options(again.trainable, clock);
    const ended = await runPhase(options(again.trainable, clock, { ...change, control: none, from }));
    expect(again.runs.map(scaleOf)).toEqual(runs.slice(3).map(scaleOf));
    expect(ended.notes).toEqual(notes);
  });

  test("a smaller rate after a loss that is not finite multiplies it", async () => {
    const clock = new HandClock();
    const { trainable, runs } = fakeTrainable({ clock, badRuns: [2] });
    const control = {
      gate: async () => "run" as const,
      isStopped: () => false,
      steering: () => ({ learningRate: 3, penalties: 1 }),
    };
    await runPhase(options(trainable, clock, { maxSteps: 30, isFixed: true, control }));
    const [first, , third] = runs.map(scaleOf);
    expect(third.rate / first.rate).toBeCloseTo(0.3, 12);
  });
});
