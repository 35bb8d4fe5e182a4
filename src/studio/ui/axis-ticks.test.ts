import fc from "fast-check";
import { expect, test } from "vitest";
import { logTicks, ticksAround, ticksWithin } from "./axis-ticks.ts";

test("ticks are multiples of 1, 2 or 5 times a power of ten", () => {
  expect(ticksWithin(2, 363, 5)).toEqual([100, 200, 300]);
  expect(ticksWithin(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(ticksAround(0.9, 1.9, 5)).toEqual([0.8, 1, 1.2, 1.4, 1.6, 1.8, 2]);
  expect(ticksAround(5, 5, 5)).toEqual([5, 6]);
  expect(ticksAround(0, 0, 5)).toEqual([0, 1]);
  expect(logTicks(0.04, 1.3, 8)).toEqual([0.05, 0.1, 0.2, 0.5, 1]);
  expect(logTicks(0.11, 0.18, 8)).toEqual([0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18]);
  expect(logTicks(1e-7, 30, 5)).toEqual([1e-7, 1e-5, 1e-3, 1e-1, 10]);
});

const most = fc.integer({ min: 2, max: 10 });

test("ticks around values enclose them and are few, also where all values are one", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      most,
      (low, width, nMost) => {
        const high = low + width;
        const ticks = ticksAround(low, high, nMost);
        const slack = 1e-8 * Math.max(Math.abs(low), Math.abs(high), ticks[1] - ticks[0]);
        expect(ticks[0]).toBeLessThanOrEqual(low + slack);
        expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(high - slack);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(nMost + 2);
      },
    ),
  );
});

test("ticks of a logarithmic axis lie within it, ascend and are few", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -12, max: 9, noNaN: true }),
      fc.double({ min: 1e-6, max: 12, noNaN: true }),
      most,
      (decade, width, nMost) => {
        const [low, high] = [10 ** decade, 10 ** (decade + width)];
        const ticks = logTicks(low, high, nMost);
        expect(ticks.length).toBeLessThanOrEqual(nMost + 1);
        ticks.forEach((tick, index) => {
          expect(tick).toBeGreaterThanOrEqual(low * (1 - 1e-9));
          expect(tick).toBeLessThanOrEqual(high * (1 + 1e-9));
          if (index > 0) expect(tick).toBeGreaterThan(ticks[index - 1]);
        });
      },
    ),
  );
});
