import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomNormals, STREAMS } from "../../base/random.ts";
import { dealEvenly, type EvenlyDealtGroups } from "./deal-evenly.ts";
import { type Shares, SPLITS } from "./shares.ts";
import { meanAndError, twoSided } from "./testing/check-unbiased.ts";

const SHARES: Shares = { train: 0.6, validation: 0.2, test: 0.2 };
const N_SEEDS = 200;
const seeds = Array.from({ length: N_SEEDS }, (_, seed) => seed);

function oneStratum(sizes: readonly number[], values?: readonly number[]): EvenlyDealtGroups {
  return { sizes, strata: new Uint8Array(sizes.length), ...(values ? { values } : {}) };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Sizes as sessions and patients have them: many small, few large. */
function skewed(nGroups: number): number[] {
  const normals = randomNormals({ seed: 11, stream: STREAMS.sample, step: 0 }, nGroups);
  return Array.from(normals, (normal) => Math.ceil(Math.exp(1 + 1.2 * normal)));
}

const tables: Readonly<Record<string, readonly number[]>> = {
  "200 groups of skewed sizes": skewed(200),
  "30 groups of skewed sizes": skewed(30),
  "7 groups, each twice the one before": [1, 2, 4, 8, 16, 32, 64],
  "one group with half of the rows": [60, ...new Array<number>(20).fill(3)],
  "rows without repeats": new Array<number>(40).fill(1),
  "20 of 200 rows six times": [...new Array<number>(20).fill(6), ...new Array<number>(180).fill(1)],
};

describe.each(Object.entries(tables))("%s", (_, sizes) => {
  const dealt = seeds.map((seed) => dealEvenly(oneStratum(sizes), SHARES, seed));

  test("each group comes to each split as often as the share says, whatever its size", () => {
    for (const split of SPLITS) {
      const share = SHARES[split];
      const deviation = Math.sqrt((share * (1 - share)) / N_SEEDS);
      for (const [group, size] of sizes.entries()) {
        const found = dealt.filter((each) => each[group] === split).length / N_SEEDS;
        // One of some hundred groups may well be far out: the bound is Bonferroni's at 1 %.
        const chance = twoSided((found - share) / deviation) * sizes.length;
        expect({ group, size, chance: chance > 0.01 }).toEqual({ group, size, chance: true });
      }
    }
  });

  test("shares of rows hold in expectation, and no split is without a group", () => {
    const nRows = sumOf(sizes);
    for (const split of SPLITS) {
      const shares = dealt.map((each) => sumOf(sizes.filter((_, group) => each[group] === split)) / nRows);
      expect(Math.min(...shares)).toBeGreaterThan(0);
      const [mean, error] = meanAndError(shares);
      expect(Math.abs(mean - SHARES[split])).toBeLessThanOrEqual(4 * error + 1e-12);
    }
  });

  test("a target that goes with the size of groups has the table's sum in every split, in expectation", () => {
    // Sums, since a mean within a split is a ratio: its bias is of the order of 1 over the number of groups.
    const whole = sumOf(sizes.map((size) => size * size));
    for (const split of SPLITS) {
      const sums = dealt.map((each) => sumOf(sizes.map((size, group) => (each[group] === split ? size * size : 0))));
      const [mean, error] = meanAndError(sums);
      expect(Math.abs(mean - SHARES[split] * whole)).toBeLessThanOrEqual(4 * error + 1e-9);
    }
  });
});

test("each stratum of three groups or more reaches every split, a smaller one training first", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 });
  const part = fc.integer({ min: 1, max: 20 });
  fc.assert(
    fc.property(sizes, fc.tuple(part, part, part), fc.nat(), (made, [a, b, c], seed) => {
      const total = a + b + c;
      const shares = { train: a / total, validation: b / total, test: c / total };
      const found = new Set(dealEvenly(oneStratum(made), shares, seed));
      expect([...found].sort()).toEqual(["train", "validation", "test"].slice(0, made.length).sort());
    }),
  );
});

test("with few groups a share is at least one group, by lot and not by size", () => {
  const sizes = [1, 10, 100, 1000];
  const many = Array.from({ length: 2000 }, (_, seed) => dealEvenly(oneStratum(sizes), SHARES, seed));
  for (const [group] of sizes.entries()) {
    const inTest = many.filter((each) => each[group] === "test").length / many.length;
    expect(Math.abs(inTest - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / many.length));
  }
});

test("any stretch of a line of equals is shared out within one group of its share", () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 500 }), fc.nat(), (nGroups, seed) => {
      const dealt = dealEvenly(oneStratum(new Array<number>(nGroups).fill(1)), SHARES, seed);
      for (const split of SPLITS) {
        const count = dealt.filter((each) => each === split).length;
        expect(Math.abs(count - SHARES[split] * nGroups)).toBeLessThan(1 + 1e-9);
      }
    }),
  );
});

test("along values, every tenth of them is shared out alike, and splits still differ from seed to seed", () => {
  const values = Array.from({ length: 100 }, (_, group) => (group * 37) % 100);
  const dealt = seeds.map((seed) => dealEvenly(oneStratum(new Array<number>(100).fill(1), values), SHARES, seed));
  for (const each of dealt) {
    for (let tenth = 0; tenth < 10; tenth++) {
      const within = each.filter((_, group) => Math.floor(values[group] / 10) === tenth);
      expect(SPLITS.map((split) => within.filter((other) => other === split).length)).toEqual([6, 2, 2]);
    }
  }
  expect(new Set(dealt.map((each) => each.join())).size).toBe(N_SEEDS);
});

test("the same seed gives the same split, another seed another one", () => {
  const groups: EvenlyDealtGroups = { sizes: skewed(60), strata: Array.from({ length: 60 }, (_, group) => group % 3) };
  for (const seed of seeds.slice(0, 20))
    expect(dealEvenly(groups, SHARES, seed)).toEqual(dealEvenly(groups, SHARES, seed));
  expect(new Set(seeds.map((seed) => dealEvenly(groups, SHARES, seed).join())).size).toBe(N_SEEDS);
});

test("a split without a share gets nothing, the others theirs", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), (nGroups, seed) => {
      const sizes = new Array<number>(nGroups).fill(1);
      const dealt = dealEvenly(oneStratum(sizes), { train: 0.75, validation: 0.25, test: 0 }, seed);
      expect(dealt).not.toContain("test");
      const nTrain = dealt.filter((split) => split === "train").length;
      if (nGroups > 1) expect(Math.abs(nTrain - 0.75 * nGroups)).toBeLessThanOrEqual(1);
    }),
  );
});
