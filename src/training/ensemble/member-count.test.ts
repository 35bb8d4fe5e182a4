import { expect, test } from "vitest";
import { MemberCounter } from "./member-count.ts";

test("counts trainings that are over, and expects of the others what those took that are", () => {
  const counter = new MemberCounter(200);
  counter.expect(5);
  expect(counter.count).toEqual({ done: 0, all: 5 });
  expect(counter.laterMs(1)).toBe(4 * 200);
  counter.finish(100);
  counter.finish(300);
  counter.finish(50);
  expect(counter.count).toEqual({ done: 3, all: 5 });
  expect(counter.laterMs(1)).toBe(150);
  counter.finish(50);
  expect(counter.laterMs(1)).toBe(0);
  counter.expect(8);
  expect(counter.count).toEqual({ done: 4, all: 12 });
  expect(counter.laterMs(1)).toBe(7 * 125);
});

test("where no speed is known, nothing is promised", () => {
  const counter = new MemberCounter(0);
  counter.expect(2);
  expect(counter.laterMs(1)).toBe(Number.POSITIVE_INFINITY);
  counter.expect(1);
  expect(counter.laterMs(1)).toBe(0);
});
