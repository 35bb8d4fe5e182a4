import { describe, expect, test } from "vitest";
import { randomUniform, STREAMS } from "../../base/random.ts";
import { likeliestOther, marginAgainst, rankIn, suspicionOf, thresholdOf } from "./suspicion.ts";

describe("margins and ranks, by hand", () => {
  const said = Float64Array.of(0.5, 0.3, 0.2, 0.1, 0.2, 0.7);

  test("the margin is the log odds of the likeliest other class against the row's own", () => {
    expect(likeliestOther(said, 0, { label: 0, nClasses: 3 })).toBe(1);
    expect(marginAgainst(said, 0, { label: 0, nClasses: 3 })).toBeCloseTo(Math.log(0.3 / 0.5), 9);
    expect(likeliestOther(said, 1, { label: 1, nClasses: 3 })).toBe(2);
    expect(marginAgainst(said, 1, { label: 1, nClasses: 3 })).toBeCloseTo(Math.log(0.7 / 0.2), 9);
  });

  test("a rank is the share below, ties half", () => {
    const sorted = Float64Array.of(1, 2, 2, 3);
    expect([0, 1, 2, 3, 4].map((value) => rankIn(sorted, value))).toEqual([0, 0.125, 0.5, 0.875, 1]);
  });

  test("suspicion is the mean of both ranks; of a row that no model was trained on, the one; a changed label counts by what it was changed to", () => {
    const probabilities = (own: readonly number[]) => Float64Array.from(own.flatMap((first) => [first, 1 - first]));
    const heldOut = probabilities([0.9, 0.8, 0.4, 0.1]);
    const inSample = probabilities([0.95, 0.6, 0.7, 0]);
    inSample.fill(0, 6);
    const { scores, planted } = suspicionOf({ heldOut, inSample, nClasses: 2 }, [0, 0, 0, 0], [0, 1, 0, 0]);
    // Held-out margins against the labels of training: ln(.1/.9), ln(.8/.2), ln(.6/.4), ln(.9/.1); in-sample of the first three:
    // ln(.05/.95), ln(.6/.4), ln(.3/.7).
    expect(scores[0]).toBeCloseTo((0.125 + 1 / 6) / 2, 9);
    expect(scores[2]).toBeCloseTo((0.375 + 0.5) / 2, 9);
    expect(scores[3]).toBeCloseTo(0.875, 9);
    expect(planted[0]).toBeCloseTo((0.625 + 5 / 6) / 2, 9);
    // With its own label the second row has ln(.2/.8), between the first and the third.
    expect(scores[1]).toBeCloseTo(0.25, 9);
  });
});

describe("the threshold", () => {
  const draw = (step: number) => (index: number) => randomUniform({ seed: 3, stream: STREAMS.sample, step }, index);

  /** Scores of right labels are even in 0 … 1; of wrong ones the larger of three such numbers. */
  const made = (wrongShare: number) => {
    const wrong = (step: number) => (index: number) =>
      Math.max(draw(step)(index), draw(step + 1)(index), draw(step + 2)(index));
    const planted = Float64Array.from({ length: 2000 }, (_, index) => wrong(10)(index)).sort();
    const scores = Float64Array.from({ length: 20_000 }, (_, index) =>
      draw(20)(index) < wrongShare ? wrong(30)(index) : draw(40)(index),
    );
    return { planted, scores };
  };

  test("the share of wrong labels is bounded by what lies beyond any score", () => {
    // Beyond a score t lie 1 − t of the right and 1 − t³ of the wrong: the quotient is least at 1, where it is ε + (1 − ε)/3.
    for (const share of [0, 0.3]) {
      const { wrongShare } = thresholdOf(made(share));
      expect(wrongShare).toBeGreaterThan(share + (1 - share) / 3 - 0.08);
      expect(wrongShare).toBeLessThan(share + (1 - share) / 3 + 0.12);
    }
  });

  test("where wrong labels stand apart, it finds them and their share; where there are none, it finds none", () => {
    const planted = Float64Array.from({ length: 200 }, (_, index) => 0.95 + 0.05 * draw(50)(index)).sort();
    const right = (index: number) => 0.9 * draw(60)(index);
    const scores = Float64Array.from({ length: 10_000 }, (_, index) =>
      index < 1000 ? 0.95 + 0.05 * draw(70)(index) : right(index),
    );
    const found = thresholdOf({ planted, scores });
    expect(found.wrongShare).toBeCloseTo(0.1, 1);
    expect(scores.filter((score) => score >= found.score).length).toBeGreaterThan(950);
    expect(scores.filter((score, index) => score >= found.score && index >= 1000).length).toBe(0);
    const clean = thresholdOf({ planted, scores: scores.subarray(1000) });
    expect(clean.wrongShare).toBe(0);
    expect(clean.score).toBe(Number.POSITIVE_INFINITY);
  });
});
