import { expect, test } from "vitest";
import type { GoingTraining } from "./checkpoint.ts";
import { RunJournal } from "./journal.ts";

/** One that nobody goes on with. */
const training: GoingTraining = {
  key: "blend",
  phase: {
    rules: { begin: 0, maxSteps: 100, isFixed: true, evaluateEvery: 10, paceMs: 0 },
    step: 10,
    totalSteps: 100,
    ranSteps: 10,
    activeMs: 1,
    waitedMs: 0,
    msPerStep: 0.1,
    timing: { weight: 1, meanSteps: 10, meanMs: 1, varianceSteps: 0, covariance: 0, last: { steps: 10, ms: 1 } },
    retreats: 0,
    ended: new Map(),
    notes: [],
  },
  histories: [],
  replicas: [],
  budgetMs: 1000,
};

/** Seconds until the next checkpoint is due, where making one took so long. */
async function secondsAfter(costMs: number): Promise<number> {
  let now = 0;
  const journal = new RunJournal({ clock: () => now, keep: () => undefined });
  await journal.keep({ seconds: 0, waitedMs: 0 }, async () => {
    now += costMs;
    return training;
  });
  const madeAt = now;
  while (!journal.isDue) now += 100;
  return (now - madeAt) / 1000;
}

test("a checkpoint is due every four seconds, and where it takes long to make more seldom, but every eight seconds", async () => {
  expect(await Promise.all([1, 80, 100, 120, 160, 1000].map(secondsAfter))).toEqual([4, 4, 5, 6, 8, 8]);
});

test("where nothing is kept, none is due", () => {
  expect(new RunJournal({ clock: () => 1e9 }).isDue).toBe(false);
});
