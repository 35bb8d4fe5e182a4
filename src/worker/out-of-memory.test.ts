import { expect, test } from "vitest";
import { outOfMemory } from "./out-of-memory.ts";

/** What the engine at hand throws, by attempts that no machine can meet. */
const ATTEMPTS: readonly (() => unknown)[] = [
  () => new Float64Array(2 ** 53 - 1),
  () => new ArrayBuffer(2 ** 53 - 1),
  () => "ab".repeat(2 ** 30),
  () => new Array(2 ** 32),
  () => new WebAssembly.Memory({ initial: 65_536, maximum: 65_536 }).grow(1),
];

test("what there is no memory for is told in words that say what to do", () => {
  for (const attempt of ATTEMPTS) {
    let thrown: unknown;
    try {
      attempt();
    } catch (error) {
      thrown = error;
    }
    // A machine may have the four gigabytes of the last one; growing beyond them fails on all.
    expect(thrown, String(attempt)).toBeDefined();
    expect(outOfMemory(thrown)?.details.code, String(thrown)).toBe("E_WORKER_MEMORY");
  }
});

test("other errors are what they are", () => {
  for (const error of [
    new Error("out of memory"),
    new RangeError("Maximum call stack size exceeded"),
    "text",
    undefined,
  ])
    expect(outOfMemory(error)).toBeUndefined();
});
