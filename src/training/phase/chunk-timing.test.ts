import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_CHUNKS, stepsOfNextChunk, withChunk } from "./chunk-timing.ts";

/** Chunks as a machine would run them that takes `step` ms for a step and `end` ms for the end of a chunk. */
function chunks(step: number, end: number, count: number): { readonly steps: number; readonly ms: number }[] {
  let timing = NO_CHUNKS;
  return Array.from({ length: count }, () => {
    const steps = stepsOfNextChunk(timing);
    const chunk = { steps, ms: end + step * steps };
    timing = withChunk(timing, chunk);
    return chunk;
  });
}

describe("length of chunks", () => {
  test("without a costly end a chunk comes to last about 120 ms", () => {
    const { ms } = chunks(5, 0, 30).at(-1)!;
    expect(ms).toBeGreaterThan(90);
    expect(ms).toBeLessThan(200);
  });

  test("where the end takes as long as seven steps, most of the time is spent on steps all the same", () => {
    const run = chunks(16, 110, 40);
    const steps = run.reduce((total, chunk) => total + chunk.steps, 0);
    const ms = run.reduce((total, chunk) => total + chunk.ms, 0);
    expect((steps * 16) / ms).toBeGreaterThan(0.7);
  });

  test("a step that takes seconds comes alone", () => {
    expect(chunks(3000, 10, 10).map(({ steps }) => steps)).toEqual(new Array(10).fill(1));
  });

  test("whatever steps and ends take, a chunk of several steps ends within half a second", () => {
    const times = fc.record({
      step: fc.double({ min: 0.01, max: 2000, noNaN: true }),
      end: fc.double({ min: 0, max: 2000, noNaN: true }),
    });
    fc.assert(
      fc.property(times, ({ step, end }) => {
        for (const { steps, ms } of chunks(step, end, 25)) {
          expect(Number.isInteger(steps) && steps >= 1 && steps <= 1000).toBe(true);
          expect(steps === 1 || ms <= 500).toBe(true);
        }
      }),
    );
  });
});
