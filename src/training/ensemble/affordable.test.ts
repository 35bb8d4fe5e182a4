import { expect, test } from "vitest";
import { lastAffordable } from "./affordable.ts";

const within = (leftMs: number, stepsShare = 1) => lastAffordable([30, 60], { leftMs, stepsShare });

test("so many are tried last as there is time for on two parts", () => {
  expect(within(180)).toEqual({ nTried: 2, stepsShare: 1 });
  expect(within(179)).toEqual({ nTried: 1, stepsShare: 1 });
  expect(within(60)).toEqual({ nTried: 1, stepsShare: 1 });
});

test("the first of them with as many steps as there is time for, half of them at least", () => {
  expect(within(45)).toEqual({ nTried: 1, stepsShare: 0.75 });
  expect(within(30)).toEqual({ nTried: 1, stepsShare: 0.5 });
  expect(within(29).nTried).toBe(0);
  expect(within(-1).nTried).toBe(0);
});

test("where others had few of their steps, nothing is tried last", () => {
  expect(within(1000, 0.5).nTried).toBe(2);
  expect(within(1000, 0.49).nTried).toBe(0);
  expect(lastAffordable([], { leftMs: 1000, stepsShare: 1 }).nTried).toBe(0);
});
