import { expect, test } from "vitest";
import { shownConfusion } from "./confusion.ts";

test("few classes stand as they are", () => {
  expect(shownConfusion([5, 1, 2, 7], { nClasses: 2, most: 12 })).toEqual({
    codes: [0, 1],
    counts: [
      [5, 1],
      [2, 7],
    ],
  });
});

test("of many, the commonest stand, and all others are counted as one", () => {
  // Rows: 10, 1, 20 and 2.
  const confusion = [9, 1, 0, 0, 0, 1, 0, 0, 3, 0, 17, 0, 0, 0, 1, 1];
  const shown = shownConfusion(confusion, { nClasses: 4, most: 3 });
  expect(shown.codes).toEqual([0, 2, undefined]);
  expect(shown.counts).toEqual([
    [9, 0, 1],
    [3, 17, 0],
    [0, 1, 2],
  ]);
});
