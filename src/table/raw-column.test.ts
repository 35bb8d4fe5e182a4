import fc from "fast-check";
import { expect, test } from "vitest";
import { ColumnBuilder } from "./column-builder.ts";
import { canonicalNumber, canonicalWithin, cellText } from "./raw-column.ts";

test("a number is stored as its text would be", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, 1e21, 1e-7, Number.NaN))),
      (values) => {
        const [numbers, texts] = [new ColumnBuilder(), new ColumnBuilder()];
        for (const value of values) {
          numbers.pushNumber(value);
          texts.push(String(value));
        }
        const built = numbers.build("x");
        expect(values.map((_, row) => cellText(built, row))).toEqual(values.map(String));
        expect(built).toEqual(texts.build("x"));
      },
    ),
  );
});

test("a number is canonical where writing it gives its text back", () => {
  const digits = fc.stringMatching(/^-?\d{0,18}(?:\.\d{0,18})?(?:e[+-]?\d{1,3})?$/);
  const special = fc.constantFrom(
    "-",
    ".",
    "-.5",
    "0",
    "-0",
    "0.0",
    "1.",
    "00",
    "0.1e5",
    "1e21",
    "NaN",
    "١",
    "1,5",
    " 1",
  );
  fc.assert(
    fc.property(fc.oneof(digits, special, fc.double().map(String)), fc.string(), (text, around) => {
      const value = Number(text);
      const expected = Number.isFinite(value) && String(value) === text ? value : Number.NaN;
      expect(canonicalNumber(text)).toBe(expected);
      const whole = around + text + around;
      expect(canonicalWithin(whole, around.length, around.length + text.length)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});
