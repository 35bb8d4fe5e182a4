import { describe, expect, test } from "vitest";
import { applyRules } from "../apply-rules.ts";
import { inferOne, repeat, tableOf } from "../testing/made-tables.ts";
import { SET_BY_YOU } from "./assign-roles.ts";
import { inferRules } from "./infer-rules.ts";
import { overrideRule } from "./override-rule.ts";

describe("types", () => {
  test("leading zeros stay text", () => {
    const rule = inferOne(["00123", "00456", "01000", "12345", "00123"]);
    expect(rule.type).toBe("category");
    expect(rule.levels.map(({ label }) => label)).toContain("00123");
    expect(inferOne(["0", "1", "0.5", "00.25"]).type).toBe("number");
    expect(inferOne(["12345678901234567", "12345678901234568"]).type).toBe("category");
  });

  test("the decimal comma is found, and helps columns that could be either", () => {
    const rules = inferRules(
      tableOf({ a: ["1,5", "2,25", "1.000,5"], b: ["1,234", "2,500", "3,125"], c: ["1", "2", "4"] }),
    );
    expect(rules.map(({ type, decimalMark }) => [type, decimalMark])).toEqual([
      ["number", ","],
      ["number", ","],
      ["number", "."],
    ]);
    expect(inferOne(["1,234", "2,500"]).decimalMark).toBe(".");
    expect(inferOne(["1,5", "1.500", "2,5"]).decimalMark).toBe(",");
  });

  test("words among numbers become markers, and mean missing in the other columns too", () => {
    const numbers = [
      ...Array.from({ length: 40 }, (_, index) => String(index * 1.5)),
      "ERROR",
      "UNKNOWN",
      "NA",
      "",
      "?",
    ];
    const colours = repeat(["red", "blue", "ERROR", "unknown", "green"], 9);
    const rules = inferRules(tableOf({ n: numbers, colour: colours }));
    expect(rules[0].type).toBe("number");
    expect(new Set(rules[0].missingMarkers)).toEqual(new Set(["ERROR", "UNKNOWN", "NA", "?"]));
    expect(rules[1].levels.map(({ label }) => label).sort()).toEqual(["blue", "green", "red"]);
    expect(rules[1].missingMarkers).toEqual(expect.arrayContaining(["ERROR", "unknown"]));
  });

  test("an answer of none is a level where it is common, missing where it is rare", () => {
    const common = inferOne(repeat(["none", "none", "yes"], 10));
    expect(common.levels.map(({ label }) => label)).toEqual(["none", "yes"]);
    expect(inferOne([...repeat(["a", "b"], 20), "None"]).missingMarkers).toEqual(["None"]);
  });

  test("plus and minus are two levels, a lone dash is missing", () => {
    expect(inferOne(repeat(["+", "-"], 10)).levels.length).toBe(2);
    expect(inferOne(repeat(["a", "b", "-"], 10)).missingMarkers).toEqual(["-"]);
  });

  test("a sentinel is named, not converted", () => {
    const rule = inferOne([...Array.from({ length: 50 }, (_, index) => String(index % 20)), "-999", "-999", "-999"]);
    expect(rule.typeReason).toContain("-999");
    expect(rule.missingMarkers).toEqual([]);
  });

  test("levels of several cells are kept, case variants are one, the rest is pooled", () => {
    const texts = Array.from({ length: 80 }, (_, level) => repeat([`level ${level}`], 100 - level)).flat();
    const rule = inferOne([...texts, "LEVEL 0", " level 1 ", "once"]);
    expect(rule.levels.length).toBe(81);
    expect(rule.levels[0]).toEqual({ label: "level 0", spellings: ["level 0", "LEVEL 0"] });
    expect(rule.otherLabel).toBe("(other)");
    expect(rule.levels[80]).toEqual({ label: "(other)", spellings: [] });
  });

  test("large numbers close together get an offset, others do not", () => {
    const rule = inferOne(["100000000.5", "100000001.5", "100000002.5"]);
    const { columns } = applyRules(tableOf({ x: ["100000000.5", "100000001.5", "100000002.5"] }), [rule], undefined);
    expect(Array.from(columns.numbers)).toEqual([0.5, 1.5, 2.5]);
    expect(inferOne(["1", "2", "1000000"]).offset).toBe(0);
  });
});

describe("dates", () => {
  test("day first or month first is decided by evidence, and doubt is said", () => {
    expect(inferOne(["01/02/2024", "25/12/2024", "03/04/2024"]).dateFormat).toBe("dmy");
    expect(inferOne(["01/02/2024", "12/25/2024", "03/04/2024"]).dateFormat).toBe("mdy");
    expect(inferOne(["01/02/2024", "05/06/2024", "07/03/2024"]).typeReason).toContain("no cell rules out");
    const daily = Array.from({ length: 12 }, (_, day) => `${day + 1}/1/2024`);
    expect(inferOne(daily).dateFormat).toBe("dmy");
    const table = tableOf({
      a: ["01/02/2024", "25/12/2024", "04/04/2024"],
      b: ["07/02/2024", "05/06/2024", "07/11/2024"],
    });
    expect(inferRules(table).map(({ dateFormat }) => dateFormat)).toEqual(["dmy", "dmy"]);
  });

  test("only the parts that vary are made", () => {
    expect(inferOne(["2024-01-01", "2024-01-08"]).dateParts).toEqual(["days"]);
    expect(inferOne(["2024-01-01", "2024-03-09"]).dateParts).toEqual(["days", "month", "weekday"]);
    expect(inferOne(["2024-01-01 08:00", "2024-01-01 09:30"]).dateParts).toEqual(["days", "hour"]);
    expect(inferOne(["1700000000", "1700086400"], "timestamp").dateFormat).toBe("epoch-s");
    expect(inferOne(["1700000000", "1700086400"], "price").type).toBe("number");
  });
});

describe("overrides", () => {
  const table = tableOf({
    x: ["1", "2", "3", "-999", "2"],
    when: ["01/02/2024", "03/04/2024", "", "05/06/2024", "01/02/2024"],
  });
  const [x, when] = inferRules(table);

  test("a new type brings its levels, and its reason is the person", () => {
    const rule = overrideRule(table, x, { type: "category" });
    expect(rule).toMatchObject({ type: "category", typeReason: SET_BY_YOU });
    expect(rule.levels.map(({ label }) => label)).toEqual(["2", "-999", "1", "3"]);
    expect(overrideRule(table, rule, { type: "number" })).toMatchObject({ type: "number", levels: [] });
  });

  test("a number can be called missing", () => {
    const rule = overrideRule(table, x, { missingMarkers: ["-999"] });
    const { columns } = applyRules(table, [rule], undefined);
    expect(Array.from(columns.missing)).toEqual([0, 0, 0, 1, 0]);
  });

  test("the order of a date can be chosen", () => {
    expect(when.dateFormat).toBe("mdy");
    const rule = overrideRule(table, when, { dateFormat: "dmy" });
    expect(rule.offset).toBe(Date.UTC(2024, 1, 1) / 86_400_000);
  });
});
