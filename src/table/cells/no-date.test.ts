import fc from "fast-check";
import { expect, test } from "vitest";
import { dateReader, isSurelyNoDate, WORD_FORMATS } from "./date-format.ts";

test("what is surely no date is none in any written format", () => {
  const readers = ["iso", "ymd", "dmy", "mdy", ...WORD_FORMATS].map((format) => dateReader(format));
  const text = fc.stringMatching(/^[+-]?\d{1,9}\.\d{1,9}$/);
  fc.assert(
    fc.property(text, (each) => {
      const isDate = readers.some((read) => read?.(each) !== undefined);
      expect(isDate && isSurelyNoDate(each)).toBe(false);
    }),
    { numRuns: 5000 },
  );
  expect(["0.730", "12.5", "3.2024", "2024.3", "1.1.2024", "20240131"].map(isSurelyNoDate)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
