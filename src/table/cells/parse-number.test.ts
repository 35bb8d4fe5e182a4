import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNumber } from "./parse-number.ts";

describe("numbers as people write them", () => {
  test.each([
    ["1,234.5", ".", 1234.5],
    ["1,234", ".", 1234],
    ["1.234,5", ",", 1234.5],
    ["1.234", ",", 1234],
    ["1,5", ",", 1.5],
    ["1 234 567", ".", 1234567],
    ["1\u202f234,5", ",", 1234.5],
    ["1'234.50", ".", 1234.5],
    ["$1,234.50", ".", 1234.5],
    ["12,50 €", ",", 12.5],
    ["-£3", ".", -3],
    ["$-3", ".", -3],
    ["12.5%", ".", 12.5],
    ["(1,200)", ".", -1200],
    ["−7", ".", -7],
    ["+.5", ".", 0.5],
    ["1e3", ".", 1000],
  ] as const)("%s with mark %s is %d", (text, mark, value) => {
    expect(parseNumber(text, mark)).toBe(value);
  });

  test.each([
    "",
    "abc",
    "1,23",
    "1,2345",
    "12 oz",
    "1.2.3",
    "1-2",
    "--1",
    "$",
    "%",
    "1e400",
    "12:30",
    "NaN",
    "0x10",
    "1,234,56",
  ])("%j is none", (text) => expect(parseNumber(text, ".")).toBeNaN());

  test("any finite float32 range number is read back", () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(String(value), ".") + 0).toBe(value + 0);
        expect(parseNumber(String(value).replace(".", ","), ",") + 0).toBe(value + 0);
      }),
    );
  });
});
