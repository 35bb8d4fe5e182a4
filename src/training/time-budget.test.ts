import fc from "fast-check";
import { expect, test } from "vitest";
import type { TrainingPhase } from "./phases.ts";
import { phaseBudgetMs } from "./time-budget.ts";

const phases: readonly TrainingPhase[] = ["soft", "tuning", "baseline"];

/** A run whose phases use a part of what they may, with fitting before each. */
function runOf(totalMs: number, scoringMs: number, fitMs: number, used: readonly number[]): number {
  let elapsedMs = 0;
  phases.forEach((phase, index) => {
    elapsedMs += fitMs;
    elapsedMs += used[index] * phaseBudgetMs(phase, { totalMs, elapsedMs, scoringMs });
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

test("time that the blend leaves over goes to the later phases", () => {
  const at = (elapsedMs: number) => phaseBudgetMs("tuning", { totalMs: 20_000, elapsedMs, scoringMs: 0 });
  expect(at(2000)).toBeGreaterThan(at(10_000));
});

test("scoring that would take longer than the whole run leaves most of the time to training", () => {
  expect(phaseBudgetMs("soft", { totalMs: 10_000, elapsedMs: 0, scoringMs: 60_000 })).toBeGreaterThanOrEqual(3000);
});
