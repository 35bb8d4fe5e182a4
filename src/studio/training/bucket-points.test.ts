import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketPoints } from "./bucket-points.ts";

const value = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -1000, max: 1000 }) }, fc.constant(Number.NaN));
const finite = (values: readonly (number | undefined)[]) => values.filter((v): v is number => Number.isFinite(v));

describe("points of a line chart", () => {
  test("few points stay as they are", () => {
    expect(bucketPoints([1, 2, 5], [[3, Number.NaN, 4]], 200)).toEqual([
      { x: 1, values: [3] },
      { x: 2, values: [undefined] },
      { x: 5, values: [4] },
    ]);
  });

  test("however many come in, no more go out; no peak and no valley is lost, and x never goes back", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 600 }),
        fc.integer({ min: 2, max: 200 }),
        (rows, maxPoints) => {
          const x = rows.map((_, index) => index * 3);
          const lines = [rows.map(([a]) => a), rows.map(([, b]) => b)];
          const points = bucketPoints(x, lines, maxPoints);
          expect(points.length).toBeLessThanOrEqual(maxPoints);
          for (let index = 1; index < points.length; index++)
            expect(points[index].x).toBeGreaterThan(points[index - 1].x);
          for (const [index, line] of lines.entries()) {
            const before = finite(line);
            const after = finite(points.map(({ values }) => values[index]));
            if (before.length === 0) expect(after).toEqual([]);
            else {
              expect(Math.max(...after)).toBe(Math.max(...before));
              expect(Math.min(...after)).toBe(Math.min(...before));
            }
          }
        },
      ),
    );
  });
});
