import fc from "fast-check";
import { expect, test } from "vitest";
import type { Checkpoint, DoneTraining } from "../../training/checkpoint/checkpoint.ts";
import type { RunHead } from "../storage/kept-runs.ts";
import type { KeptRun } from "../storage/run-record.ts";
import { keptRun } from "../storage/testing/kept-run.ts";
import { RunKeeper, type RunStorage } from "./run-keeper.ts";
import { emptyDocument, NO_STORAGE } from "./testing/fake-worker.ts";

const head: Omit<RunHead, "at"> = { key: "k", document: emptyDocument, files: [], engine: "auto", paceMs: 0 };

const done = (key: string): DoneTraining => ({
  key,
  best: { step: 1, parameters: {}, optimiser: {} },
  isRivalBest: false,
  steps: 1,
  stepsDone: 1,
  histories: [],
  history: [],
  replicas: [],
  notes: [],
});

const news = (seconds: number, keys: readonly string[] = []): Checkpoint => ({
  time: { seconds, waitedMs: 0 },
  decided: {},
  done: keys.map(done),
  going: [],
});

/** A storage as the real one answers: some writes fail, and a yes may come late. */
function setUp(isGiven: boolean) {
  const state = {
    isGiven,
    failing: false,
    stored: undefined as Checkpoint | undefined,
    runs: [] as KeptRun[],
    nFailures: 0,
    clock: 0,
  };
  const write = async (change: () => void) => {
    if (state.failing) throw new DOMException("full", "QuotaExceededError");
    change();
  };
  const storage: RunStorage = {
    ...NO_STORAGE,
    mayKeep: () => state.isGiven,
    keepCheckpoint: (_, given, isFirst) =>
      write(() => {
        const before = isFirst ? [] : (state.stored?.done ?? []);
        state.stored = { ...given, done: [...before, ...given.done] };
      }),
    forgetCheckpoint: () => write(() => (state.stored = undefined)),
    keepRun: (run, { isOver }) =>
      write(() => {
        state.runs.push(run);
        if (isOver) state.stored = undefined;
      }),
    now: () => ++state.clock,
    fail: () => state.nFailures++,
  };
  return { state, keeper: new RunKeeper(storage) };
}

test("without a yes nothing is stored, and the run can go on all the same", async () => {
  const { state, keeper } = setUp(false);
  keeper.begin(head);
  expect(keeper.current).toBeUndefined();
  keeper.take(news(1, ["a"]));
  keeper.take(news(2, ["b"]));
  expect(keeper.current?.checkpoint).toEqual(news(2, ["a", "b"]));
  keeper.finish(keptRun(1));
  await keeper.settled();
  expect(state).toMatchObject({ stored: undefined, runs: [] });
  expect(keeper.current).toBeUndefined();
});

test("a yes that comes late stores all of it; a run that is over takes its checkpoints' place", async () => {
  const { state, keeper } = setUp(false);
  keeper.begin(head);
  keeper.take(news(1, ["a"]));
  state.isGiven = true;
  keeper.keepNow();
  keeper.take(news(2, ["b"]));
  await keeper.settled();
  expect(state.stored).toEqual(news(2, ["a", "b"]));
  keeper.add(keptRun(1));
  await keeper.settled();
  expect(state.stored).toEqual(news(2, ["a", "b"]));
  keeper.finish(keptRun(2));
  await keeper.settled();
  expect(state.stored).toBeUndefined();
  expect(state.runs).toEqual([keptRun(1), keptRun(2)]);
});

test("what waits for its turn is not written once the yes was taken back", async () => {
  const { state, keeper } = setUp(true);
  keeper.begin(head);
  keeper.take(news(1, ["a"]));
  keeper.finish(keptRun(1));
  state.isGiven = false;
  await keeper.settled();
  expect(state).toMatchObject({ stored: undefined, runs: [] });
});

test("whatever writes fail, what is stored after one that did not is what the run had come to", async () => {
  const steps = fc.array(fc.record({ fails: fc.boolean(), keys: fc.array(fc.constant(""), { maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const { state, keeper } = setUp(true);
      keeper.begin(head);
      const all: string[] = [];
      for (const [index, { fails, keys }] of script.entries()) {
        state.failing = fails;
        const named = keys.map((_, place) => `${index}/${place}`);
        all.push(...named);
        keeper.take(news(index, named));
        await keeper.settled();
        if (!fails) expect(state.stored).toEqual(news(index, all));
      }
      expect(state.nFailures).toBe(script.filter(({ fails }) => fails).length);
    }),
  );
});

test("a run that goes on from what was kept adds to it", async () => {
  const { state, keeper } = setUp(true);
  keeper.begin(head);
  keeper.take(news(1, ["a"]));
  await keeper.settled();
  const { current } = keeper;
  keeper.begin(head, current?.checkpoint);
  keeper.take(news(5, ["b"]));
  await keeper.settled();
  expect(state.stored).toEqual(news(5, ["a", "b"]));
  expect(keeper.current?.checkpoint).toEqual(news(5, ["a", "b"]));
});
