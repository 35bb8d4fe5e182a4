import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChunkReport } from "../../engine/engine.ts";
import { nextAction, progressOf } from "./phase-action.ts";
import { beginPhase, nextPhaseState, type PhaseEvent, type PhaseRules, type PhaseState } from "./phase-state.ts";

const RULES: PhaseRules = { begin: 0, maxSteps: 100, isFixed: true, evaluateEvery: 10, paceMs: 0 };

const begun = (change: Partial<PhaseRules> = {}) => beginPhase({ ...RULES, ...change });

/** Where a replica stands after a chunk. */
function at(step: number, more: Partial<ChunkReport> = {}): ChunkReport {
  return { step, losses: [], probes: {}, ...more };
}

const notFinite = (step: number, ...blocks: string[]): Partial<ChunkReport> => ({ nonFinite: { step, blocks } });

function chunk(steps: number, reports: readonly ChunkReport[], change: { ms?: number; budgetMs?: number } = {}) {
  return { kind: "chunk", steps, ms: 10 * steps, budgetMs: 1e9, reports, ...change } satisfies PhaseEvent;
}

const after = (state: PhaseState, ...events: readonly PhaseEvent[]) => events.reduce(nextPhaseState, state);

const run = (state: PhaseState, budgetMs = 1e9) => nextAction(state, { permit: "run", budgetMs });

describe("a chunk", () => {
  test("takes the phase as far as the engine came, counted from where it began", () => {
    const state = after(begun({ begin: 70 }), chunk(10, [at(80)]), chunk(10, [at(90)]));
    expect(state).toMatchObject({ step: 20, ranSteps: 20, activeMs: 200, totalSteps: 100 });
    expect(state.end).toBeUndefined();
  });

  test("that ends at the last step ends the phase", () => {
    expect(after(begun({ maxSteps: 10 }), chunk(10, [at(10)])).end).toEqual({ kind: "all steps" });
  });

  test("none is left to run where there are no steps to take", () => {
    expect(begun({ maxSteps: 0 }).end).toEqual({ kind: "all steps" });
  });

  test("of given steps is ten of them, or what is left", () => {
    expect(run(begun())).toEqual({
      kind: "run",
      steps: 10,
      totalSteps: 100,
      factors: { learningRate: 1, penalties: 1 },
    });
    const near = after(begun({ maxSteps: 14 }), chunk(10, [at(10)]));
    expect(run(near)).toMatchObject({ steps: 4, totalSteps: 14 });
  });

  test("by the clock begins with two steps, and a clock that stands still is no reason for wild ones", () => {
    let state = begun({ isFixed: false, maxSteps: 1_000_000 });
    const lengths: number[] = [];
    for (let index = 0; index < 12; index++) {
      const action = run(state);
      if (action.kind !== "run") throw new Error("waits without a pace");
      lengths.push(action.steps);
      state = after(state, chunk(action.steps, [at(state.step + action.steps)], { ms: 0 }));
    }
    expect(lengths).toEqual([2, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000]);
  });

  test("a single step is one, however long chunks are", () => {
    expect(nextAction(begun(), { permit: "single step", budgetMs: 1e9 })).toMatchObject({ kind: "run", steps: 1 });
  });
});

describe("the budget", () => {
  const free = begun({ isFixed: false, maxSteps: 1000 });

  test("pays for steps at the speed of all chunks but the first", () => {
    const first = after(free, chunk(2, [at(2)], { ms: 900, budgetMs: 2000 }));
    expect(first).toMatchObject({ totalSteps: 1000, msPerStep: 450 });
    // 1000 of 2000 ms are left after 100 ms for ten steps: a hundred more.
    const second = after(first, chunk(10, [at(12)], { ms: 100, budgetMs: 2000 }));
    expect(second).toMatchObject({ totalSteps: 112, msPerStep: 10 });
  });

  test("that shrinks below what was spent ends the phase where it stands", () => {
    const state = after(free, chunk(2, [at(2)]), chunk(10, [at(12)], { budgetMs: 50 }));
    expect(state).toMatchObject({ step: 12, totalSteps: 12, end: { kind: "all steps" } });
  });

  test("of given steps counts from the first chunk on", () => {
    expect(after(begun(), chunk(10, [at(10)], { ms: 100, budgetMs: 300 })).totalSteps).toBe(30);
  });
});

describe("a value that is not finite", () => {
  const bad = (step: number) => chunk(10, [at(step, notFinite(step + 1, "n3"))]);

  test("in all replicas: a smaller rate twice, then the end", () => {
    const once = after(begun(), chunk(10, [at(10)]), bad(10));
    expect(once).toMatchObject({ step: 10, ranSteps: 20, retreats: 1 });
    expect(run(once)).toMatchObject({ factors: { learningRate: 0.3 } });
    const twice = after(once, bad(10));
    expect(run(twice)).toMatchObject({ factors: { learningRate: expect.closeTo(0.09, 12) } });
    expect(twice.notes).toEqual(
      Array(2).fill(
        "At step 11 a value was not finite (block n3); training went on from the last good weights with a smaller learning rate.",
      ),
    );
    const ended = after(twice, bad(10));
    expect(ended.end).toEqual({ kind: "not finite", at: { step: 11, blocks: ["n3"] } });
    expect(ended.notes).toHaveLength(2);
  });

  test("in one of several: it ended, is told of once, and nobody retreats", () => {
    const state = after(
      begun(),
      chunk(10, [at(10), at(3, notFinite(4))]),
      chunk(10, [at(20), at(3, notFinite(4))]),
      chunk(10, [at(30), at(3)]),
    );
    expect(state).toMatchObject({ step: 30, retreats: 0 });
    expect([...state.ended]).toEqual([[1, 4]]);
    expect(state.notes).toEqual([
      "At step 4 a value was not finite in start 2 of 2; it ended there, the others went on.",
    ]);
  });

  test("in all that still move is retreated from, whatever stays behind", () => {
    const state = after(begun(), chunk(10, [at(10), at(3)]), chunk(10, [at(10, notFinite(12)), at(3)]));
    expect(state).toMatchObject({ step: 10, retreats: 1 });
    expect(state.ended.size).toBe(0);
  });
});

