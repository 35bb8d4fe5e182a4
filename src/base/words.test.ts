import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { percent } from "./numbers.ts";
import { bestAsRead, countOf, listWords, printable } from "./words.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const digits = fc.integer({ min: 0, max: 3 });

/** The least and the most that a text of `percent` claims, as shares. */
function claimed(text: string, places: number): readonly [least: number, most: number] {
  const number = Number(/[\d.]+/.exec(text)?.[0]) / 100;
  if (text.startsWith("under")) return [0, number];
  if (text.startsWith("over")) return [number, 1];
  const half = 0.5 * 10 ** (-2 - places) + 1e-12;
  return [number - half, number + half];
}

describe("per cent", () => {
  test("what is said is true, at any number of digits", () => {
    fc.assert(
      fc.property(share, digits, (value, places) => {
        const [least, most] = claimed(percent(value, places), places);
        expect(value).toBeGreaterThanOrEqual(least);
        expect(value).toBeLessThanOrEqual(most);
      }),
    );
  });

  test("all and nothing are said of all and nothing only", () => {
    fc.assert(
      fc.property(share, digits, (value, places) => {
        const text = percent(value, places);
        expect(/^0(\.0*)? %$/.test(text)).toBe(value === 0);
        expect(/^100(\.0*)? %$/.test(text)).toBe(value === 1);
      }),
    );
    expect([0, 1e-9, 0.004, 0.5, 0.996, 1].map((value) => percent(value))).toEqual([
      "0 %",
      "under 1 %",
      "under 1 %",
      "50 %",
      "over 99 %",
      "100 %",
    ]);
    expect(percent(0.99996, 1)).toBe("over 99.9 %");
    expect(percent(0.00004, 1)).toBe("under 0.1 %");
  });
});

describe("the best", () => {
  const read = (value: number) => value.toFixed(1);
  const values = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { maxLength: 6 });

  test("reads the same as every other that is called so, and no other reads better", () => {
    fc.assert(
      fc.property(values, fc.constantFrom("higher" as const, "lower" as const), (numbers, better) => {
        const best = bestAsRead(numbers, { better, read });
        const texts = numbers.map(read);
        const shown = texts.map(Number);
        const end = better === "higher" ? Math.max(...shown) : Math.min(...shown);
        const isTie = new Set(texts).size < 2;
        expect(best).toEqual(isTie ? [] : shown.flatMap((number, place) => (number === end ? [place] : [])));
      }),
    );
  });

  test("numbers that are none take no part", () => {
    expect(bestAsRead([Number.NaN, 2, 1], { better: "higher", read })).toEqual([1]);
    expect(bestAsRead([Number.NaN, 2], { better: "higher", read })).toEqual([]);
    expect(bestAsRead([Number.NEGATIVE_INFINITY, 2, 1], { better: "lower", read })).toEqual([2]);
  });
});

test("counts and lists", () => {
  expect([countOf(1, "column"), countOf(1200, "column")]).toEqual(["1 column", "1,200 columns"]);
  expect([listWords([]), listWords(["a"]), listWords(["a", "b"]), listWords(["a", "b", "c", "d", "e"])]).toEqual([
    "nothing",
    "a",
    "a and b",
    "a, b, c and 2 more",
  ]);
});

test("what is printed moves no cursor and turns no letters round; line ends, tabs and all letters stay", () => {
  expect(printable("a\u001b[2Jb\u0007\u009b1m\u202ec\r")).toBe("a\uFFFD[2Jb\uFFFD\uFFFD1m\uFFFDc\uFFFD");
  expect(printable("é\t漢 😀\n\u200d")).toBe("é\t漢 😀\n\u200d");
});
