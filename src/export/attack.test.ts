import { expect, test } from "vitest";
import { runAttack } from "./testing/attack/run-attack.ts";

// All of them are in attack.full.test.ts.
test.each([
  ["pipelines", 100],
  ["records", 1000],
  ["messages", 60],
] as const)("edited %s are taken for what they are", async (what, count) => {
  expect(await runAttack(what, { first: 0, count })).toEqual([]);
});

/** Seeds that found something once. */
test.each([["pipelines", 2711]] as const)("%s, seed %i", async (what, first) => {
  expect(await runAttack(what, { first, count: 1 })).toEqual([]);
});
