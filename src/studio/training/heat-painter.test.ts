import fc from "fast-check";
import { expect, test } from "vitest";
import { colourOf, parseRgb } from "./heat-painter.ts";

const colours = { low: [0, 0, 0], middle: [100, 50, 0], high: [200, 100, 255] } as const;

test("a share is drawn between the stops of the scale", () => {
  expect(colourOf(0, colours)).toEqual([0, 0, 0]);
  expect(colourOf(0.25, colours)).toEqual([50, 25, 0]);
  expect(colourOf(0.5, colours)).toEqual([100, 50, 0]);
  expect(colourOf(1, colours)).toEqual([200, 100, 255]);
  expect(colourOf(7, colours)).toEqual([200, 100, 255]);
});

test("more is never darker where every stop is lighter", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((share) => colourOf(share, colours));
      expect(less[0]).toBeLessThanOrEqual(more[0]);
    }),
  );
});

test("colours are read in every form in which browsers give them back", () => {
  expect(parseRgb("rgb(1, 2, 3)")).toEqual([1, 2, 3]);
  expect(parseRgb("rgba(1, 2, 3, 0.5)")).toEqual([1, 2, 3]);
  expect(parseRgb("color(srgb 1 0.5 0)")).toEqual([255, 127.5, 0]);
  expect(parseRgb("")).toEqual([0, 0, 0]);
});
