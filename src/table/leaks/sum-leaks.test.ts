import { expect, test } from "vitest";
import { inferRules } from "../infer/infer-rules.ts";
import { inferTarget } from "../infer/infer-target.ts";
import { overrideRule } from "../infer/override-rule.ts";
import { hasData, readDataFile } from "../testing/data-on-disk.ts";
import { ruleOf, tableOf } from "../testing/made-tables.ts";
import { sumLeak } from "./sum-leaks.ts";

const n = 120;
const made = (step: number, bound: number) => Float64Array.from({ length: n }, (_, row) => ((row + 1) * step) % bound);
const [a, b, c] = [made(37, 101), made(53, 89), made(71, 97)];
const columns = (...values: Float64Array[]) => values.map((each, index) => ({ name: "abc"[index], values: each }));
const over = (one: Float64Array, other: Float64Array, of: (x: number, y: number) => number) =>
  one.map((value, row) => of(value, other[row]));

test("a sum and both differences are found, rounding apart", () => {
  expect(
    sumLeak(
      columns(a, c, b),
      over(a, b, (x, y) => x + y),
    ),
  ).toEqual({ sign: "+", first: "a", second: "c" });
  expect(
    sumLeak(
      columns(a, b),
      over(a, b, (x, y) => x - y),
    ),
  ).toEqual({ sign: "−", first: "a", second: "b" });
  expect(
    sumLeak(
      columns(a, b),
      over(a, b, (x, y) => y - x),
    ),
  ).toEqual({ sign: "−", first: "b", second: "a" });
  const tenths = [a, b].map((values) => values.map((value) => value / 10));
  expect(
    sumLeak(
      columns(...tenths),
      over(a, b, (x, y) => (x + y) / 10),
    ),
  ).toBeDefined();
});

test("missing cells and a few damaged rows do not hide it; many do", () => {
  const total = over(a, b, (x, y) => x + y);
  const gappy = a.map((value, row) => (row % 3 ? value : Number.NaN));
  expect(sumLeak(columns(gappy, b), total)).toBeDefined();
  expect(
    sumLeak(
      columns(a, b),
      total.map((value, row) => (row % 7 === 3 ? value + 1 : value)),
    ),
  ).toBeDefined();
  expect(
    sumLeak(
      columns(a, b),
      total.map((value, row) => (row % 4 === 3 ? value + 1 : value)),
    ),
  ).toBeUndefined();
  expect(sumLeak(columns(a, b), c)).toBeUndefined();
  const seldom = [a, b, c].map((values) => values.map((value, row) => (row % 5 ? 0 : value)));
  expect(sumLeak(columns(seldom[0], seldom[1]), seldom[2])).toBeUndefined();
});

test("parts are set aside with the reason, and one stays in use where the other is set aside by hand", () => {
  const texts = (values: Float64Array) => Array.from(values, String);
  const table = tableOf({ day: texts(a), night: texts(b), other: texts(c), all: texts(over(a, b, (x, y) => x + y)) });
  const { rules } = inferTarget(table, inferRules(table), "all");
  for (const name of ["day", "night"]) {
    expect(ruleOf(rules, name).role).toBe("aside");
    expect(ruleOf(rules, name).roleReason).toContain("day + night is all");
  }
  expect(ruleOf(rules, "other").role).toBe("used");
  const rare = tableOf({ day: texts(a), rare: texts(a.map((_, row) => Number(row === 5))), all: texts(c) });
  expect(inferTarget(rare, inferRules(rare), "all").rules.map(({ role }) => role)).toEqual(["used", "used", "target"]);
  const decided = inferRules(table).map((rule) =>
    rule.name === "night" ? overrideRule(table, rule, { role: "aside" }) : rule,
  );
  expect(ruleOf(inferTarget(table, decided, "all").rules, "day").role).toBe("used");
});

test.skipIf(!hasData)("rented bikes: those of members and of others make all", async () => {
  const table = await readDataFile("dirty/rein_bike/clean.csv");
  const { rules } = inferTarget(table, inferRules(table), "cnt");
  expect(rules.filter(({ role }) => role === "aside").map(({ name }) => name)).toEqual([
    "instant",
    "casual",
    "registered",
  ]);
});
