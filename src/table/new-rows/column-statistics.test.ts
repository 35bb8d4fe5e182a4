import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalsOf } from "./column-statistics.ts";

/** Digits behind the point, of the text that JavaScript writes. */
function written(value: number): number {
  const [body, exponent = "0"] = String(value).split("e");
  return Math.max(0, (body.split(".")[1]?.length ?? 0) - Number(exponent));
}

test("digits behind the point are those of the shortest text of a number", () => {
  const decimal = fc
    .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 12 }))
    .map(([whole, power]) => Number(`${whole}e-${power}`));
  const any = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.oneof(decimal, any, fc.constantFrom(0, -0, 1e21, 5e-324, 0.1 + 0.2, 2 ** 53)), (value) => {
      expect(decimalsOf(Float64Array.of(value), 1)).toBe(written(value));
    }),
    { numRuns: 5000 },
  );
});
