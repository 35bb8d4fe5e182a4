import fc from "fast-check";
import { expect, test } from "vitest";
import { asRead, percent } from "../../base/numbers.ts";
import type { ProbeReading } from "../block.ts";
import { explain } from "../scale-number/explain.ts";
import { fit } from "../scale-number/fit.ts";
import { program } from "../scale-number/program.ts";
import { SCALINGS, spec } from "../scale-number/spec.ts";
import { runBlock } from "../testing/run-block.ts";
import { explainChoice, judgeChoice, strongest, verdictLine } from "./explain-choice.ts";

function reading(rows: Record<string, readonly number[]>, alternatives = ["mean", "median", "zero"]): ProbeReading {
  return {
    name: "choice",
    kind: "choice",
    rowLabels: Object.keys(rows),
    columnLabels: alternatives,
    values: Object.values(rows).flat(),
  };
}

test("shares near even, or near where they started, are no preference", () => {
  expect(judgeChoice(reading({ a: [0.3, 0.4, 0.3] }), -1)[0].certainty).toBe("none");
  const untouched = [0.5, 0.25, 0.25];
  expect(judgeChoice(reading({ a: untouched }), 0)[0].certainty).toBe("none");
  expect(judgeChoice(reading({ a: untouched }), -1)[0].certainty).toBe("slight");
  expect(judgeChoice(reading({ a: [0.4, 0.3, 0.3] }), 0)[0].certainty).toBe("none");
});

test("the start that is assumed is the one that a block's choice has at the final temperature", () => {
  const run = runBlock({ spec, fit, program, explain }, { numbers: { a: [1, 2, 3] } });
  const [verdict] = judgeChoice(run.probes()[0], SCALINGS.indexOf("z-score"));
  expect(verdict).toMatchObject({ winner: "z-score", certainty: "none" });
  expect(verdict.share).toBeCloseTo(0.5, 6);
});

test("a moved choice leans below 80 % and is clear from there on", () => {
  expect(judgeChoice(reading({ a: [0.2, 0.6, 0.2], b: [0.05, 0.9, 0.05] }), 0)).toMatchObject([
    { label: "a", winner: "median", certainty: "slight" },
    { label: "b", winner: "median", certainty: "clear" },
  ]);
});

test("sentences for one choice, for many, for none", () => {
  expect(
    explainChoice({ subject: "Filling gaps", reading: reading({ "all columns": [0.2, 0.6, 0.2] }), preferred: 0 }),
  ).toEqual({
    summary: "Filling gaps leans to median (60 % of the blend).",
    details: ["all columns: leans to median (60 % of the blend)."],
    certainty: "slight",
  });
  const many = explainChoice({
    subject: "Filling gaps",
    reading: reading({ a: [0.34, 0.33, 0.33], b: [0, 0.05, 0.95] }),
    preferred: -1,
  });
  expect(many.summary).toBe("Filling gaps shows a preference in 1 of 2 columns: b (zero).");
  expect(many.details).toEqual([
    "b: zero (95 % of the blend).",
    "a: no clear preference: hardly matters here (mean has 34 % of the blend).",
  ]);
  expect(
    explainChoice({ subject: "Scaling", reading: reading({ a: [0.34, 0.33, 0.33] }), preferred: -1 }),
  ).toMatchObject({
    summary: "Scaling: no clear preference: hardly matters here.",
    certainty: "none",
  });
});

test("the surest of several", () => {
  expect(strongest(["none", "clear", "slight"])).toBe("clear");
  expect(strongest([])).toBe("none");
});

/** Shares of two to four alternatives that sum to one. */
const shares = fc
  .array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 2, maxLength: 4 })
  .map((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });

test("shares that read the same are called the same, and what leads in words leads in numbers", () => {
  fc.assert(
    fc.property(shares, fc.integer({ min: -1, max: 1 }), (values, preferred) => {
      const alternatives = values.map((_, k) => `way ${k}`);
      const asShown = values.map((value) => asRead(value) / 100);
      const [verdict] = judgeChoice(reading({ a: values }, alternatives), preferred);
      const [again] = judgeChoice(reading({ a: asShown }, alternatives), preferred);
      expect({ ...again, share: 0 }).toEqual({ ...verdict, share: 0 });
      const line = verdictLine(verdict);
      const largest = percent(Math.max(...values));
      expect(line).toContain(largest);
      const leaders = alternatives.filter((_, k) => percent(values[k]) === largest);
      for (const leader of leaders) expect(line).toContain(leader);
      if (leaders.length > 1) expect(verdict.certainty, "two that read alike").toBe("none");
    }),
  );
});

test("a tie is told as one", () => {
  expect(
    explainChoice({ subject: "Filling gaps", reading: reading({ a: [0.452, 0.448, 0.1] }), preferred: -1 }).details,
  ).toEqual(["a: no clear preference: hardly matters here (mean and median each have 45 % of the blend)."]);
});
