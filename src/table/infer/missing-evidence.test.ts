import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNumberCells } from "../cells/read-cells.ts";
import { columnFromTexts } from "../column-builder.ts";
import { inferOne, repeat, ruleOf, tableOf } from "../testing/made-tables.ts";
import { inferRules } from "./infer-rules.ts";
import { overrideRule } from "./override-rule.ts";

const numbers = Array.from({ length: 60 }, (_, index) => String(Math.round(index ** 1.7) + index / 4));

describe("texts that mean missing", () => {
  /** No digit, no sign of a number: what people type where they know nothing. */
  const marker = fc
    .stringMatching(/^[A-Za-z*.\\()#?/ -]{1,12}$/)
    .map((text) => text.trim())
    .filter((text) => text !== "" && !/^[+-]?(?:e|inf)/i.test(text));

  test("one text that repeats among many numbers is missing, however often it stands there", () => {
    fc.assert(
      fc.property(marker, fc.integer({ min: 2, max: 120 }), (text, count) => {
        const cells = [...numbers, ...repeat([text], count)];
        const rule = inferOne(cells);
        const { values, unreadable } = readNumberCells(columnFromTexts("x", cells), rule);
        expect(rule.type).toBe("number");
        expect(unreadable.count).toBe(0);
        expect(Array.from(values.slice(0, 60))).toEqual(numbers.map(Number));
        expect(values.slice(60).every(Number.isNaN)).toBe(true);
      }),
    );
  });

  test("the reason tells which text, and how often", () => {
    expect(inferOne([...numbers, ...repeat(["out of order 2"], 60)]).typeReason).toContain(
      '"out of order 2" repeats in 60 cells',
    );
  });

  test("a number with another unit is no marker", () => {
    expect(inferOne([...numbers, "142.6Sq. Meter", "142.6Sq. Meter"]).missingMarkers).toEqual([]);
  });

  test("a text among few numbers is a level", () => {
    expect(inferOne(repeat(["1", "2", "A", "B"], 10)).type).toBe("category");
  });

  test("known words are missing in a category, too", () => {
    for (const word of ["\\N", "(missing)", "(blank)", "N/D", "0000-00-00"]) {
      expect(inferOne([...repeat(["east", "west"], 10), word]).missingMarkers).toEqual([word]);
    }
  });

  test("NA is a level among codes of regions, and missing among others", () => {
    expect(inferOne(repeat(["NA", "BW", "ZA"], 10)).missingMarkers).toEqual([]);
    expect(inferOne(repeat(["NA", "EU"], 10)).levels.length).toBe(2);
    expect(inferOne(repeat(["NA", "TX", "NY", "CA"], 10)).missingMarkers).toEqual(["NA"]);
    expect(inferOne(repeat(["NA", "yes", "no"], 10)).missingMarkers).toEqual(["NA"]);
  });

  test("a dash beside a positive answer is the negative one", () => {
    expect(inferOne(repeat(["-", "pos"], 10)).levels.length).toBe(2);
    expect(inferOne(repeat(["-", "+", "++"], 10)).levels.length).toBe(3);
    expect(inferOne(repeat(["-", "pos", "neg"], 10)).missingMarkers).toEqual(["-"]);
  });
});

describe("numbers that may mean missing", () => {
  const ages = Array.from({ length: 100 }, (_, index) => String(20 + ((index * 37) % 61)));

  test.each(["-9", "-99", "-200", "-999", "0", "999", "9999", "-1"])("%s is named, and stays a number", (text) => {
    const cells = [...ages, ...repeat([text], 8)];
    const rule = inferOne(cells);
    expect(rule.sentinelCandidates).toEqual([Number(text)]);
    expect(rule.typeReason).toContain(`"${text}" (8 cells)`);
    expect(readNumberCells(columnFromTexts("x", cells), rule).values.at(-1)).toBe(Number(text));
  });

  test("nines with a point are named where degrees and shares lie", () => {
    for (const value of ["-99.9", "-999.25", "-99.99"]) {
      const cells = Array.from({ length: 90 }, (_, index) => (index % 10 === 3 ? value : String((index % 37) - 9.5)));
      expect(inferOne(cells).typeReason).toContain(`"${value}" (9 cells)`);
    }
  });

  test("one negative number among many that are not is named, however wide these lie", () => {
    const wide = Array.from({ length: 100 }, (_, index) => String(index * 15));
    expect(inferOne([...wide, ...repeat(["-200"], 8)]).sentinelCandidates).toEqual([-200]);
    expect(inferOne([...wide, "-200"]).sentinelCandidates).toBeUndefined();
  });

  test("one value out of all proportion is named, whatever its digits; the largest of amounts that grow is not", () => {
    const salaries = Array.from({ length: 100 }, (_, index) => String(30_000 + ((index * 7919) % 90_000)));
    for (const text of ["99999999999", "123456789", "-50000000.5"]) {
      expect(inferOne([...salaries, text]).sentinelCandidates, text).toEqual([Number(text)]);
    }
    expect(inferOne([...salaries, "99999999999", "500000000"]).sentinelCandidates).toEqual([99999999999, 500000000]);
    expect(inferOne([...salaries, "1200000"]).sentinelCandidates).toBeUndefined();
    const doubling = Array.from({ length: 40 }, (_, index) => String(2 ** index));
    expect(inferOne(doubling).sentinelCandidates).toBeUndefined();
  });

  test("of one that other columns have, a single cell is enough", () => {
    const named = (columns: Readonly<Record<string, readonly string[]>>) =>
      Object.fromEntries(inferRules(tableOf(columns)).map((rule) => [rule.name, rule.sentinelCandidates]));
    const pulse = [...ages.slice(2), "-9", "0"];
    const few = [...repeat(["0", "1", "2"], 33), "-9"];
    expect(named({ pulse, few })).toEqual({ pulse: undefined, few: undefined });
    const chol = [...ages.slice(20), ...repeat(["-9", "0"], 10)];
    expect(named({ chol, pulse, few })).toEqual({ chol: [-9, 0], pulse: [-9, 0], few: [-9] });
    const signs = repeat(["-1", "0", "1", "1"], 25);
    const times = [...ages.slice(10), ...repeat(["-1"], 10)];
    expect(named({ times, signs })).toEqual({ times: [-1], signs: undefined });
  });

  test("what another column said of a value stays said when a value beside it is decided", () => {
    const pulse = [...ages.slice(2), "-9", "0"];
    const table = tableOf({ chol: [...ages.slice(20), ...repeat(["-9", "0"], 10)], pulse });
    const decided = overrideRule(table, ruleOf(inferRules(table), "pulse"), { missingMarkers: ["-9"] });
    expect(decided.sentinelCandidates).toEqual([0]);
  });

  test("counts, amounts and plain values are none", () => {
    expect(inferOne(repeat(["0", "0", "0", "1", "2", "3", "5"], 10)).sentinelCandidates).toBeUndefined();
    const amounts = Array.from({ length: 60 }, (_, index) => String((index + 1) ** 3));
    expect(inferOne([...amounts, ...repeat(["0"], 50)]).sentinelCandidates).toBeUndefined();
    expect(inferOne(ages).sentinelCandidates).toBeUndefined();
  });
});
