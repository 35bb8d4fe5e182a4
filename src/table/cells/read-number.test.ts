import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NumberFormat } from "../types.ts";
import { parseNumber } from "./parse-number.ts";
import { numberReader } from "./read-number.ts";
import { splitNumber } from "./split-number.ts";

const format = (change: Partial<NumberFormat>): NumberFormat => ({
  ...{ affixes: [], unit: "", hasBothMarks: false, areLimitsRead: false },
  ...change,
});
const readAs = (text: string, decimalMark: "." | ",", change: Partial<NumberFormat> = {}) =>
  numberReader({ decimalMark, numberFormat: format(change) }).ofText(text);

describe("numbers as their column's rule says", () => {
  test.each([
    ["140.95-", ".", -140.95],
    ["(140.95)", ".", -140.95],
    ["52,55,086", ".", 5255086],
    ["1,61,079.50", ".", 161079.5],
    ["1'234.50", ".", 1234.5],
    ["8 721,98", ",", 8721.98],
    ["１２", ".", 12],
    ["¹²", ".", 12],
    ["٣١٫٥", ".", 31.5],
    ["۱٬۲۳۴", ".", 1234],
    ["'31.10", ".", 31.1],
    ["'-0,5", ",", -0.5],
    ["-5", ".", -5],
    ["−5", ".", -5],
    ["1e-05", ".", 1e-5],
    ["1.5E+03", ".", 1500],
  ] as const)("%s with mark %s is %d", (text, mark, value) => expect(readAs(text, mark)).toBe(value));

  test.each([
    "1,23",
    "1.2.3",
    "--5",
    "(-5)",
    "5 kg",
    "$5",
    "abc",
    "",
    "12:30",
    "1133 - 1384",
    "<5",
    "x²",
    "1 2",
    "'00123",
    "'x",
  ])("%j is none without more", (text) => expect(readAs(text, ".")).toBeNaN());

  test("what stands round a number is read where the rule knows it, and nothing else is", () => {
    const affixes = [
      { before: "$", after: "", factor: 1 },
      { before: "", after: "k", factor: 1000 },
      { before: "", after: "CR", factor: -1 },
    ];
    expect(["$5", "-$5", "$(5)", "2.5k", "7", "3 cr"].map((text) => readAs(text, ".", { affixes }))).toEqual([
      5, -5, -5, 2500, 7, -3,
    ]);
    expect(readAs("€5", ".", { affixes })).toBeNaN();
  });

  test("limits are the number that they name, ranges their middle, where the rule says so", () => {
    const change = { areLimitsRead: true };
    expect(["<0.02", ">= 100", "~5", "ca. 5", "3-5", "1133 - 1384"].map((text) => readAs(text, ".", change))).toEqual([
      0.02, 100, 5, 5, 4, 1258.5,
    ]);
    expect(readAs("2016-05", ".", change)).toBeNaN();
  });

  test("each cell shows its own decimal mark where a column has both", () => {
    const texts = ["69,3", "71.7", "1.234,5", "1,234.5", "1,234,567", "0,125"];
    const values = [69.3, 71.7, 1234.5, 1234.5, 1234567, 0.125];
    expect(texts.map((text) => readAs(text, ".", { hasBothMarks: true }))).toEqual(values);
  });

  test("any grouped number comes back, in any group and with any mark", () => {
    const groups = fc.constantFrom(["'", "."], [" ", ","], [",", "."], [".", ","], ["\u202f", ","] as const);
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), groups, (cents, [group, mark]) => {
        const [whole, rest] = [Math.floor(Math.abs(cents) / 100), String(Math.abs(cents) % 100).padStart(2, "0")];
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, group);
        const text = `${cents < 0 ? "-" : ""}${grouped}${mark}${rest}`;
        expect(readAs(text, mark === "," ? "," : ".") + 0).toBe(cents / 100 + 0);
      }),
    );
  });

  test("a rule without a format reads as version 1 did", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,-+()$ %kE'") }), (text) => {
        for (const decimalMark of [".", ","] as const) {
          expect(numberReader({ decimalMark }).ofText(text)).toBe(parseNumber(text, decimalMark));
        }
      }),
    );
  });
});

describe("what stands round a number", () => {
  test("is what is left of the cell", () => {
    const affix = fc
      .stringMatching(/^[A-Za-z$€%]{0,6}$/)
      .filter((text) => !/^e$|^(?:ca|circa|to|bis|about|under|over)/i.test(text));
    fc.assert(
      fc.property(affix, fc.nat(), affix, (before, value, after) => {
        expect(splitNumber(`${before} ${value} ${after}`)).toMatchObject({ before, body: String(value), after });
      }),
    );
  });

  test("a long cell is not looked at", () => expect(splitNumber(`${"1".repeat(80_000)}x`)).toBeUndefined());
});
