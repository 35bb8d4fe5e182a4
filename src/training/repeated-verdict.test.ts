import { expect, test } from "vitest";
import { report } from "../studio/session/testing/fake-worker.ts";
import { repeatedVerdict } from "./repeated-verdict.ts";
import type { TrainingReport } from "./types.ts";

const FOUND = [0.03, 0.05, -0.01, 0.04, 0.02, 0.06, 0.01, 0.03, 0.05, 0.02];
const run = (difference: number, more: Partial<TrainingReport> = {}): TrainingReport => ({
  ...report,
  rows: { total: 100, train: 60, validation: 20, test: 20, unlabelled: 0 },
  opponents: [
    {
      stage: "baseline",
      metric: "logLoss",
      verdict: "better",
      difference,
      low: difference,
      high: difference,
      nRows: 20,
    },
  ],
  ...more,
});

test("the mean over divisions, with an error that knows that they share their rows", () => {
  const found = repeatedVerdict(FOUND.map((each) => run(each)));
  // numpy: mean(FOUND) = .03, std(FOUND, ddof=1) = .0210819, times sqrt(1/10 + 20/80) and scipy's t.ppf(.975, 9) = 2.262157.
  expect(found).toMatchObject({ metric: "logLoss", nDivisions: 10, verdict: "better" });
  expect(found?.difference).toBeCloseTo(0.03, 12);
  expect((found?.high ?? 0) - 0.03).toBeCloseTo(2.262157 * 0.021081851 * Math.sqrt(0.35), 4);
  expect(0.03 - (found?.low ?? 0)).toBeCloseTo((found?.high ?? 0) - 0.03, 12);
});

test("nothing is said of few divisions, nor of runs that were compared by another metric or with nothing", () => {
  expect(repeatedVerdict(FOUND.slice(0, 4).map((each) => run(each)))).toBeUndefined();
  const others = FOUND.slice(0, 4).map((each) => run(each, { opponents: [] }));
  expect(repeatedVerdict([...FOUND.slice(0, 4).map((each) => run(each)), ...others])).toBeUndefined();
  const even = repeatedVerdict([0.1, -0.1, 0.2, -0.2, 0.05].map((each) => run(each)));
  expect(even?.verdict).toBe("no clear difference");
});
