import { expect, test } from "vitest";
import { runAttack } from "./testing/attack/run-attack.ts";

// All of them are in attack.full.test.ts. Pipelines end with a seed that found something once.
test.each([
  ["pipelines", 2662, 50],
  ["records", 0, 500],
  ["messages", 0, 30],
] as const)("edited %s are taken for what they are, from seed %i on", async (what, first, count) => {
  expect(await runAttack(what, { first, count })).toEqual([]);
});
