import { expect, test } from "vitest";
import { deviation, mean } from "./spread.ts";

test("mean and standard deviation of a sample", () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9];
  expect(mean(values)).toBe(5);
  expect(deviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 12);
  expect([mean([3]), deviation([3])]).toEqual([3, 0]);
});
