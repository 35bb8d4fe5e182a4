import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inferRules } from "../infer/infer-rules.ts";
import { tableOf } from "../testing/made-tables.ts";
import { columnStatistics, quantilesOf } from "./column-statistics.ts";
import { judgeNumbers } from "./judge-numbers.ts";

const statisticsOf = (texts: readonly string[]) => {
  const table = tableOf({ x: texts });
  return columnStatistics(table, inferRules(table), undefined)[0];
};

describe("what is stored of a column", () => {
  test("quantiles, as Python's statistics.quantiles(method='inclusive') gives them", () => {
    const values = Float64Array.from({ length: 21 }, (_, at) => ((at * 8) % 21) ** 2);
    // statistics.quantiles(sorted(((8*a) % 21)**2 for a in range(21)), n=1000, method="inclusive")
    expect(quantilesOf(values)).toEqual(
      [0, 0.02, 0.2, 1, 4, 16, 36, 64, 100, 144, 196, 256, 324, 361, 392.2, 399.22, 400].map((value) =>
        expect.closeTo(value, 9),
      ),
    );
  });

  test("shares of cells that are missing, unreadable, alone or pooled, and digits behind the point", () => {
    const numbers = statisticsOf(["1.25", "2.5", "", "3", ...Array.from({ length: 36 }, (_, at) => `${at}.5`)]);
    expect(numbers).toMatchObject({ nFilled: 39, missingShare: 1 / 40, unreadableShare: 0 });
    expect(numbers.decimals).toBeGreaterThan(1);
    const levels = statisticsOf(["a", "a", "b", "b", "b", "c", "", "d"]);
    expect(levels).toMatchObject({ nFilled: 7, missingShare: 1 / 8, onceShare: 2 / 7, pooledShare: 0 });
    const rare = Array.from({ length: 40 }, (_, at) => `rare ${at}`);
    const common = Array.from({ length: 120 }, (_, at) => `common ${at % 30}`);
    expect(statisticsOf([...common, ...rare])).toMatchObject({ nFilled: 160, onceShare: 0.25, pooledShare: 20 / 160 });
  });
});

const usual = statisticsOf(Array.from({ length: 200 }, (_, at) => String(20 + (at % 60))));
const judge = (values: readonly number[]) => judgeNumbers(Float64Array.from(values), usual, "number");
const twenty = (value: (at: number) => number) => Array.from({ length: 20 }, (_, at) => value(at));

describe("numbers out of all proportion", () => {
  test.each([
    ["1,000 times as large", twenty((at) => 1000 * (22 + 2 * at)), { how: "scale", factor: 0.001 }],
    ["as shares", twenty((at) => (22 + 2 * at) / 100), { how: "scale", factor: 100 }],
    ["negative", twenty((at) => -(22 + 2 * at)), { how: "sign", factor: -1 }],
    ["all beyond, by no plain factor", twenty((at) => 200 + at / 10), { how: "range" }],
    ["one that is far off", [50_000], { how: "range" }],
  ] as const)("%s", (_, values, odd) => expect(judge(values)).toEqual(odd));

  test.each([
    ["a part of what training had", twenty(() => 21)],
    ["the lowest of it", twenty((at) => 20 + (at % 3))],
    ["a little beyond", twenty((at) => 75 + at)],
    ["one that is small", [0.2]],
    ["one that is negative", [-3]],
    ["none", []],
  ] as const)("not %s", (_, values) => expect(judge(values)).toBeUndefined());

  test("later dates are none, dates of another age are", () => {
    const days = { ...usual, quantiles: quantilesOf(Float64Array.from({ length: 30 }, (_, at) => 18_000 + at)) };
    const dates = (first: number) =>
      judgeNumbers(
        Float64Array.from({ length: 20 }, (_, at) => first + at),
        days,
        "date",
      );
    expect(dates(20_500)).toBeUndefined();
    expect(dates(-350_000)).toEqual({ how: "range" });
  });

  test("never any part of training itself, however it was drawn", () => {
    const column = fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true, min: -1e6, max: 1e6 })), { minLength: 20 });
    fc.assert(
      fc.property(column, fc.nat(), fc.nat(), (values, from, length) => {
        const own = statisticsOf(values.map(String));
        if (own.quantiles === undefined) return;
        const sorted = Float64Array.from(values).sort();
        const start = from % sorted.length;
        const part = sorted.slice(start, start + 1 + (length % sorted.length));
        const odd = judgeNumbers(part, own, "number");
        expect(odd?.how === "scale" && (odd.factor ?? 0) < 1).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
