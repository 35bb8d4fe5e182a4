import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIT_ROWS } from "../pipeline/fit.ts";
import { RunClock } from "./run-clock.ts";
import { RunTime } from "./run-time.ts";

function timeOf(settings: { readonly budgetSeconds: number; readonly maxSteps?: number }) {
  const now = { ms: 0, isStopped: false };
  const clock = new RunClock(() => now.ms, { askedAt: now.ms });
  return { now, time: new RunTime(clock, { isStopped: () => now.isStopped }, settings) };
}

const schema = (nNumbers: number) => ({
  numbers: Array.from({ length: nNumbers }, (_, index) => ({ name: `x${index}`, original: `x${index}`, offset: 0 })),
  categories: [],
  target: { name: "y", task: "regression" as const, taskReason: "", classes: [] },
  sources: ["a.csv"],
});

test("a run has taken what was made ready since it was asked for, and what it took elsewhere", () => {
  const clock = new RunClock(() => 5000, { askedAt: 3000 });
  expect(clock.seconds()).toBe(2);
  const again = new RunClock(() => 5000, { askedAt: 4500, before: { seconds: 7, waitedMs: 1000 } });
  expect([again.seconds(), again.activeMs()]).toEqual([7.5, 6500]);
});

describe("the time that a run has", () => {
  test("is its budget, and after Stop one second at most", () => {
    const { now, time } = timeOf({ budgetSeconds: 20 });
    now.ms = 4000;
    expect(time.msLeft()).toBe(16_000);
    now.isStopped = true;
    expect(time.msLeft()).toBe(1000);
    now.ms = 4600;
    expect(time.msLeft()).toBe(400);
    now.ms = 7000;
    expect(time.msLeft()).toBe(-2000);
  });

  test("near its end Stop gives it no more", () => {
    const { now, time } = timeOf({ budgetSeconds: 20 });
    [now.ms, now.isStopped] = [19_500, true];
    expect(time.msLeft()).toBe(500);
  });

  test("scoring that would take longer than the whole run leaves three quarters to training", () => {
    const { now, time } = timeOf({ budgetSeconds: 20 });
    expect(time.keptForScoring(60_000)).toBe(5000);
    expect(time.keptForScoring(700)).toBe(700);
    now.isStopped = true;
    time.msLeft();
    expect(time.keptForScoring(60_000)).toBe(250);
  });

  test("given steps are scored on all rows, whatever the budget says, unless the run is stopped", () => {
    const { now, time } = timeOf({ budgetSeconds: 1, maxSteps: 20 });
    now.ms = 5000;
    expect(time.scoringMsLeft()).toBe(Number.POSITIVE_INFINITY);
    now.isStopped = true;
    expect(time.scoringMsLeft()).toBeLessThanOrEqual(1000);
  });
});

test("statistics look at fewer rows where a table is wide, the budget short or the run stopped", () => {
  const { now, time } = timeOf({ budgetSeconds: 5 });
  expect(time.fitRows(schema(10))).toBe(FIT_ROWS);
  expect(time.fitRows(schema(100))).toBe(5000);
  expect(time.fitRows(schema(2000))).toBe(500);
  const { time: long } = timeOf({ budgetSeconds: 600 });
  expect([30, 100, 600, 2000].map((nNumbers) => long.fitRows(schema(nNumbers)))).toEqual([FIT_ROWS, 6000, 1000, 500]);
  now.isStopped = true;
  expect(time.fitRows(schema(10))).toBe(6000);
  expect(time.fitRows(schema(100))).toBe(600);
  expect(timeOf({ budgetSeconds: 5, maxSteps: 9 }).time.fitRows(schema(2000))).toBeUndefined();
});

describe("the time left, as it is told", () => {
  test("is the budget before any speed is known, and nothing where steps are given", () => {
    expect(timeOf({ budgetSeconds: 8 }).time.tellMs(undefined)).toBe(8000);
    expect(timeOf({ budgetSeconds: 8, maxSteps: 9 }).time.tellMs(undefined)).toBe(Number.POSITIVE_INFINITY);
  });

  test("is never more than the budget has, and nears a lower estimate", () => {
    const { now, time } = timeOf({ budgetSeconds: 8 });
    expect(time.tellMs(60_000)).toBe(8000);
    now.ms = 1000;
    const first = time.tellMs(2000);
    expect(first).toBeGreaterThan(2000);
    expect(first).toBeLessThan(7000);
    now.ms = 4000;
    expect(time.tellMs(2000)).toBeLessThan(2700);
    now.ms = 9000;
    expect(time.tellMs(6000)).toBe(0);
  });

  test("never grows and never stands still, whatever the estimates say, and is right once they are", () => {
    const estimates = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0.01, max: 3, noNaN: true })),
      {
        minLength: 20,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(estimates, fc.boolean(), (messages, isFixed) => {
        const { now, time } = timeOf({ budgetSeconds: 60, ...(isFixed ? { maxSteps: 9 } : {}) });
        const rightMs = () => 30_000 - now.ms;
        let last = isFixed ? Number.POSITIVE_INFINITY : time.tellMs(undefined);
        for (const [passedMs, error] of messages) {
          now.ms += passedMs;
          const told = time.tellMs(error * rightMs());
          expect(told).toBeLessThan(last);
          last = told;
        }
        const isTooLow = last < rightMs();
        while (rightMs() > 500) {
          now.ms += 100;
          const told = time.tellMs(rightMs());
          expect(told).toBeLessThan(last);
          last = told;
        }
        // Too high an estimate is forgotten; too low a one runs down with the true one.
        expect(Math.abs(last - rightMs())).toBeLessThan(isTooLow ? rightMs() : 50);
      }),
      { numRuns: 100 },
    );
  });
});
