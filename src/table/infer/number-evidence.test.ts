import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNumberCells } from "../cells/read-cells.ts";
import { columnFromTexts } from "../column-builder.ts";
import { inferOne, repeat, tableOf } from "../testing/made-tables.ts";
import { inferRules } from "./infer-rules.ts";

const values = Array.from({ length: 40 }, (_, index) => 7 + ((index * 389) % 977) + (index % 4) / 4);
const written = (write: (value: number) => string) => values.map(write);
const valuesOf = (texts: readonly string[]) =>
  Array.from(readNumberCells(columnFromTexts("x", texts), inferOne(texts)).values);

describe("numbers with something constant round them", () => {
  const round = [
    ["", " kmpl"],
    ["", "CC"],
    ["", " mi."],
    ["", " sq ft"],
    ["", "°C"],
    ["", " m²"],
    ["", "%"],
    ["", "+"],
    ["", "/5000"],
    ["", " out of 1000"],
    ["₦", ""],
    ["Rs. ", ""],
    ["NT$", ""],
    ["CHF ", ""],
    ["", "円"],
    ["$", " USD"],
  ] as const;

  test.each(round)("%s5%s is a number, and its unit is known", (before, after) => {
    const texts = written((value) => `${before}${value}${after}`);
    expect(valuesOf(texts)).toEqual(values);
    expect(inferOne(texts).numberFormat?.unit).toBe([before.trim(), after.trim()].filter(Boolean).join(" "));
  });

  test("any word behind is a unit where it is the same in all cells", () => {
    const word = fc
      .stringMatching(/^[a-z]{4,9}$/)
      .filter((text) => !/^(?:thousand|million|billion|lakh|crore)/.test(text));
    fc.assert(
      fc.property(word, (unit) => {
        expect(valuesOf(written((value) => `${value} ${unit}`))).toEqual(values);
      }),
      { numRuns: 30 },
    );
  });

  test("k and M are factors beside each other", () => {
    expect(valuesOf(["69.3M", "385k", "1.5M", "12", "20k", "3M"])).toEqual([69.3e6, 385e3, 1.5e6, 12, 20e3, 3e6]);
  });

  test.each([
    ["oz.", "ounce", "OZ"],
    ["hours", "hrs", "hour"],
    ["sq ft", "sqft", "Sq. Ft."],
    ["kilometres", "km", "kms"],
    ["%", "percent", "pct"],
  ])("%s, %s and %s are one unit", (...units) => {
    const texts = values.map((value, index) => `${value} ${units[index % 3]}`);
    expect(valuesOf(texts)).toEqual(values);
    expect(inferOne([...texts, `1 ${units[0]}`]).numberFormat?.unit).toBe(units[0]);
  });

  test("different units are no quantity, and the reason says so", () => {
    const rule = inferOne(values.flatMap((value) => [`${value} kg`, `${value + 1} lb`]));
    expect(rule.type).not.toBe("number");
    expect(rule.typeReason).toContain("different units");
    const prices = inferOne(values.flatMap((value) => [`$${value}`, `€${value + 1}`]));
    expect(prices.type).toBe("number");
    expect(prices.typeReason).toContain("read alike");
  });

  test("codes, ordinals and names stay texts", () => {
    const codes = [
      (value: number) => `A${Math.floor(value)}`,
      (value: number) => `${Math.floor(value)}${["st", "nd", "rd", "th"][Math.floor(value) % 4]}`,
      (value: number) => `Room ${Math.floor(value)}`,
      (value: number) => `${1 + (Math.floor(value) % 9)}E${Math.floor(value) % 20}`,
      (value: number) => `1.${Math.floor(value)}.3`,
      (value: number) => `${Math.floor(value)}-${Math.floor(value)}`,
    ];
    for (const write of codes) expect(inferOne(written(write)).type).not.toBe("number");
  });

  test("limits among numbers are read, a column of limits is not", () => {
    expect(valuesOf([...written(String), "<7", "~12"]).slice(-2)).toEqual([7, 12]);
    expect(inferOne(repeat([">50K", "<=50K"], 20)).type).toBe("category");
  });
});

describe("the decimal mark", () => {
  const marksOf = (columns: Record<string, readonly string[]>) =>
    inferRules(tableOf(columns)).map(({ decimalMark }) => decimalMark);

  test("a leading zero, or other than three digits, shows it", () => {
    expect(inferOne(["0,897", "0,486", "0,026"]).decimalMark).toBe(",");
    expect(inferOne(["1234,567", "12,345"]).decimalMark).toBe(",");
    expect(inferOne(["1,234,567", "12,345"]).decimalMark).toBe(".");
  });

  test("other columns show it where a column does not, and the reason says so", () => {
    const columns = { price: ["46,20", "57,70", "9,5"], units: ["3.971", "531", "1.200"] };
    expect(marksOf(columns)).toEqual([",", ","]);
    expect(inferRules(tableOf(columns))[1].typeReason).toContain("as in other columns");
    expect(inferOne(["1,234", "2,500"]).typeReason).toContain("change it where that is wrong");
  });

  test("numbers below a thousand without it show that it groups", () => {
    expect(inferOne(["84.883", "92.490", "277", "5.713", "14.765", "950", "77.190"]).decimalMark).toBe(",");
    expect(inferOne(["1.299", "1.5", "2", "3.141", "7.125", "2.718"]).decimalMark).toBe(".");
  });
});
