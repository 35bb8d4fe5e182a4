import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inferOne, repeat, tableOf } from "../testing/made-tables.ts";
import { assignRoles } from "./assign-roles.ts";
import { mostLevelsOf } from "./column-levels.ts";
import { inferRules } from "./infer-rules.ts";

const labels = (texts: readonly string[]) => inferOne(texts).levels.map(({ label }) => label);

describe("levels", () => {
  test("what looks alike is one level, named by the commonest spelling", () => {
    const dress = fc.constantFrom(
      (text: string) => `${text}\u200b`,
      (text: string) => text.replace(" ", "  "),
      (text: string) => text.replace(" ", "\u00a0"),
      (text: string) => text.normalize("NFD"),
      (text: string) => `${text}.`,
      (text: string) => text.toUpperCase(),
    );
    fc.assert(
      fc.property(fc.constantFrom("New York", "são paulo", "Rue Été"), dress, (name, change) => {
        expect(labels([...repeat([name, "other"], 10), change(name), change(name)]).sort()).toEqual(
          [name, "other"].sort(),
        );
      }),
    );
  });

  test("codes with capitals inside are told apart, a name with one is not", () => {
    expect(labels(repeat(["uUsP", "UUSp", "kq0n"], 5)).length).toBe(3);
    expect(labels(repeat(["AA", "Aa", "aa"], 5)).sort()).toEqual(["AA", "Aa", "aa"]);
    expect(labels([...repeat(["Aa", "bb"], 5), "AA"]).length).toBe(2);
    const table = tableOf({ gene: repeat(["AA", "Aa", "aa"], 9), code: repeat(["uUsP", "UUSp"], 14).slice(0, 27) });
    expect(assignRoles(table, inferRules(table), undefined).map(({ role }) => role)).toEqual(["used", "used"]);
    expect(labels([...repeat(["McKay", "Smith"], 5), "mckay", "MCKAY"])).toEqual(["McKay", "Smith"]);
  });
});

describe("many levels", () => {
  const named = (count: number, times: number, from = 0) =>
    repeat(
      Array.from({ length: count }, (_, level) => `place ${from + level}`),
      times,
    );

  test("are kept where they stand in more than one cell, and pooled where they stand in one", () => {
    const rule = inferOne([...named(300, 3), ...named(40, 1, 300)]);
    expect(rule.levels.length).toBe(301);
    expect(rule.otherLabel).toBe("(other)");
    expect(rule.levels.at(-1)).toEqual({ label: "(other)", spellings: [] });
    expect(rule.typeReason).toContain("the 300 most frequent are kept, the rest pooled");
  });

  test("the fifty commonest are kept, however rare they are", () => {
    expect(inferOne([...named(30, 9), ...named(40, 1, 30)]).levels.length).toBe(51);
    expect(inferOne(named(51, 6)).levels.length).toBe(51);
  });

  test("two thousand at most, and fewer where a table has many columns", () => {
    expect(mostLevelsOf(1)).toBe(2000);
    expect(mostLevelsOf(25)).toBe(2000);
    expect(mostLevelsOf(100)).toBe(500);
    expect(mostLevelsOf(100_000)).toBe(50);
    expect(inferOne(named(2100, 5)).levels.length).toBe(2001);
  });
});

describe("numbers that are names", () => {
  test("codes far apart in a column that is named so are a category, others stay numbers", () => {
    const codes = repeat(["33", "171", "8014", "9003", "9991"], 8);
    expect(inferOne(codes, "course_code").type).toBe("category");
    expect(inferOne(codes, "course_code").typeReason).toContain("no quantity");
    expect(inferOne(codes, "engine").type).toBe("number");
    expect(inferOne(repeat(["1", "2", "3", "4"], 8), "class").type).toBe("number");
  });

  test("a few damaged or missing cells make no quantity of them", () => {
    const codes = repeat(["35233", "35801", "36201", "99501"], 20);
    expect(inferOne([...codes, "x5957", "352x3", "NA", "NA", "NA", "NA", "NA"], "ZipCode").type).toBe("category");
  });

  test("versions are no numbers, whatever they look like", () => {
    const table = tableOf({
      app_version: repeat(["1.1", "1.9", "1.10", "2.0"], 12),
      conversion: repeat(["1.1", "1.9", "1.10", "2.0"], 12),
    });
    expect(inferRules(table).map(({ type }) => type)).toEqual(["category", "number"]);
    expect(
      inferRules(table)[0]
        .levels.map(({ label }) => label)
        .sort(),
    ).toEqual(["1.1", "1.10", "1.9", "2.0"]);
  });

  test("numbers that one calls are none to count with, and counts of calls are", () => {
    const numbers = Array.from({ length: 60 }, (_, row) => String(2_565_938_310 + ((row * 7919) % 61) * 1000));
    expect(inferOne(numbers, "PhoneNumber").type).not.toBe("number");
    expect(inferOne(numbers, "balance").type).toBe("number");
    expect(inferOne(repeat(["0", "1", "2"], 20), "Telephone").type).toBe("number");
  });

  test("an unnamed first column of numbers that never repeat is set aside", () => {
    const numbers = Array.from({ length: 40 }, (_, row) => String((row * 37) % 101));
    const rolesOf = (columns: Record<string, readonly string[]>) =>
      assignRoles(tableOf(columns), inferRules(tableOf(columns)), undefined).map(({ role }) => role);
    expect(rolesOf({ "column 1": numbers, x: numbers.map((text) => `${text}.5`) })).toEqual(["aside", "used"]);
    expect(rolesOf({ "column 1": numbers, "column 2": numbers })).toEqual(["used", "used"]);
  });
});
