import { describe, expect, test } from "vitest";
import { columnRule } from "../table/testing/column-rule.ts";
import { largestDifference, selfTestTable } from "./self-test.ts";

describe("the made-up table", () => {
  test("has the used columns alone, and the same rules give the same table", () => {
    const rules = [
      columnRule("a"),
      columnRule("b", { role: "aside" }),
      columnRule("y", { role: "target" }),
      columnRule("c", { type: "text" }),
    ];
    const table = selfTestTable(rules);
    expect(table.columns).toEqual(["a", "c"]);
    expect(table.rows).toHaveLength(16);
    expect(table.rows.every((row) => row.length === 2)).toBe(true);
    expect(selfTestTable(structuredClone(rules))).toEqual(table);
  });

  test("writes numbers in the column's own decimal mark and around its offset", () => {
    const { rows } = selfTestTable([columnRule("a", { decimalMark: ",", offset: 2 ** 40 })]);
    const [first] = rows[0];
    expect(first).not.toContain(".");
    expect(Math.abs(Number(first.replace(",", ".")) - 2 ** 40)).toBeLessThan(20_000);
  });

  test.each([
    ["iso", /^\d{4}-\d\d-\d\d$/],
    ["ymd", /^\d{4}\/\d\d\/\d\d$/],
    ["dmy", /^\d\d\/\d\d\/\d{4}$/],
    ["epoch-s", /^-?\d{5,10}$/],
    ["epoch-ms", /^-?\d{8,13}$/],
  ])("writes dates as the rule %s reads them", (dateFormat, pattern) => {
    const { rows } = selfTestTable([columnRule("d", { type: "date", dateFormat, dateParts: ["days"] })]);
    expect(rows[0][0]).toMatch(pattern);
  });

  test("no columns give rows without cells", () => {
    expect(selfTestTable([]).rows).toEqual(Array.from({ length: 16 }, () => []));
  });
});

describe("differences", () => {
  const probability = { labelOffset: 0, labelScale: 1 };

  test("are counted in the target's unit, relative for values far out", () => {
    expect(largestDifference([0.25, 0.5], [0.25, 0.75], probability)).toBe(0.25);
    expect(largestDifference([110], [100], { labelOffset: 100, labelScale: 20 })).toBe(0.5);
    expect(largestDifference([1e12 + 1000], [1e12], { labelOffset: 0, labelScale: 1 })).toBe(1e-9);
  });

  test("NaN equals NaN alone, and another number of values is no match", () => {
    expect(largestDifference([Number.NaN], [Number.NaN], probability)).toBe(0);
    expect(largestDifference([Number.NaN], [1], probability)).toBe(Number.POSITIVE_INFINITY);
    expect(largestDifference([1], [Number.NaN], probability)).toBe(Number.POSITIVE_INFINITY);
    expect(largestDifference([Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY], probability)).toBe(0);
    expect(largestDifference([1], [1, 1], probability)).toBe(Number.POSITIVE_INFINITY);
  });
});
