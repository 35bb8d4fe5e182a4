import fc from "fast-check";
import { expect, test } from "vitest";
import { BASIC_PHASES as phases } from "./testing/tiny-run.ts";
import { phaseBudgetMs, unwatchedMs } from "./time-budget.ts";

/** A run whose phases use a part of what they may, with fitting before each. */
function runOf(totalMs: number, scoringMs: number, fitMs: number, used: readonly number[]): number {
  let elapsedMs = 0;
  phases.forEach((_, index) => {
    elapsedMs += fitMs;
    elapsedMs +=
      used[index] * phaseBudgetMs(phases.slice(index), { msLeft: totalMs - elapsedMs, scoringMs, startMs: fitMs });
  });
  return elapsedMs;
}

test("phases that use all of their time leave exactly what scoring takes", () => {
  expect(runOf(20_000, 3000, 500, [1, 1, 1])).toBeCloseTo(17_000, 6);
});

test("no run trains beyond its budget, however long fitting takes and whatever phases leave over", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.nat(60_000),
      fc.nat(30_000),
      fc.nat(5000),
      fc.tuple(share, share, share),
      (total, scoring, fit, used) => {
        expect(runOf(total, scoring, fit, used)).toBeLessThanOrEqual(total + 3 * fit + 1e-3);
      },
    ),
  );
});

test("however long phases take to begin, the last one trains as long as the one before it", () => {
  const startMs = 1200;
  const times = { msLeft: 10_000, scoringMs: 1000, startMs };
  const second = phaseBudgetMs(phases.slice(1), times);
  const last = phaseBudgetMs(phases.slice(2), { ...times, msLeft: 10_000 - second - startMs });
  expect(last).toBeCloseTo(second, 6);
});

test("time that the blend leaves over goes to the later phases", () => {
  const at = (elapsedMs: number) =>
    phaseBudgetMs(phases.slice(1), { msLeft: 20_000 - elapsedMs, scoringMs: 0, startMs: 0 });
  expect(at(2000)).toBeGreaterThan(at(10_000));
});

test("what is still to come after the blend takes seven tenths of its time, half of that after retraining", () => {
  expect([0, 1, 2, 3].map((done) => unwatchedMs(phases.slice(done), 1000))).toEqual([700, 700, 350, 0]);
});

test("whatever phases there are share all that is left, in proportion", () => {
  const shares = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(shares, (budgetShares) => {
      const rows = budgetShares.map((budgetShare) => ({ budgetShare }));
      const total = budgetShares.reduce((sum, share) => sum + share, 0);
      let elapsedMs = 0;
      rows.forEach(({ budgetShare }, index) => {
        const ms = phaseBudgetMs(rows.slice(index), { msLeft: 10_000 - elapsedMs, scoringMs: 1000, startMs: 0 });
        expect(ms).toBeCloseTo((9000 * budgetShare) / total, 6);
        elapsedMs += ms;
      });
    }),
  );
});