describe("patience", () => {
  const best = (step: number, bestStep: number) => at(step, { best: { step: bestStep, validation: 1 } });

  test("ends a phase when two fifths of its steps brought nothing better", () => {
    const before = after(begun(), chunk(70, [best(70, 30)]));
    expect(before.end).toBeUndefined();
    const state = after(before, chunk(10, [best(80, 30)]));
    expect(state).toMatchObject({ step: 80, totalSteps: 80, end: { kind: "no better" } });
  });

  test("waits for best weights to count, and for each replica that moves", () => {
    expect(after(begun(), chunk(90, [at(90)])).end).toBeUndefined();
    expect(after(begun(), chunk(90, [best(90, 10), best(90, 60), best(20, 20)])).end).toBeUndefined();
    expect(after(begun(), chunk(90, [best(90, 10), best(20, 89)])).end).toEqual({ kind: "no better" });
  });
});

describe("a pace", () => {
  const paced = begun({ isFixed: false, maxSteps: 400, paceMs: 6000 });
  const fast = after(paced, chunk(2, [at(2)], { ms: 2 }));

  test("lets the phase wait for at most 50 ms at a time until the next steps are due", () => {
    // Two of 400 steps are due after 30 ms, and 2 ms have passed.
    expect(run(fast)).toEqual({ kind: "wait", ms: 28 });
    const later = after(fast, chunk(8, [at(10)], { ms: 8 }));
    expect(run(later)).toEqual({ kind: "wait", ms: 50 });
    expect(run(after(later, { kind: "wait", ms: 50 }, { kind: "wait", ms: 89.5 }))).toMatchObject({ kind: "run" });
  });

  test("takes chunks that end at evaluation points", () => {
    const due = after(fast, { kind: "wait", ms: 28 });
    expect(run(due)).toMatchObject({ kind: "run", steps: 8 });
    const resumed = after(begun({ ...paced.rules, begin: 15 }), chunk(2, [at(17)], { ms: 2 }), {
      kind: "wait",
      ms: 28,
    });
    expect(run(resumed)).toMatchObject({ kind: "run", steps: 3 });
  });

  test("is shortened with the budget, and holds up no single step", () => {
    expect(run(fast, 400)).toMatchObject({ kind: "run" });
    expect(nextAction(fast, { permit: "single step", budgetMs: 1e9 })).toMatchObject({ kind: "run", steps: 1 });
  });

  test("counts in the time left, but not in the time of a step", () => {
    const state = after(fast, { kind: "wait", ms: 28 });
    expect(progressOf(state, 1e9)).toEqual({ step: 2, totalSteps: 400, msPerStep: 1, msLeft: 5970 });
    expect(progressOf(state, 100)).toMatchObject({ msLeft: 398 });
  });
});

test("Stop ends a phase where it stands, and nothing moves one that is over", () => {
  const stopped = after(begun(), chunk(10, [at(10)]), { kind: "stop" });
  expect(stopped).toMatchObject({ step: 10, end: { kind: "stopped" } });
  expect(after(stopped, chunk(10, [at(20)]), { kind: "wait", ms: 5 }, { kind: "stop" })).toBe(stopped);
});

test("whatever engines and clocks do, steps stay within bounds and every phase ends", () => {
  const ways = fc.record({
    isFixed: fc.boolean(),
    maxSteps: fc.integer({ min: 1, max: 300 }),
    begin: fc.integer({ min: 0, max: 50 }),
    evaluateEvery: fc.integer({ min: 1, max: 40 }),
    paceMs: fc.constantFrom(0, 500),
    budgetMs: fc.integer({ min: 0, max: 3000 }),
    msPerStep: fc.double({ min: 0, max: 20, noNaN: true }),
    /** Of each chunk: whether a value was not finite. */
    isBad: fc.infiniteStream(fc.integer({ min: 0, max: 9 }).map((digit) => digit === 0)),
  });
  fc.assert(
    fc.property(ways, ({ budgetMs, msPerStep, isBad, ...rules }) => {
      let state = beginPhase(rules);
      let before = 0;
      for (let turn = 0; !state.end; turn++) {
        expect(turn).toBeLessThan(2000);
        const action = nextAction(state, { permit: "run", budgetMs });
        if (action.kind === "wait") {
          expect(action.ms).toBeGreaterThanOrEqual(1);
          state = nextPhaseState(state, { kind: "wait", ms: action.ms });
          continue;
        }
        expect(action.steps).toBeGreaterThanOrEqual(1);
        expect(state.step + action.steps).toBeLessThanOrEqual(action.totalSteps);
        const from = rules.begin + state.step;
        const report = isBad.next().value ? at(from, notFinite(from + 1)) : at(from + action.steps);
        state = nextPhaseState(state, chunk(action.steps, [report], { ms: action.steps * msPerStep, budgetMs }));
        expect(state.step).toBeGreaterThanOrEqual(before);
        expect(state.step).toBeLessThanOrEqual(state.totalSteps);
        expect(state.totalSteps).toBeLessThanOrEqual(rules.maxSteps);
        before = state.step;
      }
      expect(state.retreats).toBeLessThanOrEqual(2);
      expect(state.waitedMs).toBeLessThanOrEqual(Math.max(Math.min(rules.paceMs, budgetMs), 0) + 1e-9);
    }),
  );
});
