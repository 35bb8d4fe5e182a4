import fc from "fast-check";
import { expect, test } from "vitest";
import { ColumnBuilder, columnFromTexts } from "./column-builder.ts";
import { cellText } from "./raw-column.ts";
import { TextCodes } from "./text-codes.ts";

const cell = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "a",
    "A",
    "1",
    "1.0",
    "0.730",
    "-2.50",
    "-0.0",
    "-0",
    "0",
    "1e3",
    "naïve",
    "日本",
    "\0",
    "x".repeat(64),
    "x".repeat(65),
  ),
  fc.string(),
  fc.double().map(String),
);

test("every cell keeps its text, wherever in a file it stood and however much place was made", () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 80 }), fc.nat({ max: 100 }), fc.string(), (texts, nReserved, around) => {
      const whole = columnFromTexts("x", texts);
      const parts = new ColumnBuilder();
      parts.reserve(nReserved);
      const text = around + texts.join("") + around;
      let start = around.length;
      for (const [row, each] of texts.entries()) {
        if (whole.codes[row] < 0) parts.pushNumber(whole.numbers[row], whole.codes[row]);
        else parts.pushText(text, start, start + each.length);
        start += each.length;
      }
      expect(texts.map((_, row) => cellText(whole, row))).toEqual(texts);
      expect(new Set(whole.dictionary).size).toBe(whole.dictionary.length);
      expect(parts.build("x")).toEqual(whole);
      for (const each of texts) expect(parts.has(each)).toBe(true);
      expect(parts.has("no such cell")).toBe(false);
    }),
  );
});

test("texts are coded in the order in which they came, as a Map would", () => {
  const codes = new TextCodes();
  const known = new Map<string, number>();
  for (let index = 0; index < 50_000; index++) {
    const text = `level ${(index * 7919) % 20_011}`;
    if (!known.has(text)) known.set(text, known.size);
    expect(codes.codeOf(`,${text},`, 1, 1 + text.length)).toBe(known.get(text));
  }
  expect(codes.dictionary).toEqual([...known.keys()]);
});

test.each([
  [100, Int8Array],
  [129, Int16Array],
  [40_000, Int32Array],
])("%i different texts are coded no wider than they need", (nTexts, type) => {
  const texts = Array.from({ length: nTexts + 50 }, (_, row) => (row < nTexts ? `t${row}` : "7"));
  const column = columnFromTexts("x", texts);
  expect(column.codes).toBeInstanceOf(type);
  expect(texts.map((_, row) => cellText(column, row))).toEqual(texts);
});
