import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binnedAuc, rankAuc, rankCorrelation, rankValues } from "./leak-measures.ts";

describe("area under the ROC curve", () => {
  const sample = fc.array(
    fc.record({ value: fc.oneof(fc.nat({ max: 9 }), fc.constant(Number.NaN)), label: fc.nat({ max: 1 }) }),
    {
      minLength: 20,
      maxLength: 60,
    },
  );

  test("of ranks is the share of pairs in the right order, ties counting half", () => {
    fc.assert(
      fc.property(sample, (rows) => {
        const known = rows.filter(({ value }) => !Number.isNaN(value));
        const positives = known.filter(({ label }) => label === 1);
        const negatives = known.filter(({ label }) => label === 0);
        fc.pre(positives.length >= 5 && negatives.length >= 5 && known.length >= rows.length / 2);
        let wins = 0;
        for (const a of positives)
          for (const b of negatives) wins += a.value > b.value ? 1 : a.value === b.value ? 0.5 : 0;
        const share = wins / (positives.length * negatives.length);
        const values = Float64Array.from(rows, ({ value }) => value);
        const labels = Float64Array.from(rows, ({ label }) => label);
        expect(rankAuc(rankValues(values), labels)).toBeCloseTo(Math.max(share, 1 - share), 12);
      }),
    );
  });

  test("of bins is 1 where bins are classes, and near one half for noise with many bins", () => {
    const labels = Float64Array.from({ length: 400 }, (_, row) => (row * 31) % 3);
    expect(
      binnedAuc(
        Int32Array.from(labels, (label) => label + 1),
        labels,
      ),
    ).toBe(1);
    expect(
      binnedAuc(
        Int32Array.from({ length: 400 }, (_, row) => row),
        labels,
      ),
    ).toBeCloseTo(0.5, 12);
  });
});

test("Spearman's correlation, ties sharing their mean rank: as scipy.stats.spearmanr has it", () => {
  const a = Float64Array.from({ length: 60 }, (_, row) => (row * 7) % 5);
  const b = a.map((value, row) => value + ((row * 11) % 3));
  expect(rankCorrelation(rankValues(a), rankValues(b))).toBeCloseTo(0.8729414997735313, 12);
});
