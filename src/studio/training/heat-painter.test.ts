import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsWidth, colourOf, heatPixels, LINE_PIXELS, parseRgb } from "./heat-painter.ts";

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

test("every cell has the shade of its row and frame, with clear lines between rows and no gap between frames", () => {
  // A shade says which of 256 it is; 0 is clear.
  const shades = Uint32Array.from({ length: 256 }, (_, shade) => shade + 1);
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.constantFrom(0, 0.2, 1, Number.NaN), { minLength: 3, maxLength: 3 }), { maxLength: 40 }),
      fc.integer({ min: 80, max: 200 }),
      fc.constantFrom([0, 4], [1, 3], [2, 2]),
      (values, width, [begin, end]) => {
        const frames = [...values.keys()];
        const lines = [
          { kind: "row", row: 2, place: 1, label: "c", heading: "" },
          { kind: "heading", label: "" },
          { kind: "row", row: 0, place: 2, label: "a", heading: "" },
          { kind: "row", row: 1, place: 3, label: "b", heading: "" },
        ] as const;
        const live = { frameAt: (frame: number) => Float32Array.from(values[frame]) };
        const pixels = heatPixels({ live, lines, range: [begin, end], frames, shades, width });
        expect(pixels.length).toBe(width * LINE_PIXELS * (end - begin));
        const drawn = cellsWidth({ frames, width });
        pixels.forEach((pixel, place) => {
          const x = place % width;
          const y = Math.floor(place / width);
          const line = lines[begin + Math.floor(y / LINE_PIXELS)];
          const isBetween = y % LINE_PIXELS === 0 || y % LINE_PIXELS === LINE_PIXELS - 1;
          // Where the middle of a pixel lies between two frames, either will do.
          const shadesAt = [x + 0.5 - 1e-6, x + 0.5 + 1e-6].map((middle) => {
            const frame = values[Math.floor((middle * frames.length) / drawn)];
            const value = line.kind === "row" && !isBetween && frame ? frame[line.row] : Number.NaN;
            return Number.isNaN(value) ? 0 : Math.round(value * 255) + 1;
          });
          if (!shadesAt.includes(pixel)) throw new Error(`expected ${shadesAt} at ${x}, ${y}, got ${pixel}`);
        });
      },
    ),
    { numRuns: 30 },
  );
});
