import { describe, expect, test } from "vitest";
import { applyRules } from "../apply-rules.ts";
import { inferOne, repeat, tableOf } from "../testing/made-tables.ts";
import { inferRules } from "./infer-rules.ts";

const valuesOf = (texts: readonly string[], name = "x") => {
  const table = tableOf({ [name]: texts });
  const [rule] = inferRules(table);
  const { numbers, missing } = applyRules(table, [{ ...rule, role: "used", offset: 0 }], undefined).columns;
  return { rule, values: texts.map((_, row) => (missing[row] ? null : Math.fround(numbers[row]))) };
};

describe("a column of lengths of time", () => {
  test("with units becomes a number of one unit, which is said", () => {
    const { rule, values } = valuesOf(["1h 20m", "45m", "2h", "", "90 min", "0"], "took");
    expect(rule).toMatchObject({ type: "number", numberFormat: { unit: "min" } });
    expect(rule.typeReason).toBe("All filled cells are numbers; they are lengths of time, told in min.");
    expect(values).toEqual([80, 45, 120, null, 90, 0]);
  });

  test("of ISO 8601 too", () => {
    const { rule, values } = valuesOf(["PT1H20M", "PT45M", "PT2H", "PT1M"]);
    expect(rule.numberFormat?.unit).toBe("min");
    expect(values).toEqual([80, 45, 120, 1]);
  });

  test("of clocks is no time of day where an hour is past 24, or the name says so", () => {
    expect(valuesOf(["5:30:00", "36:30:00", "12:15:00", "8:00:00"])).toMatchObject({
      rule: { type: "number", numberFormat: { unit: "h" } },
      values: [5.5, 36.5, 12.25, 8],
    });
    expect(valuesOf(["3:45", "4:10", "12:30", "2:59"], "track_length")).toMatchObject({
      rule: { type: "number", numberFormat: { unit: "min" } },
      values: [3.75, Math.fround(4 + 1 / 6), 12.5, Math.fround(2 + 59 / 60)],
    });
    expect(inferOne(["3:45", "4:10", "12:30"], "track_length").typeReason).toContain(
      '"3:45" means minutes and seconds',
    );
    expect(valuesOf(["7:30", "8:15", "6:00", "36:45"], "hoursWorked").values).toEqual([7.5, 8.25, 6, 36.75]);
    expect(inferOne(["08:30", "12:15", "23:05", "17:00"], "start")).toMatchObject({ type: "date", dateFormat: "time" });
  });

  test("of minutes and of hours with minutes beside each other reads both rightly", () => {
    expect(valuesOf(["45:10", "1:23:45", "59:59", "1:00:00"], "finish").values).toEqual(
      [45 + 10 / 60, 83.75, 59 + 59 / 60, 60].map(Math.fround),
    );
  });

  test("is not what quantities of one unit, sizes, codes and versions are", () => {
    expect(inferOne(["90 min", "45 min", "30 min"]).numberFormat).toMatchObject({ unit: "min" });
    expect(inferOne(["90 min", "45 min", "30 min"]).numberFormat?.duration).toBeUndefined();
    expect(inferOne(["5 m", "7 m", "12 m"]).numberFormat?.duration).toBeUndefined();
    for (const texts of [
      ["S", "M", "L"],
      ["2 S", "3 M", "1 L"],
      ["1.4.12", "1.4.13", "2.0.1"],
      ["12:30:45:10", "a"],
    ]) {
      expect(inferOne(repeat(texts, 5)).numberFormat?.duration).toBeUndefined();
    }
  });

  test("numbers without a unit among them cannot be read", () => {
    expect(inferOne(["1h 20m", "45m", "2h", "17"]).numberFormat?.duration).toBeUndefined();
  });
});
