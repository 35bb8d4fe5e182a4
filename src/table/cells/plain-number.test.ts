import { describe, expect, test } from "vitest";
import { inferRules } from "../infer/infer-rules.ts";
import { inferTarget } from "../infer/infer-target.ts";
import { tableOf } from "../testing/made-tables.ts";
import { isPlainNumber } from "./plain-number.ts";

/** The pattern of version 1. */
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function allTexts(alphabet: string, length: number): string[] {
  if (length === 0) return [""];
  return allTexts(alphabet, length - 1).flatMap((text) => [...alphabet].map((letter) => text + letter));
}

describe("plain numbers", () => {
  test("are those of version 1", () => {
    for (const length of [0, 1, 2, 3, 4, 5, 6]) {
      for (const text of allTexts("1.e-x", length)) {
        if (isPlainNumber(text) !== PLAIN.test(text)) expect.unreachable(text);
      }
    }
  });

  test("a long cell is looked at as often as it has characters", () => {
    const looksAt = (text: string): number => {
      let looks = 0;
      const charCodeAt = (index: number): number => {
        looks++;
        return text.charCodeAt(index);
      };
      isPlainNumber({ length: text.length, charCodeAt });
      return looks;
    };
    for (const tail of ["x", "", ".x", "e", "e5x"]) {
      expect(looksAt(`${"1".repeat(80_000)}${tail}`)).toBeLessThan(80_000 + 20);
    }
  });
});

test("numbers that no float32 holds leave a target a number", () => {
  const texts = Array.from({ length: 60 }, (_, row) =>
    row % 10 === 0 ? ["1e308", "-1e308"][(row / 10) % 2] : `${row}.5`,
  );
  const table = tableOf({ x: texts.map((_, row) => String(row % 7)), y: texts });
  const { target } = inferTarget(table, inferRules(table), "y");
  expect(target.task).toBe("regression");
});
